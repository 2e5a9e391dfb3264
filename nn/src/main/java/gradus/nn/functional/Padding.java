package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Geometry;
import gradus.autograd.kernel.Taps;
import java.util.Arrays;

/// Places added at the edges of an image, or taken away there.
public final class Padding {
  private Padding() {}

  /// Adds zeros. See [#pad(Tensor, int[], double)].
  public static Tensor pad(Tensor input, int... pad) {
    return pad(input, pad, 0);
  }

  /// Adds places that hold `value` before and after the elements of the last dimensions; a negative
  /// number takes elements away.
  ///
  /// Shape: any; the sizes grow by what is added. Gradient: `dx` is `dy` without the places added,
  /// and 0 where elements were taken away. Like `torch.nn.functional.pad`.
  ///
  /// @param pad places before and after in the last dimension, then in the one before it, and so on
  /// @throws ShapeException if there are more pairs than dimensions, or more elements to take away
  ///   than there are
  /// @throws IllegalArgumentException if the numbers are not pairs
  public static Tensor pad(Tensor input, int[] pad, double value) {
    Op.requireGiven("pad", "the input", input);
    requirePairs("pad", input.shape(), pad);
    Shape shape = padded("pad", input.shape(), pad, 0);
    requireTakable(input.shape(), pad);
    return constant(input, pad, shape, value);
  }

  private static Tensor constant(Tensor x, int[] pad, Shape shape, double value) {
    Shape from = x.shape();
    int[] back = Arrays.stream(pad).map(places -> -places).toArray();
    return Op.of("pad", x)
        .forward(() -> {
          Array out = Array.full(x.dtype(), shape, value);
          Array in = Access.array(x);
          out.with(common(out.geometry(), from, pad))
              .copyFrom(in.with(common(in.geometry(), shape, back)));
          return Access.tensor(out);
        })
        .backward(g -> constant(g, back, from, 0));
  }

  /// The part of `whole` that it shares with what is left after padding by `pad` from `other`.
  private static Geometry common(Geometry whole, Shape other, int[] pad) {
    Geometry part = whole;
    for (int i = 0; i < pad.length / 2; i++) {
      int dim = whole.dim() - 1 - i;
      int start = Math.max(0, pad[2 * i]);
      int length = whole.size(dim) - start - Math.max(0, pad[2 * i + 1]);
      int shared = Math.max(0, Math.min(length, other.size(dim)));
      part = part.slice(dim, shared == 0 ? 0 : start, shared, 1);
    }
    return part;
  }

  /// Adds places at the edges of images, filled as `mode` says from the image itself; a negative
  /// number takes elements away.
  ///
  /// Shape: the last one, two or three dimensions are padded, and stand after a dimension of
  /// channels and, maybe, one of the batch. Gradient: `dx` is `dy` added up where elements are
  /// repeated. Like `torch.nn.functional.pad`.
  ///
  /// @param pad places before and after in the last dimension, then in the one before it, and so on
  /// @throws ShapeException if the dimensions are others, a size would be less than 1, or there are
  ///   more places to fill than the mode can fill: an image less its edge for
  ///   [PaddingMode#REFLECT], one image for [PaddingMode#CIRCULAR]
  /// @throws IllegalArgumentException if the numbers are not pairs, or the input is not of a
  ///   floating-point type; [PaddingMode#CIRCULAR] takes any
  public static Tensor pad(Tensor input, int[] pad, PaddingMode mode) {
    return mode == PaddingMode.CONSTANT ? pad(input, pad, 0) : pad("pad", input, pad, mode);
  }

  /// Pads from the image itself, for the operation `name`.
  static Tensor pad(String name, Tensor input, int[] pad, PaddingMode mode) {
    Op.requireGiven(name, "the input", input);
    requirePairs(name, input.shape(), pad);
    int dims = pad.length / 2;
    if (dims < 1 || dims > 3 || input.dim() < dims + 1 || input.dim() > dims + 2) {
      throw new ShapeException(
          "%s: input %s with %d pairs in mode %s: it pads the last 1, 2 or 3 dimensions, before"
              + " which stand channels and maybe a batch",
          name, input.shape(), dims, mode);
    }
    if (mode != PaddingMode.CIRCULAR) {
      PerDimension.requireImages(name, input, dims);
    }
    Shape shape = padded(name, input.shape(), pad, 1);
    PerDimension.requireHoldable(name, shape, lastSizes(shape, dims));
    Taps[] maps = new Taps[dims];
    for (int i = 0; i < dims; i++) {
      int size = input.size(-1 - i);
      requireFillable(name, input.shape(), size, pad[2 * i], pad[2 * i + 1], mode);
      maps[dims - 1 - i] = places(size, pad[2 * i], pad[2 * i + 1], mode);
    }
    return input.dtype().isFloatingPoint()
        ? Resampling.apply(name, input, maps)
        : picked(input, maps);
  }

