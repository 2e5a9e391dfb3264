package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Padding;
import gradus.nn.functional.PaddingMode;
import java.util.Arrays;

/// What padding layers have in common.
abstract sealed class PaddingLayer extends Layer
    permits CircularPad1d,
        CircularPad2d,
        ConstantPad1d,
        ConstantPad2d,
        ReflectionPad1d,
        ReflectionPad2d,
        ReplicationPad1d,
        ReplicationPad2d,
        ZeroPad1d,
        ZeroPad2d {
  private final int[] padding;
  private final PaddingMode mode;
  private final double value;

  PaddingLayer(int dims, PaddingMode mode, double value, int... padding) {
    if (padding.length != 1 && padding.length != 2 * dims) {
      throw new IllegalArgumentException(
          "%s: padding %s has %d numbers; give one for all sides, or %d, from the last dimension on"
              .formatted(simpleName(), Arrays.toString(padding), padding.length, 2 * dims));
    }
    this.padding = new int[2 * dims];
    Arrays.setAll(this.padding, i -> padding[padding.length == 1 ? 0 : i]);
    this.mode = mode;
    this.value = value;
  }

  @Override
  protected final Tensor forward(Tensor x) {
    return mode == PaddingMode.CONSTANT
        ? Padding.pad(x, padding, value)
        : Padding.pad(x, padding, mode);
  }

  /// The places as Python prints them.
  final String places() {
    return Repr.tuple(Repr.list(padding));
  }

  @Override
  protected String describe() {
    return places();
  }
}
