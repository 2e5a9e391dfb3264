package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Interpolation;
import gradus.nn.functional.Vision;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Gives signals, images or volumes another size. See [Vision#interpolate]; like
/// `torch.nn.Upsample`.
///
/// ```java
/// new Upsample(Upsample.scaleFactor(2).mode(Interpolation.Mode.BILINEAR))
/// ```
public final class Upsample extends Layer {
  private final Interpolation interpolation;

  /// Makes a layer that interpolates so.
  public Upsample(Interpolation interpolation) {
    this.interpolation = interpolation;
  }

  /// An interpolation to these sizes, one for all dimensions or one for each, by the nearest
  /// element.
  public static Interpolation size(int... size) {
    return Vision.size(size);
  }

  /// An interpolation to sizes multiplied by these factors, one for all dimensions or one for each,
  /// and rounded down, by the nearest element.
  public static Interpolation scaleFactor(double... scaleFactor) {
    return Vision.scaleFactor(scaleFactor);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Vision.interpolate(x, interpolation);
  }

  @Override
  protected String describe() {
    String mode = interpolation.mode().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return target() + ", mode='" + mode + "'";
  }

  private String target() {
    List<Double> factors = interpolation.scaleFactor();
    if (factors.isEmpty()) {
      return "size=" + Repr.sizes(interpolation.size());
    }
    String numbers = factors.stream().map(Repr::of).collect(Collectors.joining(", "));
    return "scale_factor=" + (factors.size() == 1 ? numbers : "(" + numbers + ")");
  }
}
