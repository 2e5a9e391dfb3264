package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// Indexing against its definition, worked out element by element.
class IndexingLawsTest {
  private static final int WIDE = 3;

  /// A tensor and indices for it, made of random numbers.
  private static final class Drawn {
    private final int[] numbers;
    private int next;
    private final Tensor source;
    private final List<Index> indices = new ArrayList<>();
    private final List<Axis> axes = new ArrayList<>();
    private final int[] fixed;

    Drawn(int[] numbers) {
      this.numbers = numbers;
      int[] sizes = new int[1 + below(4)];
      for (int d = 0; d < sizes.length; d++) {
        sizes[d] = 1 + below(4);
      }
      Tensor whole = Tensor.arange(Shape.of(sizes).numel()).view(sizes);
      source = below(2) == 0 || sizes.length < 2 ? whole : whole.transpose(0, 1).contiguous();
      fixed = new int[sizes.length];
      for (int d = 0; d < sizes.length; ) {
        d += draw(d);
      }
    }

    private int below(int bound) {
      return Math.floorMod(numbers[next++ % numbers.length] + next * 7, bound);
    }

    /// Draws the index of dimension `d` and gives the number of dimensions that it takes.
    private int draw(int d) {
      int size = source.size(d);
      switch (below(8)) {
        case 0 -> {
          fixed[d] = below(size);
          indices.add(Index.index(below(2) == 0 ? fixed[d] : fixed[d] - size));
        }
        case 1 -> {
          int start = below(size);
          indices.add(new Index.Range(start, null, 2));
          axes.add(new Axis(d, null, steps(start, size, 2)));
        }
        case 2 -> {
          indices.add(Index.all());
          axes.add(new Axis(d, null, steps(0, size, 1)));
        }
        case 3 -> {
          indices.add(Index.newAxis());
          axes.add(new Axis(-1, null, new int[] {0}));
          return 0;
        }
        case 4 -> {
          return mask(d, d + 1 < source.dim() && below(2) == 0 ? 2 : 1);
        }
        case 5 -> {
          indices.add(Tensor.scalar(true));
          axes.add(new Axis(-1, Tensor.zeros(INT64, 1), null));
          return 0;
        }
        default -> places(d, size);
      }
      return 1;
    }

    private static int[] steps(int start, int size, int step) {
      int[] places = new int[(size - start + step - 1) / step];
      for (int i = 0; i < places.length; i++) {
        places[i] = start + i * step;
      }
      return places;
    }

    private void places(int d, int size) {
      int[][] shapes = {{1}, {WIDE}, {2, 1}, {2, WIDE}, {1, WIDE}};
      int[] shape = shapes[below(shapes.length)];
      long[] places = new long[Shape.of(shape).numel()];
      for (int i = 0; i < places.length; i++) {
        places[i] = below(2 * size) - size;
      }
      Tensor index = Tensor.wrap(places, shape);
      indices.add(index);
      axes.add(new Axis(d, index, null));
    }

    /// A mask with as many true elements as broadcasts with the other tensors: one, or [#WIDE].
    private int mask(int d, int dims) {
      int[] sizes = new int[dims];
      for (int i = 0; i < dims; i++) {
        sizes[i] = source.size(d + i);
      }
      boolean[] mask = new boolean[Shape.of(sizes).numel()];
      int count = mask.length >= WIDE && below(2) == 0 ? WIDE : 1;
      for (int i = 0, first = below(mask.length); i < count; i++) {
        mask[(first + i) % mask.length] = true;
      }
      indices.add(Tensor.wrap(mask, sizes));
      for (int i = 0; i < dims; i++) {
        long[] along = new long[count];
        for (int at = 0, found = 0; at < mask.length; at++) {
          if (mask[at]) {
            along[found++] = dims == 2 && i == 0 ? at / sizes[1] : at % sizes[dims - 1];
          }
        }
        axes.add(new Axis(d + i, Tensor.of(along), null));
      }
      return dims;
    }

    Index[] indices() {
      return indices.toArray(Index[]::new);
    }

    /// The place in row-major order of every element that the indices name, by the definition.
    Tensor named() {
      Shape common = Shape.of();
      List<Integer> picking = new ArrayList<>();
      for (int a = 0; a < axes.size(); a++) {
        if (axes.get(a).picks()) {
          common = common.broadcast("named", axes.get(a).tensor.shape());
          picking.add(a);
        }
      }
      int picked = picking.size();
      boolean together = picked > 0 && picking.getLast() - picking.getFirst() == picked - 1;
      int first = together ? picking.getFirst() : 0;
      List<Integer> sizes = new ArrayList<>();
      int[] where = new int[axes.size()];
      for (int a = 0; a < axes.size(); a++) {
        if (picked > 0 && (together ? a == first : a == 0)) {
          for (int size : common.toArray()) {
            sizes.add(size);
          }
        }
        if (!axes.get(a).picks()) {
          where[a] = sizes.size();
          sizes.add(axes.get(a).places.length);
        }
      }
      return filled(common, first, where, sizes.stream().mapToInt(i -> i).toArray());
    }

