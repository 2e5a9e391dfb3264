package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.DType;
import gradus.autograd.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The products of images and filters against their definition, summed in double by plain loops.
class ConvolveTest {
  private final int threadsBefore = Parallel.threads();

  @AfterEach
  @AfterTry
  void restoreThreads() {
    Parallel.threads(threadsBefore);
  }

  @Property(seed = "1", tries = 150)
  void correlateAgreesWithTheDefinition(
      @ForAll("filters") Filters f, @ForAll DTypes dtype, @ForAll boolean biased) {
    Problem p = new Problem(f, dtype.type);
    double[] bias = p.random(f.groups() * f.outputs());
    double[] expected = new double[p.result.numel()];
    if (biased) {
      Arrays.setAll(expected, i -> bias[i / f.windows() % bias.length]);
    }
    forEachProduct(f, (x, w, y) -> expected[y] += p.x[x] * p.w[w]);
    Array row = biased ? p.array(Shape.of(bias.length), bias) : null;
    p.agree(Convolve.correlate(p.images(), p.filters(), row, f, p.result), expected);
  }

  @Property(seed = "1", tries = 150)
  void spreadAgreesWithTheDefinition(@ForAll("filters") Filters f, @ForAll DTypes dtype) {
    Problem p = new Problem(f, dtype.type);
    double[] expected = new double[p.image.numel()];
    forEachProduct(f, (x, w, y) -> expected[x] += p.y[y] * p.w[w]);
    p.agree(Convolve.spread(p.results(), p.filters(), null, f, p.image), expected);
  }

  @Property(seed = "1", tries = 150)
  void matchAgreesWithTheDefinition(@ForAll("filters") Filters f, @ForAll DTypes dtype) {
    Problem p = new Problem(f, dtype.type);
    double[] expected = new double[p.filter.numel()];
    forEachProduct(f, (x, w, y) -> expected[w] += p.x[x] * p.y[y]);
    p.agree(Convolve.match(p.images(), p.results(), f, p.filter), expected);
  }

  @Property(seed = "1", tries = 100)
  void unfoldAndFoldAreTransposedMaps(@ForAll("filters") Filters f, @ForAll DTypes dtype) {
    Filters one = new Filters(f.images(), 1, f.inputs(), 1, f.rows(), f.columns());
    Problem p = new Problem(one, dtype.type);
    Shape columns = Shape.of(f.images(), one.taps(), one.windows());
    double[] numbers = p.random(columns.numel());
    Array unfolded = Convolve.unfold(p.images(), one, columns);
    Array folded = Convolve.fold(p.array(columns, numbers), one, p.image);
    assertThat(dot(unfolded, numbers)).isCloseTo(dot(folded, p.x), within(p.tolerance * 100));
  }

  private static double dot(Array a, double[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += a.storage().get(i) * b[i];
    }
    return sum;
  }

