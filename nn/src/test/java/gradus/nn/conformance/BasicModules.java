package gradus.nn.conformance;

import gradus.autograd.Tensor;
import gradus.nn.Bilinear;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Dropout;
import gradus.nn.Flatten;
import gradus.nn.Identity;
import gradus.nn.Linear;
import gradus.nn.MSELoss;
import gradus.nn.ReLU;
import gradus.nn.Sigmoid;
import gradus.nn.Tanh;
import gradus.nn.functional.Losses;
import gradus.nn.functional.Reduction;
import java.util.Locale;

/// The simplest modules and losses.
final class BasicModules {
  private BasicModules() {}

  static void addTo(Modules modules) {
    modules
        .layer("Linear", a -> new Linear(size(a, 0, "in"), size(a, 1, "out"), bias(a, 2)))
        .add(
            "Bilinear",
            a -> new Bilinear(size(a, 0, "in1"), size(a, 1, "in2"), size(a, 2, "out"), bias(a, 3)),
            (layer, in) -> new Tensor[] {layer.apply(in[0], in[1])})
        .layer("ReLU", _ -> new ReLU())
        .layer("Tanh", _ -> new Tanh())
        .layer("Sigmoid", _ -> new Sigmoid())
        .layer("Identity", _ -> new Identity())
        .layer(
            "Flatten", a -> new Flatten(a.integer(0, "start_dim", 1), a.integer(1, "end_dim", -1)))
        .layer("Dropout", a -> new Dropout(a.number(0, "p", 0.5)))
        .loss("MSELoss", a -> new MSELoss(reduction(a)))
        .loss("CrossEntropyLoss", BasicModules::crossEntropy);
  }

  private static int size(ModuleArguments arguments, int position, String which) {
    return arguments.integer(position, which + "_features");
  }

  private static boolean bias(ModuleArguments arguments, int position) {
    return arguments.flag(position, "bias", true);
  }

  private static CrossEntropyLoss crossEntropy(ModuleArguments arguments) {
    long ignored = arguments.integer(2, "ignore_index", (int) Losses.IGNORED);
    return new CrossEntropyLoss()
        .ignoreIndex(ignored)
        .labelSmoothing(arguments.number(5, "label_smoothing", 0))
        .reduction(reduction(arguments));
  }

  static Reduction reduction(ModuleArguments arguments) {
    return Reduction.valueOf(arguments.text(4, "reduction", "mean").toUpperCase(Locale.ROOT));
  }
}
