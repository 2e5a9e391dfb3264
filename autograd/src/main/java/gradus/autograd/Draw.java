package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Geometry;
import java.util.Arrays;
import java.util.Comparator;

/// A way to draw numbers, and how they reach the elements of a tensor: in the order of its memory.
@FunctionalInterface
interface Draw {
  /// Fills `n` contiguous elements from the start of `row` on. `inOrder` tells whether the tensor
  /// that they are for is contiguous.
  void fill(Array row, int n, boolean inOrder);

  /// Overwrites `receiver`, recorded as the operation `name`. Gradient: `dx = 0`.
  static Tensor inPlace(String name, Tensor receiver, Draw draw) {
    return InPlace.apply(
        name,
        receiver,
        x ->
            Op.of(name, x)
                .forward(() -> new Tensor(inMemoryOrder(x.array(), draw)))
                .backward(g -> g.zerosLike()),
        x -> overwrite(x, draw));
  }

  private static void overwrite(Array x, Draw draw) {
    if (x.geometry().isContiguous()) {
      draw.fill(x, x.numel(), true);
    } else {
      x.copyFrom(inMemoryOrder(x, draw));
    }
  }

  /// A fresh array laid out like `x`, filled in the order in which its elements lie. Before that
  /// they are those of `x`.
  static Array inMemoryOrder(Array x, Draw draw) {
    int[] order = memoryOrder(x.geometry());
    Array fresh = x.with(x.geometry().permute(order)).copy();
    draw.fill(fresh, fresh.numel(), x.geometry().isContiguous());
    int[] back = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      back[order[d]] = d;
    }
    return fresh.with(fresh.geometry().permute(back));
  }

  /// The dimensions from the widest step to the narrowest, or as they are where elements lie at the
  /// same place.
  private static int[] memoryOrder(Geometry geometry) {
    Integer[] order = new Integer[geometry.dim()];
    Arrays.setAll(order, d -> d);
    if (!geometry.isContiguous() && !geometry.overlaps()) {
      Arrays.sort(order, Comparator.comparingInt(d -> -geometry.stride(d)));
    }
    return Arrays.stream(order).mapToInt(d -> d).toArray();
  }
}
