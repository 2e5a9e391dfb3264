package gradus.autograd;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How the shapes of an operation's inputs are drawn.
@FunctionalInterface
interface Shapes {
  /// One shape per input.
  int[][] draw(Generator generator);

  /// Any one shape of up to 3 dimensions, single numbers and empty ones among them.
  static Shapes any() {
    return atLeast(0);
  }

  /// Any one shape of at least `rank` and up to 3 dimensions, empty ones among them.
  static Shapes atLeast(int rank) {
    return generator -> new int[][] {sizes(generator, below(generator, 4 - rank) + rank, 0)};
  }

  /// As [#atLeast], without empty ones.
  static Shapes filled(int rank) {
    return generator -> new int[][] {sizes(generator, below(generator, 4 - rank) + rank, 1)};
  }

  /// Several shapes that broadcast, empty ones and single numbers among them.
  static Shapes broadcast(int inputs) {
    return generator -> {
      int[] full = sizes(generator, below(generator, 4), 0);
      return IntStream.range(0, inputs).mapToObj(_ -> part(generator, full)).toArray(int[][]::new);
    };
  }

  /// One of these tuples of shapes.
  static Shapes oneOf(int[][]... tuples) {
    return generator -> tuples[below(generator, tuples.length)];
  }

  /// Always these shapes, one per input.
  static Shapes of(int[]... shapes) {
    return _ -> shapes;
  }

  /// The same shape for several inputs.
  static Shapes same(int inputs, Shapes one) {
    return generator -> {
      int[] shape = one.draw(generator)[0];
      return IntStream.range(0, inputs).mapToObj(_ -> shape).toArray(int[][]::new);
    };
  }

  /// The sizes of a shape, so that tables of them read well.
  static int[] shape(int... sizes) {
    return sizes;
  }

  /// The shapes of one tuple.
  static int[][] tuple(int[]... shapes) {
    return shapes;
  }

  private static int below(Generator generator, int bound) {
    return Math.floorMod(generator.nextLong(), bound);
  }

  /// Sizes from 1 to 3, or 0 one time in twelve where that is allowed.
  private static int[] sizes(Generator generator, int rank, int least) {
    return IntStream.range(0, rank)
        .map(_ -> least == 0 && below(generator, 12) == 0 ? 0 : 1 + below(generator, 3))
        .toArray();
  }

  /// A shape that broadcasts to `full`: leading sizes left out, others replaced by 1.
  private static int[] part(Generator generator, int[] full) {
    int from = below(generator, 3) == 0 ? below(generator, full.length + 1) : 0;
    int[] part = Arrays.copyOfRange(full, from, full.length);
    for (int d = 0; d < part.length; d++) {
      part[d] = below(generator, 4) == 0 ? 1 : part[d];
    }
    return part;
  }
}
