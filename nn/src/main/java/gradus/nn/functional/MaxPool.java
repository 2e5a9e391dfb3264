package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Axis;
import gradus.autograd.kernel.Pool;
import gradus.autograd.kernel.PoolPlaces;

/// The greatest element of every window. What flows back goes to the places chosen, which is
/// linear: [#scatter] and [#gather] are each other's derivatives. Whole numbers stay whole.
///
/// @param chosen the places of the elements chosen
/// @param image the shape of the input
/// @param result the shape of the result
record MaxPool(PoolPlaces chosen, Shape image, Shape result) {
  /// The greatest elements and their places for the operation `name` on images of `dims`
  /// dimensions.
  static MaxPoolResult of(String name, int dims, Tensor input, Window window, boolean indices) {
    window.requirePaddingWithinHalf(name, dims);
    PerDimension.requireNumbers(name, input, dims);
    Axis[] axes = window.axes(name, input.shape(), dims);
    Axis rows = dims == 1 ? Axis.NONE : axes[0];
    Axis columns = axes[dims - 1];
    int[] sizes = new int[dims];
    for (int d = 0; d < dims; d++) {
      requirePlaces(name, axes[d]);
      sizes[d] = axes[d].windows();
    }
    Shape shape = PerDimension.withLast(input.shape(), sizes);
    int planes = shape.numel() / (rows.windows() * columns.windows());
    MaxPool pool = new MaxPool(new PoolPlaces(planes, rows, columns), input.shape(), shape);
    Tensor values = pool.values(name, input);
    return new MaxPoolResult(values, indices ? pool.indices() : null);
  }

  /// Throws if a window steps over all places, from padding to padding: none of them is greatest.
  private static void requirePlaces(String name, Axis axis) {
    for (int window = 0; window < axis.windows(); window++) {
      int tap = 0;
      while (tap < axis.kernel() && !axis.isInside(axis.place(window, tap))) {
        tap++;
      }
      if (tap == axis.kernel()) {
        throw new ShapeException(
            "%s: window %d of kernel %d with padding %d and dilation %d sees nothing but padding in a"
                + " dimension of size %d; use less padding or a smaller dilation",
            name, window, axis.kernel(), axis.before(), axis.dilation(), axis.size());
      }
    }
  }

  private Tensor values(String name, Tensor x) {
    return Op.of(name, x)
        .forward(() -> Access.tensor(Pool.max(Access.array(x), chosen, result)))
        .backward(this::scatter);
  }

  private Tensor scatter(Tensor g) {
    return Op.of("maxPoolScatter", g)
        .forward(() -> Access.tensor(Pool.scatter(Access.array(g), chosen, image)))
        .backward(this::gather);
  }

  private Tensor gather(Tensor x) {
    return Op.of("maxPoolGather", x)
        .forward(() -> Access.tensor(Pool.gather(Access.array(x), chosen, result)))
        .backward(this::scatter);
  }

  private Tensor indices() {
    return Tensor.of(chosen.toArray()).reshape(result.toArray());
  }
}
