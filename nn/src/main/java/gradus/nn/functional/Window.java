package gradus.nn.functional;

import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.kernel.Axis;
import java.util.List;

/// Where windows lie in an image: `Pooling.kernel(3).stride(2).padding(1)`. Each of kernel, stride,
/// padding and dilation is one number for all dimensions of the image, or one for each.
///
/// @param kernel places of a window
/// @param stride places from window to window; empty: windows lie side by side
/// @param padding places added at both ends of each dimension
/// @param dilation places between neighbours in a window
/// @param ceilMode whether a last window that begins inside, but ends beyond the padding, counts
public record Window(
    List<Integer> kernel,
    List<Integer> stride,
    List<Integer> padding,
    List<Integer> dilation,
    boolean ceilMode) {

  /// Windows of this size side by side.
  static Window of(int... kernel) {
    return new Window(PerDimension.list(kernel), List.of(), List.of(0), List.of(1), false);
  }

  /// Sets the places from window to window, 1 or more; none: windows lie side by side.
  public Window stride(int... stride) {
    return new Window(kernel, PerDimension.list(stride), padding, dilation, ceilMode);
  }

  /// Sets the places added at both ends, 0 or more.
  public Window padding(int... padding) {
    return new Window(kernel, stride, PerDimension.list(padding), dilation, ceilMode);
  }

  /// Sets the places between neighbours in a window, 1 or more.
  public Window dilation(int... dilation) {
    return new Window(kernel, stride, padding, PerDimension.list(dilation), ceilMode);
  }

  /// Says whether a last window that begins inside, but ends beyond the padding, counts.
  public Window ceilMode(boolean ceilMode) {
    return new Window(kernel, stride, padding, dilation, ceilMode);
  }

  /// The windows along each of the last `dims` dimensions of `shape`.
  Axis[] axes(String name, Shape shape, int dims) {
    int[] sizes = PerDimension.of(name, "kernel", kernel, dims, 1);
    int[] steps = stride.isEmpty() ? sizes : PerDimension.of(name, "stride", stride, dims, 1);
    int[] added = PerDimension.of(name, "padding", padding, dims, 0);
    int[] gaps = PerDimension.of(name, "dilation", dilation, dims, 1);
    Axis[] axes = new Axis[dims];
    for (int d = 0; d < dims; d++) {
      int size = shape.size(d - dims);
      int windows = windows(size + 2 * added[d] - gaps[d] * (sizes[d] - 1) - 1, steps[d]);
      if (ceilMode && (windows - 1) * steps[d] >= size + added[d]) {
        windows--;
      }
      if (windows < 1) {
        throw new ShapeException(
            "%s: no window of %s fits into an input of %s; use a smaller kernel, or padding(…)",
            name, kernel, shape);
      }
      axes[d] = new Axis(size, sizes[d], steps[d], gaps[d], added[d], windows);
    }
    return axes;
  }

  private int windows(int room, int step) {
    return (ceilMode ? Math.ceilDiv(room, step) : Math.floorDiv(room, step)) + 1;
  }

  /// Throws if more than half of a window could lie in the padding.
  void requirePaddingWithinHalf(String name, int dims) {
    int[] sizes = PerDimension.of(name, "kernel", kernel, dims, 1);
    int[] added = PerDimension.of(name, "padding", padding, dims, 0);
    int[] gaps = PerDimension.of(name, "dilation", dilation, dims, 1);
    for (int d = 0; d < dims; d++) {
      int reach = (sizes[d] - 1) * gaps[d] + 1;
      if (added[d] > reach / 2) {
        throw new IllegalArgumentException(
            "%s: padding %s is more than half of what a window reaches over (%d): a window could lie in the padding alone; use at most %d"
                .formatted(name, padding, reach, reach / 2));
      }
    }
  }
}
