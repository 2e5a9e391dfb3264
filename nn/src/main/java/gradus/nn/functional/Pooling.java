package gradus.nn.functional;

import gradus.autograd.Tensor;
import gradus.autograd.kernel.Axis;
import gradus.autograd.kernel.Taps;
import java.util.Arrays;

/// Windows of signals and images made into one number each.
///
/// ```java
/// Tensor half = Pooling.maxPool2d(x, 2);
/// Tensor y = Pooling.maxPool2d(x, Pooling.kernel(3).stride(2).padding(1));
/// ```
public final class Pooling {
  /// Stands for a size that an adaptive pooling keeps.
  public static final int KEEP = Integer.MIN_VALUE;

  private Pooling() {}

  /// Windows of this size, one number or one for each dimension, side by side.
  public static Window kernel(int... kernel) {
    return Window.of(kernel);
  }

  /// The greatest element of every window of `kernel`, side by side. See [#maxPool1d(Tensor,
  /// Window)].
  public static Tensor maxPool1d(Tensor input, int kernel) {
    return maxPool1d(input, kernel(kernel));
  }

  /// The greatest element of every window of a signal; NaN is greatest, and padding never is.
  ///
  /// Shape: `[batch, channels, length]` or `[channels, length]` to as many windows as fit.
  /// Gradient: `dy` to the element chosen, the first of equal ones; its place is kept. Like
  /// `torch.nn.functional.max_pool1d`.
  ///
  /// @throws gradus.autograd.ShapeException if the input holds no signals, no window fits, or one
  ///   sees nothing but padding
  /// @throws IllegalArgumentException if the input is not of a floating-point type, an option is
  ///   out of its range, or more than half a window could be padding
  public static Tensor maxPool1d(Tensor input, Window window) {
    PerDimension.requireImages("maxPool1d", input, 1);
    return MaxPool.of("maxPool1d", 1, input, window, false).values();
  }

  /// [#maxPool1d(Tensor, Window)] and the places of the elements chosen. Like `max_pool1d` with
  /// `return_indices`.
  public static MaxPoolResult maxPool1dWithIndices(Tensor input, Window window) {
    return MaxPool.of("maxPool1d", 1, input, window, true);
  }

  /// The greatest element of every window of `kernel` x `kernel`, side by side. See
  /// [#maxPool2d(Tensor, Window)].
  public static Tensor maxPool2d(Tensor input, int kernel) {
    return maxPool2d(input, kernel(kernel));
  }

  /// The greatest element of every window of an image; NaN is greatest, and padding never is.
  ///
  /// Shape: `[batch, channels, height, width]` or without batch to as many windows as fit.
  /// Gradient: `dy` to the element chosen, the first of equal ones; its place is kept. Like
  /// `torch.nn.functional.max_pool2d`.
  ///
  /// @throws gradus.autograd.ShapeException if the input holds no images, no window fits, or one
  ///   sees nothing but padding
  /// @throws IllegalArgumentException if the input is not of a floating-point type, an option is
  ///   out of its range, or more than half a window could be padding
  public static Tensor maxPool2d(Tensor input, Window window) {
    return MaxPool.of("maxPool2d", 2, input, window, false).values();
  }

  /// [#maxPool2d(Tensor, Window)] and the places of the elements chosen. Like `max_pool2d` with
  /// `return_indices`.
  public static MaxPoolResult maxPool2dWithIndices(Tensor input, Window window) {
    return MaxPool.of("maxPool2d", 2, input, window, true);
  }

  /// The mean of every window of `kernel`, side by side. See [#avgPool1d(Tensor, Window, boolean)].
  public static Tensor avgPool1d(Tensor input, int kernel) {
    return avgPool1d(input, kernel(kernel));
  }

  /// The mean of every window of a signal, padding counted. See [#avgPool1d(Tensor, Window,
  /// boolean)].
  public static Tensor avgPool1d(Tensor input, Window window) {
    return avgPool1d(input, window, true);
  }

  /// The mean of every window of a signal.
  ///
  /// Shape: `[batch, channels, length]` or `[channels, length]` to as many windows as fit.
  /// Gradient: `dy` shared evenly by the window. Like `torch.nn.functional.avg_pool1d`.
  ///
  /// @param countIncludePad whether padding counts as elements that are 0
  /// @throws gradus.autograd.ShapeException if the input holds no signals, or no window fits
  /// @throws IllegalArgumentException if the input is not of a floating-point type, an option is
  ///   out of its range, or more than half a window could be padding
  public static Tensor avgPool1d(Tensor input, Window window, boolean countIncludePad) {
    return means("avgPool1d", 1, input, window, countIncludePad);
  }

  /// The mean of every window of `kernel` x `kernel`, side by side. See [#avgPool2d(Tensor, Window,
  /// boolean)].
  public static Tensor avgPool2d(Tensor input, int kernel) {
    return avgPool2d(input, kernel(kernel));
  }

  /// The mean of every window of an image, padding counted. See [#avgPool2d(Tensor, Window,
  /// boolean)].
  public static Tensor avgPool2d(Tensor input, Window window) {
    return avgPool2d(input, window, true);
  }