  @Test
  void everyWidthAroundTheLengthsOfVectorsAgreesWithTheDefinition() {
    Axis rows = new Axis(3, 3, 1, 1, 1, 3);
    for (int width = 1; width <= 70; width++) {
      Axis columns = new Axis(width, 3, 1, 1, 1, width);
      for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
        Problem p = new Problem(new Filters(3, 1, 2, 5, rows, columns), dtype);
        double[] results = new double[p.result.numel()];
        double[] images = new double[p.image.numel()];
        double[] filters = new double[p.filter.numel()];
        forEachProduct(
            p.f,
            (x, w, y) -> {
              results[y] += p.x[x] * p.w[w];
              images[x] += p.y[y] * p.w[w];
              filters[w] += p.x[x] * p.y[y];
            });
        p.agree(Convolve.correlate(p.images(), p.filters(), null, p.f, p.result), results);
        p.agree(Convolve.spread(p.results(), p.filters(), null, p.f, p.image), images);
        p.agree(Convolve.match(p.images(), p.results(), p.f, p.filter), filters);
      }
    }
  }

  @Test
  void threadsChangeNothing() {
    Axis rows = new Axis(28, 3, 1, 1, 1, 28);
    for (int stride : new int[] {1, 2}) {
      Axis columns = new Axis(30, 3, stride, 1, 0, 28 / stride);
      Problem p = new Problem(new Filters(21, 2, 4, 8, rows, columns), DType.FLOAT32);
      Parallel.threads(1);
      float[][] alone = p.all();
      Parallel.threads(4);
      float[][] together = p.all();
      assertThat(together).isDeepEqualTo(alone);
    }
  }

  @Test
  void aNaNReachesTheWindowsThatSeeItAndNoOthers() {
    Axis axis = new Axis(9, 3, 1, 1, 1, 9);
    Problem p = new Problem(new Filters(1, 1, 1, 8, axis, axis), DType.FLOAT32);
    p.x[4 * 9 + 8] = Double.NaN;
    float[] y = Convolve.correlate(p.images(), p.filters(), null, p.f, p.result).floats();
    for (int i = 0; i < y.length; i++) {
      int row = i / 9 % 9;
      boolean sees = row >= 3 && row <= 5 && i % 9 >= 7;
      assertThat(Float.isNaN(y[i])).as("element %d", i).isEqualTo(sees);
    }
  }

  @Provide
  Arbitrary<Filters> filters() {
    Arbitrary<Integer> few = Arbitraries.integers().between(1, 3);
    Arbitrary<Integer> channels = Arbitraries.integers().between(1, 17);
    return Combinators.combine(few, few, few, channels, axes(), axes())
        .as((images, groups, inputs, outputs, rows, columns) ->
            new Filters(images - 1, groups, inputs, outputs, rows, columns));
  }

  private static Arbitrary<Axis> axes() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 4);
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 40);
    Arbitrary<Integer> before = Arbitraries.integers().between(0, 4);
    return Combinators.combine(size, small, small, small, before, before)
        .as((places, kernel, stride, dilation, start, end) -> {
          int room = places + start + end - dilation * (kernel - 1) - 1;
          return new Axis(places, kernel, stride, dilation, start, Math.max(room / stride, 0) + 1);
        });
  }

  enum DTypes {
    FLOAT(DType.FLOAT32),
    DOUBLE(DType.FLOAT64);

    private final DType type;

    DTypes(DType type) {
      this.type = type;
    }
  }

  private interface Product {
    void of(int image, int filter, int result);
  }

  /// Visits every place, tap and window that belong together.
  private static void forEachProduct(Filters f, Product product) {
    int outputs = f.outputs() * f.groups();
    for (int y = 0; y < f.images() * outputs * f.windows(); y++) {
      int row = y / f.columns().windows() % f.rows().windows();
      int column = y % f.columns().windows();
      int output = y / f.windows() % outputs;
      int image = y / f.windows() / outputs * f.groups() * f.inputs();
      for (int tap = 0; tap < f.taps(); tap++) {
        int place = f.rows().place(row, tap / f.columns().kernel() % f.rows().kernel());
        int across = f.columns().place(column, tap % f.columns().kernel());
        int input = tap / (f.rows().kernel() * f.columns().kernel());
        int channel = image + output / f.outputs() * f.inputs() + input;
        if (place >= 0 && place < f.rows().size() && across >= 0 && across < f.columns().size()) {
          product.of(
              channel * f.places() + place * f.columns().size() + across,
              output * f.taps() + tap,
              y);
        }
      }
    }
  }

  private static final class Problem {
    final Filters f;
    final DType dtype;
    final double tolerance;
    final SplittableRandom random = new SplittableRandom(7);
    final Shape image;
    final Shape filter;
    final Shape result;
    final double[] x;
    final double[] w;
    final double[] y;

    Problem(Filters f, DType dtype) {
      this.f = f;
      this.dtype = dtype;
      // sums of up to 10⁴ products of numbers of size 1
      tolerance = dtype == DType.FLOAT32 ? 2e-4 : 1e-12;
      int channels = f.groups() * f.inputs();
      image = Shape.of(f.images(), channels, f.rows().size(), f.columns().size());
      filter =
          Shape.of(f.groups() * f.outputs(), f.inputs(), f.rows().kernel(), f.columns().kernel());
      result =
          Shape.of(f.images(), f.groups() * f.outputs(), f.rows().windows(), f.columns().windows());
      x = random(image.numel());
      w = random(filter.numel());
      y = random(result.numel());
    }

    /// Numbers that FLOAT32 holds exactly.
    double[] random(int count) {
      double[] numbers = new double[count];
      Arrays.setAll(numbers, i -> (float) random.nextDouble(-1, 1));
      return numbers;
    }

    Array array(Shape shape, double[] numbers) {
      return Array.of(shape, numbers).to(dtype);
    }

    Array images() {
      return array(image, x);
    }

    Array filters() {
      return array(filter, w);
    }

    Array results() {
      return array(result, y);
    }

    float[][] all() {
      return new float[][] {
        Convolve.correlate(images(), filters(), null, f, result).floats(),
        Convolve.spread(results(), filters(), null, f, image).floats(),
        Convolve.match(images(), results(), f, filter).floats()
      };
    }

    void agree(Array actual, double[] expected) {
      assertThat(actual.dtype()).isEqualTo(dtype);
      assertThat(actual.to(DType.FLOAT64).doubles()).containsExactly(expected, within(tolerance));
    }
  }
}
