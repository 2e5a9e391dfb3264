package gradus.nn;

import gradus.nn.functional.PaddingMode;

/// Pads an image with one number. See [Padding#pad(gradus.autograd.Tensor, int[], double)]; like
/// `torch.nn.ConstantPad2d`.
public final class ConstantPad2d extends PaddingLayer {
  private final double value;

  /// Makes a layer.
  ///
  /// @param padding places left, right, top and bottom, or one number for all
  /// @param value what stands there
  public ConstantPad2d(int[] padding, double value) {
    super(2, PaddingMode.CONSTANT, value, padding);
    this.value = value;
  }

  /// Makes a layer that adds `padding` places on all sides.
  ///
  /// @param value what stands there
  public ConstantPad2d(int padding, double value) {
    this(new int[] {padding}, value);
  }

  @Override
  protected String describe() {
    return "padding=%s, value=%s".formatted(places(), Repr.of(value));
  }
}
