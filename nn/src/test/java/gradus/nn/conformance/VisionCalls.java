package gradus.nn.conformance;

import gradus.autograd.Tensor;
import gradus.conformance.Argument;
import gradus.conformance.Call;
import gradus.conformance.Calls;
import gradus.nn.functional.Interpolation;
import gradus.nn.functional.Padding;
import gradus.nn.functional.PaddingMode;
import gradus.nn.functional.Vision;
import java.util.Locale;

/// The calls of what pads images and gives them other sizes.
final class VisionCalls {
  private VisionCalls() {}

  static void addTo(Calls calls) {
    calls.one("nn.functional.pad", VisionCalls::pad);
    calls.one("nn.functional.interpolate", VisionCalls::interpolate);
    calls.one(
        "nn.functional.pixel_shuffle",
        call -> Vision.pixelShuffle(call.tensor(0), call.arg(1, "upscale_factor").integer()));
    calls.one(
        "nn.functional.pixel_unshuffle",
        call -> Vision.pixelUnshuffle(call.tensor(0), call.arg(1, "downscale_factor").integer()));
  }

  private static Tensor pad(Call call) {
    int[] pad = call.arg(1, "pad").integers();
    String mode = call.arg(2, "mode").text("constant");
    return mode.equals("constant")
        ? Padding.pad(call.tensor(0), pad, call.arg(3, "value").number(0))
        : Padding.pad(call.tensor(0), pad, PaddingMode.valueOf(mode.toUpperCase(Locale.ROOT)));
  }

  private static Tensor interpolate(Call call) {
    Argument size = call.arg(1, "size");
    Argument factor = call.arg(2, "scale_factor");
    Interpolation to =
        size.isGiven() ? Vision.size(size.integers()) : Vision.scaleFactor(factor.numbers());
    String mode = call.arg(3, "mode").text("nearest");
    return Vision.interpolate(
        call.tensor(0),
        to.mode(Interpolation.Mode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_')))
            .alignCorners(call.arg(4, "align_corners").flag(false))
            .recomputeScaleFactor(call.arg(5, "recompute_scale_factor").flag(false)));
  }
}
