package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Taps;
import java.util.Arrays;

/// Images of another size.
///
/// ```java
/// Tensor large = Vision.interpolate(x, Vision.scaleFactor(2).mode(Interpolation.Mode.BILINEAR));
/// ```
public final class Vision {
  private Vision() {}

  /// An interpolation to these sizes, one for all dimensions or one for each, by the nearest
  /// element.
  public static Interpolation size(int... size) {
    return Interpolation.ofSize(size);
  }

  /// An interpolation to sizes multiplied by these factors, one for all dimensions or one for each,
  /// and rounded down, by the nearest element.
  public static Interpolation scaleFactor(double... scaleFactor) {
    return Interpolation.ofScaleFactor(scaleFactor);
  }

  /// Gives signals, images or volumes another size: each new element is made of the old ones around
  /// its place.
  ///
  /// Shape: `[batch, channels, length]`, `[batch, channels, height, width]` or `[batch, channels,
  /// depth, height, width]` to the same with new sizes. Gradient: `dx` gets `dy` by the same
  /// weights. The cubic curves are those of R. Keys, "Cubic convolution interpolation for digital
  /// image processing" (1981), with a = −0.75. Like `torch.nn.functional.interpolate`.
  ///
  /// @throws ShapeException if the input has other dimensions than the mode is for, one but the
  ///   batch is empty, or a new size would be less than 1
  /// @throws IllegalArgumentException if the input is not of a floating-point type, there are more
  ///   or fewer numbers than dimensions, or the mode has no corners to align
  public static Tensor interpolate(Tensor input, Interpolation to) {
    Op.requireGiven("interpolate", "the input", input);
    int dims = input.dim() - 2;
    if (!to.mode().fits(dims)) {
      throw new ShapeException(
          "interpolate: input %s in mode %s: LINEAR takes [batch, channels, length], BILINEAR and"
              + " BICUBIC [batch, channels, height, width], TRILINEAR [batch, channels, depth,"
              + " height, width], the others any of them",
          input.shape(), to.mode());
    }
    PerDimension.requireImages("interpolate", input, dims);
    requireAsManyNumbers(to, dims);
    if (to.alignCorners() && !to.mode().hasCorners()) {
      throw new IllegalArgumentException(
          "interpolate: alignCorners with mode %s, which has none; use a linear or cubic mode"
              .formatted(to.mode()));
    }
    int[] sizes = sizes(input, to, dims);
    Taps[] maps = new Taps[dims];
    for (int d = 0; d < dims; d++) {
      int from = input.size(2 + d);
      maps[d] = map(to, from, sizes[d], to.distance(d, from, sizes[d]));
    }
    return Resampling.apply("interpolate", input, maps);
  }

  private static int[] sizes(Tensor input, Interpolation to, int dims) {
    int[] sizes = new int[dims];
    for (int d = 0; d < dims; d++) {
      sizes[d] = to.sizeOf(d, input.size(2 + d));
      if (sizes[d] < 1) {
        throw new ShapeException(
            "interpolate: input %s would get the size %d; every size must be 1 or more",
            input.shape(), sizes[d]);
      }
    }
    PerDimension.requireHoldable("interpolate", input.shape(), sizes);
    return sizes;
  }

  private static void requireAsManyNumbers(Interpolation to, int dims) {
    int given = to.size().isEmpty() ? to.scaleFactor().size() : to.size().size();
    if (given != 1 && given != dims) {
      throw new IllegalArgumentException(
          "interpolate: %s has %d numbers for %d dimensions; give one for all, or one for each"
              .formatted(to.size().isEmpty() ? to.scaleFactor() : to.size(), given, dims));
    }
    if (to.scaleFactor().stream().anyMatch(factor -> !(factor > 0))) {
      throw new IllegalArgumentException(
          "interpolate: scaleFactor %s; a factor is more than 0".formatted(to.scaleFactor()));
    }
  }

  private static Taps map(Interpolation to, int from, int size, double distance) {
    if (to.mode() == Interpolation.Mode.AREA) {
      return Taps.evenMeans(from, size);
    }
    double step = !to.alignCorners() ? distance : size > 1 ? (double) (from - 1) / (size - 1) : 0;
    return switch (to.mode()) {
      case NEAREST -> nearest(from, size, step, 0);
      case NEAREST_EXACT -> nearest(from, size, step, 0.5);
      case BICUBIC -> cubic(from, size, step, to.alignCorners());
      default -> linear(from, size, step, to.alignCorners());
    };
  }