  private static int[] lastSizes(Shape shape, int dims) {
    return Arrays.copyOfRange(shape.toArray(), shape.dim() - dims, shape.dim());
  }

  /// The elements at the places of `maps`, each of which is one.
  private static Tensor picked(Tensor x, Taps[] maps) {
    Tensor out = x;
    for (int i = 0; i < maps.length; i++) {
      out = out.indexSelect(i - maps.length, Tensor.of(maps[i].places()));
    }
    return out;
  }

  private static Taps places(int size, int before, int after, PaddingMode mode) {
    int[] places = new int[size + before + after];
    double[] weights = new double[places.length];
    Arrays.fill(weights, 1);
    for (int i = 0; i < places.length; i++) {
      int place = i - before;
      places[i] =
          switch (mode) {
            case REFLECT -> place < 0 ? -place : place < size ? place : 2 * (size - 1) - place;
            case CIRCULAR -> around(place, Math.max(0, -before), size - Math.max(0, -after));
            case REPLICATE, CONSTANT -> Math.clamp(place, 0, size - 1);
          };
    }
    return Taps.ofEqualCounts(size, 1, places, weights);
  }

  private static int around(int place, int start, int end) {
    return start + Math.floorMod(place - start, end - start);
  }

  private static void requireFillable(
      String name, Shape shape, int size, int before, int after, PaddingMode mode) {
    int left = size - Math.max(0, -before) - Math.max(0, -after);
    int most =
        switch (mode) {
          case REFLECT -> size - 1;
          case CIRCULAR -> left;
          case REPLICATE, CONSTANT -> Integer.MAX_VALUE;
        };
    if (before > most || after > most) {
      throw new ShapeException(
          "%s: %d and %d places at the ends of a dimension of size %d (shape %s): mode %s can fill"
              + " at most %d; use REPLICATE, or pad twice",
          name, before, after, size, shape, mode, Math.max(0, most));
    }
  }

  private static void requirePairs(String name, Shape shape, int[] pad) {
    if (pad.length % 2 != 0) {
      throw new IllegalArgumentException(
          "%s: %s has %d numbers; give pairs, before and after, from the last dimension on"
              .formatted(name, Arrays.toString(pad), pad.length));
    }
    if (pad.length / 2 > shape.dim()) {
      throw new ShapeException(
          "%s: %s has %d pairs, but shape %s only %d dimensions; give at most one pair for each",
          name, Arrays.toString(pad), pad.length / 2, shape, shape.dim());
    }
  }

  private static void requireTakable(Shape shape, int[] pad) {
    for (int i = 0; i < pad.length / 2; i++) {
      int dim = shape.dim() - 1 - i;
      long taken = -Math.min(0L, pad[2 * i]) - Math.min(0L, pad[2 * i + 1]);
      if (taken > shape.size(dim)) {
        throw new ShapeException(
            "pad: %s would take %d places away from dimension %d of shape %s, which has %d; take"
                + " fewer places away",
            Arrays.toString(pad), taken, dim, shape, shape.size(dim));
      }
    }
  }

  private static Shape padded(String name, Shape shape, int[] pad, int least) {
    int[] sizes = shape.toArray();
    for (int i = 0; i < pad.length / 2; i++) {
      int dim = sizes.length - 1 - i;
      long size = (long) sizes[dim] + pad[2 * i] + pad[2 * i + 1];
      if (size < least || size > Integer.MAX_VALUE) {
        throw new ShapeException(
            "%s: %s would leave dimension %d of shape %s with size %d; %s",
            name,
            Arrays.toString(pad),
            dim,
            shape,
            size,
            size < least ? "take fewer places away" : "add fewer places");
      }
      sizes[dim] = (int) size;
    }
    return Shape.of(sizes);
  }
}
