package gradus.nn.plot;

import gradus.autograd.Autograd;
import gradus.autograd.RemovableHandle;
import gradus.autograd.Tensor;
import gradus.nn.Block;
import gradus.nn.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How large the numbers in a network are: a histogram for each parameter, gradient or layer.
///
/// ```java
/// Page.of("Sizes")
///     .add(Histograms.weights(net))
///     .add(Histograms.activations(net, batch.x()))
///     .open();
/// ```
///
/// Weights and activations that shrink towards 0 from layer to layer, or grow, make a network that
/// learns badly; so does a ReLU that gives 0 for nearly everything.
public final class Histograms {
  private Histograms() {}

  /// One histogram for each parameter, under its full name.
  public static Figure[] weights(Block net) {
    return figures(net.namedParameters());
  }

  /// One histogram for each gradient that there is, under the full name of its parameter.
  public static Figure[] gradients(Block net) {
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    net.namedParameters()
        .forEach((name, parameter) -> {
          if (parameter.grad() != null) {
            gradients.put(name, parameter.grad());
          }
        });
    return figures(gradients);
  }

  /// One histogram for each layer that has no others within it: what it gives for `x`, unrecorded
  /// and in the mode that `net` is in. Of several calls of a layer, the last counts.
  public static Figure[] activations(Layer net, Tensor x) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    List<RemovableHandle> handles = new ArrayList<>();
    net.namedBlocks()
        .forEach((path, block) -> {
          if (block instanceof Layer layer && layer.children().isEmpty()) {
            String name = (path + " " + layer.getClass().getSimpleName()).strip();
            handles.add(layer.registerForwardHook((_, _, y) -> noted(outputs, name, y)));
          }
        });
    try {
      Autograd.noGrad(() -> net.apply(x));
    } finally {
      handles.forEach(RemovableHandle::remove);
    }
    return figures(outputs);
  }

  private static Tensor noted(Map<String, Tensor> outputs, String name, Tensor output) {
    outputs.put(name, output);
    return null;
  }

  private static Figure[] figures(Map<String, Tensor> tensors) {
    List<Figure> figures = new ArrayList<>();
    tensors.forEach((name, tensor) -> {
      String sizes =
          String.format(
              Locale.ROOT,
              "%s, mean %.3g, standard deviation %.3g",
              tensor.shape(),
              mean(tensor),
              deviation(tensor));
      figures.add(Figure.histogram(name, tensor).caption(sizes));
    });
    return figures.toArray(Figure[]::new);
  }

  private static double mean(Tensor tensor) {
    return Arrays.stream(tensor.toDoubleArray()).average().orElse(Double.NaN);
  }

  private static double deviation(Tensor tensor) {
    double mean = mean(tensor);
    return Math.sqrt(
        Arrays.stream(tensor.toDoubleArray())
            .map(value -> (value - mean) * (value - mean))
            .average()
            .orElse(Double.NaN));
  }
}