  private static Taps nearest(int from, int size, double step, double shift) {
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = Math.min((int) Math.floor((i + shift) * step), from - 1);
    }
    double[] weights = new double[size];
    Arrays.fill(weights, 1);
    return Taps.ofEqualCounts(from, 1, places, weights);
  }

  /// Where element `i` of the result lies in the image.
  private static double place(int i, double step, boolean alignCorners) {
    return alignCorners ? i * step : (i + 0.5) * step - 0.5;
  }

  private static Taps linear(int from, int size, double step, boolean alignCorners) {
    int[] places = new int[2 * size];
    double[] weights = new double[2 * size];
    for (int i = 0; i < size; i++) {
      double place = Math.max(0, place(i, step, alignCorners));
      int left = Math.min((int) place, from - 1);
      double beyond = Math.clamp(place - left, 0.0, 1.0);
      places[2 * i] = left;
      places[2 * i + 1] = Math.min(left + 1, from - 1);
      weights[2 * i] = 1 - beyond;
      weights[2 * i + 1] = beyond;
    }
    return Taps.ofEqualCounts(from, 2, places, weights);
  }

  private static Taps cubic(int from, int size, double step, boolean alignCorners) {
    int[] places = new int[4 * size];
    double[] weights = new double[4 * size];
    for (int i = 0; i < size; i++) {
      double place = place(i, step, alignCorners);
      int left = (int) Math.floor(place);
      for (int j = 0; j < 4; j++) {
        places[4 * i + j] = Math.clamp(left - 1 + j, 0, from - 1);
        weights[4 * i + j] = cubicWeight(Math.abs(place - (left - 1 + j)));
      }
    }
    return Taps.ofEqualCounts(from, 4, places, weights);
  }

  /// The weight of an element at this distance.
  private static double cubicWeight(double t) {
    double a = -0.75;
    return t <= 1 ? ((a + 2) * t - (a + 3)) * t * t + 1 : ((a * t - 5 * a) * t + 8 * a) * t - 4 * a;
  }

  /// Makes images `upscaleFactor` times as high and wide out of the channels: `[…, channels · r²,
  /// height, width]` to `[…, channels, height · r, width · r]`.
  ///
  /// Gradient: `dx` is [#pixelUnshuffle] of `dy`. Like `torch.nn.functional.pixel_shuffle`.
  ///
  /// @throws ShapeException if there are fewer than three dimensions, or r² does not divide the
  ///   number of channels
  /// @throws IllegalArgumentException if the factor is less than 1
  public static Tensor pixelShuffle(Tensor input, int upscaleFactor) {
    int r = upscaleFactor;
    requireFactor("pixelShuffle", input, r);
    int channels = input.size(-3);
    if (channels % ((long) r * r) != 0) {
      throw new ShapeException(
          "pixelShuffle: input %s by %d: its channels (%d) must be a multiple of %d, the factor"
              + " squared",
          input.shape(), r, channels, (long) r * r);
    }
    int height = input.size(-2);
    int width = input.size(-1);
    return input
        .reshape(images(input), channels / (r * r), r, r, height, width)
        .permute(0, 1, 4, 2, 5, 3)
        .reshape(
            PerDimension.withLast(input.shape(), channels / (r * r), height * r, width * r)
                .toArray());
  }

  /// Makes channels out of squares of `downscaleFactor` elements, so that images are that many
  /// times less high and wide: `[…, channels, height · r, width · r]` to `[…, channels · r²,
  /// height, width]`. Undoes [#pixelShuffle]. Like `torch.nn.functional.pixel_unshuffle`.
  ///
  /// @throws ShapeException if there are fewer than three dimensions, or the factor does not divide
  ///   height and width
  /// @throws IllegalArgumentException if the factor is less than 1
  public static Tensor pixelUnshuffle(Tensor input, int downscaleFactor) {
    int r = downscaleFactor;
    requireFactor("pixelUnshuffle", input, r);
    if (input.size(-2) % r != 0 || input.size(-1) % r != 0) {
      throw new ShapeException(
          "pixelUnshuffle: input %s by %d: height and width must be multiples of it",
          input.shape(), r);
    }
    int channels = input.size(-3);
    int height = input.size(-2) / r;
    int width = input.size(-1) / r;
    return input
        .reshape(images(input), channels, height, r, width, r)
        .permute(0, 1, 3, 5, 2, 4)
        .reshape(PerDimension.withLast(input.shape(), channels * r * r, height, width).toArray());
  }

  private static int images(Tensor input) {
    return PerDimension.planes(input.shape(), 3);
  }

  private static void requireFactor(String name, Tensor input, int factor) {
    Op.requireGiven(name, "the input", input);
    if (input.dim() < 3) {
      throw new ShapeException(
          "%s: input %s; it takes […, channels, height, width]", name, input.shape());
    }
    if (factor < 1) {
      throw new IllegalArgumentException(
          "%s: the factor is %d; it must be 1 or more".formatted(name, factor));
    }
  }
}
