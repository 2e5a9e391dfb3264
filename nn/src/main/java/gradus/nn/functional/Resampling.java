package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Taps;

/// Linear maps along the last dimensions: what padding, pooling by averages and interpolation have
/// in common.
final class Resampling {
  private Resampling() {}

  /// The result of one map along each of the last dimensions. Its gradient is that of the
  /// transposed maps, so it is a map of the same kind, and nothing is kept.
  static Tensor apply(String name, Tensor x, Taps... maps) {
    return Op.of(name, x)
        .forward(() -> Access.tensor(applied(Access.array(x), maps)))
        .backward(g -> apply(name, g, transposed(maps)));
  }

  private static Array applied(Array x, Taps[] maps) {
    Array y = x;
    for (int i = maps.length - 1; i >= 0; i--) {
      y = maps[i].apply(y, x.geometry().dim() - maps.length + i);
    }
    return y;
  }

  private static Taps[] transposed(Taps[] maps) {
    Taps[] back = new Taps[maps.length];
    for (int i = 0; i < maps.length; i++) {
      back[i] = maps[i].transposed();
    }
    return back;
  }
}
