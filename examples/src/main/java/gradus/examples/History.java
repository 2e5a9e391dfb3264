package gradus.examples;

import gradus.nn.plot.Figure;
import gradus.nn.plot.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was measured in the course of a training, by name: after each epoch, say.
final class History {
  private final Map<String, List<Double>> curves = new LinkedHashMap<>();

  /// Adds a measure to the curve of this name.
  void note(String name, double value) {
    curves.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /// The last measure of this name.
  double last(String name) {
    return curves.get(name).getLast();
  }

  /// The curves of these names, over the epochs.
  Figure figure(String title, String... names) {
    Trace[] lines = new Trace[names.length];
    for (int i = 0; i < names.length; i++) {
      lines[i] = Trace.line(names[i], values(names[i]));
    }
    return Figure.of(title, lines).x("epoch");
  }

  private double[] values(String name) {
    return curves.get(name).stream().mapToDouble(Double::doubleValue).toArray();
  }
}