  /// The mean of every window of an image.
  ///
  /// Shape: `[batch, channels, height, width]` or without batch to as many windows as fit.
  /// Gradient: `dy` shared evenly by the window. Like `torch.nn.functional.avg_pool2d`.
  ///
  /// @param countIncludePad whether padding counts as elements that are 0
  /// @throws gradus.autograd.ShapeException if the input holds no images, or no window fits
  /// @throws IllegalArgumentException if the input is not of a floating-point type, an option is
  ///   out of its range, or more than half a window could be padding
  public static Tensor avgPool2d(Tensor input, Window window, boolean countIncludePad) {
    return means("avgPool2d", 2, input, window, countIncludePad);
  }

  /// The sum of every window of an image, divided by `divisorOverride`. See [#avgPool2d(Tensor,
  /// Window, boolean)].
  ///
  /// @throws IllegalArgumentException also if the divisor is 0
  public static Tensor avgPool2d(Tensor input, Window window, int divisorOverride) {
    Axis[] axes = averaged("avgPool2d", 2, input, window);
    if (divisorOverride == 0) {
      throw new IllegalArgumentException(
          "avgPool2d: divisorOverride is 0; divide by another number");
    }
    double[] divisors = new double[axes[0].windows()];
    Arrays.fill(divisors, divisorOverride);
    return Resampling.apply("avgPool2d", input, axes[0].sums().dividedBy(divisors), axes[1].sums());
  }

  private static Tensor means(
      String name, int dims, Tensor input, Window window, boolean countIncludePad) {
    Axis[] axes = averaged(name, dims, input, window);
    Taps[] maps = new Taps[dims];
    for (int d = 0; d < dims; d++) {
      Taps sums = axes[d].sums();
      maps[d] = sums.dividedBy(countIncludePad ? axes[d].counts() : sums.counts());
    }
    return Resampling.apply(name, input, maps);
  }

  private static Axis[] averaged(String name, int dims, Tensor input, Window window) {
    window.requirePaddingWithinHalf(name, dims);
    if (window.dilation().stream().anyMatch(gap -> gap != 1)) {
      throw new IllegalArgumentException(
          "%s: dilation %s: a mean has none; leave it out".formatted(name, window.dilation()));
    }
    PerDimension.requireImages(name, input, dims);
    return window.axes(name, input.shape(), dims);
  }

  /// Means of `outputSize` windows that cover a signal evenly.
  ///
  /// Shape: `[batch, channels, length]` or `[channels, length]` to `[…, outputSize]`. Window `i`
  /// holds the elements from `i · length / outputSize`, rounded down, to `(i + 1) · length /
  /// outputSize`, rounded up. Gradient: `dy` shared evenly by the window. Like
  /// `torch.nn.functional.adaptive_avg_pool1d`.
  ///
  /// @throws gradus.autograd.ShapeException if the input holds no signals
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or the size is
  ///   negative
  public static Tensor adaptiveAvgPool1d(Tensor input, int outputSize) {
    return adaptive("adaptiveAvgPool1d", 1, input, outputSize);
  }

  /// Means of windows that cover an image evenly, in both directions as [#adaptiveAvgPool1d] does.
  ///
  /// Shape: `[batch, channels, height, width]` or without batch to `[…, outputSize]`. Gradient:
  /// `dy` shared evenly by the window. Like `torch.nn.functional.adaptive_avg_pool2d`.
  ///
  /// @param outputSize height and width, or one number for both; [#KEEP] keeps a size
  /// @throws gradus.autograd.ShapeException if the input holds no images
  /// @throws IllegalArgumentException if the input is not of a floating-point type, or a size is
  ///   negative
  public static Tensor adaptiveAvgPool2d(Tensor input, int... outputSize) {
    return adaptive("adaptiveAvgPool2d", 2, input, outputSize);
  }

  private static Tensor adaptive(String name, int dims, Tensor input, int... outputSize) {
    if (outputSize.length != 1 && outputSize.length != dims) {
      throw new IllegalArgumentException(
          "%s: outputSize %s has %d numbers; give one for all dimensions, or %d"
              .formatted(name, Arrays.toString(outputSize), outputSize.length, dims));
    }
    PerDimension.requireImages(name, input, dims);
    int[] sizes = new int[dims];
    for (int d = 0; d < dims; d++) {
      int wanted = outputSize[outputSize.length == 1 ? 0 : d];
      if (wanted < 0 && wanted != KEEP) {
        throw new IllegalArgumentException(
            "%s: outputSize %s; a size is 0 or more, or KEEP"
                .formatted(name, Arrays.toString(outputSize)));
      }
      sizes[d] = wanted == KEEP ? input.size(d - dims) : wanted;
    }
    PerDimension.requireHoldable(name, input.shape(), sizes);
    Taps[] maps = new Taps[dims];
    for (int d = 0; d < dims; d++) {
      maps[d] = Taps.evenMeans(input.size(d - dims), sizes[d]);
    }
    return Resampling.apply(name, input, maps);
  }
}