    private Tensor filled(Shape common, int first, int[] where, int[] sizes) {
      Tensor named = Tensor.zeros(INT64, sizes);
      int[] at = new int[sizes.length];
      for (int i = 0; i < named.numel(); i++) {
        int rest = i;
        for (int d = sizes.length - 1; d >= 0; d--) {
          at[d] = rest % sizes[d];
          rest /= sizes[d];
        }
        int[] inside = Arrays.copyOfRange(at, first, first + common.dim());
        int[] element = fixed.clone();
        for (int a = 0; a < where.length; a++) {
          Axis axis = axes.get(a);
          if (axis.dim >= 0) {
            element[axis.dim] =
                axis.picks() ? axis.place(common, inside, source) : axis.places[at[where[a]]];
          }
        }
        named.view(-1).at(i).fill_(source.at(element).itemLong());
      }
      return named;
    }
  }

  /// One dimension of what basic indices leave: sliced, new, or picked by a tensor.
  private record Axis(int dim, Tensor tensor, int[] places) {
    boolean picks() {
      return tensor != null;
    }

    int place(Shape common, int[] inside, Tensor source) {
      int place = (int) tensor.expand(common.toArray()).at(inside).itemLong();
      return place < 0 ? place + source.size(dim) : place;
    }
  }

  @Property(seed = "1", tries = 400)
  void atPicksWhatTheIndicesName(@ForAll @Size(24) int[] numbers) {
    Drawn drawn = new Drawn(numbers);
    Tensor picked = drawn.source.at(drawn.indices());
    assertThat(picked.shape()).isEqualTo(drawn.named().shape());
    assertThat(picked.equal(drawn.named())).isTrue();
  }

  @Property(seed = "1", tries = 200)
  void gradientAddsUpWhereAnElementIsNamedTwice(@ForAll @Size(24) int[] numbers) {
    Drawn drawn = new Drawn(numbers);
    Tensor x = drawn.source.to(FLOAT64).requiresGrad(true);
    Tensor named = places(drawn);
    Tensor weights = Tensor.arange(named.numel()).to(FLOAT64).add(1).view(named.shape().toArray());
    x.at(drawn.indices()).mul(weights).sum().backward();

    double[] expected = new double[x.numel()];
    long[] where = named.toLongArray();
    for (int i = 0; i < where.length; i++) {
      expected[(int) where[i]] += i + 1;
    }
    assertThat(x.grad().toDoubleArray()).containsExactly(expected);
  }

  @Property(seed = "1", tries = 200)
  void putWritesAndIndexPutAddsWhereTheIndicesName(@ForAll @Size(24) int[] numbers) {
    Drawn drawn = new Drawn(numbers);
    Tensor named = places(drawn);
    long[] where = named.toLongArray();
    Tensor values = Tensor.arange(100, 100 + where.length, 1).view(named.shape().toArray());
    long[] written = drawn.source.toLongArray();
    long[] added = written.clone();
    for (int i = 0; i < where.length; i++) {
      written[(int) where[i]] = 100 + i;
      added[(int) where[i]] += 100 + i;
    }
    Tensor x = drawn.source.clone();
    assertThat(x.put(values, drawn.indices())).isSameAs(x);
    assertThat(x.toLongArray()).containsExactly(written);
    Tensor sum = drawn.source.indexPut(drawn.indices(), values, true);
    assertThat(sum.toLongArray()).containsExactly(added);
  }

  @Property(seed = "1", tries = 60)
  void everyOrderAgreesWithDifferences(@ForAll @Size(24) int[] numbers) {
    Drawn drawn = new Drawn(numbers);
    Tensor x = drawn.source.to(FLOAT64).mul(0.3).sub(1);
    Tensor named = places(drawn);
    Tensor values = Tensor.linspace(FLOAT64, -1, 1, named.numel()).view(named.shape().toArray());
    GradCheck.check(GradCheck.order(2), t -> t.at(drawn.indices()).square(), x);
    GradCheck.check(
        GradCheck.order(2), in -> in[0].indexPut(drawn.indices(), in[1], true).square(), x, values);
    if (isDistinct(named)) {
      GradCheck.check(
          GradCheck.order(2), in -> in[0].clone().put(in[1], drawn.indices()).square(), x, values);
    }
  }

  private static boolean isDistinct(Tensor named) {
    return Arrays.stream(named.toLongArray()).distinct().count() == named.numel();
  }

  /// The places of the named elements in the source's row-major order.
  private static Tensor places(Drawn drawn) {
    long[] elements = drawn.source.toLongArray();
    long[] placeOf = new long[elements.length];
    for (int i = 0; i < elements.length; i++) {
      placeOf[(int) elements[i]] = i;
    }
    long[] named = drawn.named().toLongArray();
    for (int i = 0; i < named.length; i++) {
      named[i] = placeOf[(int) named[i]];
    }
    return Tensor.wrap(named, drawn.named().shape().toArray());
  }
}
