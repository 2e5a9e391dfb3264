package gradus.nn.functional;

import gradus.autograd.DType;
import gradus.autograd.Op;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.List;

/// Arguments of operations on images: one number for all dimensions of an image, or one for each.
final class PerDimension {
  /// So many places that four weights for each of them still fit into an array.
  private static final int LARGEST_SIZE = 1 << 28;

  private PerDimension() {}

  static List<Integer> list(int... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /// One number for each of `dims` dimensions, none less than `least`.
  static int[] of(String name, String what, List<Integer> numbers, int dims, int least) {
    if (numbers.size() != 1 && numbers.size() != dims) {
      throw new IllegalArgumentException(
          "%s: %s %s has %d numbers; give one for all dimensions, or %d"
              .formatted(name, what, numbers, numbers.size(), dims));
    }
    int[] out = new int[dims];
    for (int d = 0; d < dims; d++) {
      out[d] = numbers.get(numbers.size() == 1 ? 0 : d);
      if (out[d] < least) {
        throw new IllegalArgumentException(
            "%s: %s is %s; it must be %d or more".formatted(name, what, numbers, least));
      }
    }
    return out;
  }

  /// Throws unless `input` holds floating-point images of `dims` dimensions with channels: a batch
  /// of any size, or one without a batch dimension, with no other size 0.
  static void requireImages(String name, Tensor input, int dims) {
    requireSizes(name, input, dims);
    requireFloating(name, input.dtype());
  }

  /// As [#requireImages], but images of whole numbers will do.
  static void requireNumbers(String name, Tensor input, int dims) {
    requireSizes(name, input, dims);
    if (input.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "%s: the input is BOOL, of which none is greatest: cast it with to(INT64) or to(FLOAT32)"
              .formatted(name));
    }
  }

  private static void requireSizes(String name, Tensor input, int dims) {
    Op.requireGiven(name, "the input", input);
    Shape shape = input.shape();
    boolean batched = shape.dim() == dims + 2;
    boolean fits = batched || shape.dim() == dims + 1;
    for (int d = batched ? 1 : 0; fits && d < shape.dim(); d++) {
      fits = shape.size(d) > 0;
    }
    if (!fits) {
      throw new ShapeException(
          "%s: input %s; it takes %s or %s, and only the batch may be empty",
          name, shape, layout("[batch, channels", dims), layout("[channels", dims));
    }
  }

  static void requireFloating(String name, DType dtype) {
    if (!dtype.isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: the input is %s; it takes FLOAT32 or FLOAT64: cast it with to(FLOAT32)"
              .formatted(name, dtype));
    }
  }

  /// The sizes of an image as text, such as `[batch, channels, height, width]`.
  static String layout(String begin, int dims) {
    return begin
        + (dims == 1 ? ", length]" : dims == 2 ? ", height, width]" : ", depth, height, width]");
  }

  /// Throws if images of these sizes, of which there are as many as `shape` holds, are more than an
  /// array does.
  static void requireHoldable(String name, Shape shape, int... sizes) {
    double count = 1;
    boolean fits = true;
    for (int d = 0; d < shape.dim(); d++) {
      int image = d - shape.dim() + sizes.length;
      count *= image < 0 ? shape.size(d) : sizes[image];
      fits &= image < 0 || sizes[image] <= LARGEST_SIZE;
    }
    if (!fits || count > Integer.MAX_VALUE) {
      throw new ShapeException(
          "%s: input %s would get images of %s: a dimension has at most %d places, and a tensor %d"
              + " elements; ask for less",
          name, shape, Arrays.toString(sizes), LARGEST_SIZE, Integer.MAX_VALUE);
    }
  }

  /// `shape` with its last dimensions replaced by `sizes`.
  static Shape withLast(Shape shape, int... sizes) {
    int[] out = shape.toArray();
    System.arraycopy(sizes, 0, out, out.length - sizes.length, sizes.length);
    return Shape.of(out);
  }

  /// The number of images of the last `dims` dimensions.
  static int planes(Shape shape, int dims) {
    int planes = 1;
    for (int d = 0; d < shape.dim() - dims; d++) {
      planes *= shape.size(d);
    }
    return planes;
  }
}
