package gradus.nn;

import gradus.autograd.Autograd;
import gradus.autograd.RemovableHandle;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a model is made of and what a run of it costs, as a table.
///
/// ```java
/// IO.println(Summary.of(net, Tensor.zeros(1, 64)));
/// ```
///
/// The run is made in evaluation mode and unrecorded; the modes are put back. Output shapes and
/// multiply-adds are those of layers, of which linear and convolutional ones are counted; a block
/// with another signature shows its parameters alone.
///
/// @param rows the model and all within it, in the order of the tree
/// @param parameters the number of elements of all parameters, each counted once
/// @param trained how many of them require a gradient
/// @param parameterBytes the memory of the parameters
/// @param outputBytes the memory of all layers' outputs
/// @param multiplyAdds of the whole run
public record Summary(
    List<Row> rows,
    long parameters,
    long trained,
    long parameterBytes,
    long outputBytes,
    long multiplyAdds) {
  private static final String COLUMNS = "%-36s %-20s %14s %16s%n";

  /// Makes a summary of these rows.
  public Summary {
    rows = List.copyOf(rows);
  }

  /// One block.
  ///
  /// @param path its full name; empty for the model itself
  /// @param type the name of its class
  /// @param output the shape of its last output; null where it was not called, or is no layer
  /// @param parameters the number of elements of its own parameters and those within it
  /// @param multiplyAdds of all its calls, without those of the blocks within it
  public record Row(String path, String type, Shape output, long parameters, long multiplyAdds) {}

  /// Calls `model` with `x` and sums up what was seen.
  public static Summary of(Layer model, Tensor x) {
    return of(model, () -> model.apply(x));
  }

  /// Runs `call`, which calls `model` as it wants to be called, and sums up what was seen.
  public static Summary of(Block model, Runnable call) {
    Map<Block, Boolean> modes = model.modes();
    Map<Block, Seen> seen = new IdentityHashMap<>();
    List<RemovableHandle> handles = new ArrayList<>();
    for (Block block : model.blocks()) {
      if (block instanceof Layer layer) {
        handles.add(layer.registerForwardHook((_, in, out) -> note(seen, layer, in, out)));
      }
    }
    try {
      model.eval();
      Autograd.noGrad(call);
    } finally {
      handles.forEach(RemovableHandle::remove);
      Block.modes(modes);
    }
    return of(model, seen);
  }

  /// What one layer's calls came to.
  private record Seen(Shape output, long outputBytes, long multiplyAdds) {
    Seen and(Seen earlier) {
      return new Seen(
          output, outputBytes + earlier.outputBytes, multiplyAdds + earlier.multiplyAdds);
    }
  }

  private static Tensor note(Map<Block, Seen> seen, Layer layer, Tensor in, Tensor out) {
    Seen now = new Seen(out.shape(), bytes(out), multiplyAdds(layer, in, out));
    seen.merge(layer, now, (earlier, later) -> later.and(earlier));
    return null;
  }

  /// Every element of the weight is used once at each place that the layer computes.
  private static long multiplyAdds(Layer layer, Tensor in, Tensor out) {
    Tensor weight = layer.ownParameters().get("weight");
    if (weight == null || weight.numel() == 0) {
      return 0;
    }
    return switch (layer) {
      case Linear _, Conv1d _, Conv2d _ -> (long) weight.numel() * (out.numel() / weight.size(0));
      case ConvTranspose1d _, ConvTranspose2d _ ->
          (long) weight.numel() * (in.numel() / weight.size(0));
      default -> 0;
    };
  }

  private static long bytes(Tensor tensor) {
    return (long) tensor.numel() * TensorBytes.size(tensor.dtype());
  }

  private static Summary of(Block model, Map<Block, Seen> seen) {
    List<Row> rows = new ArrayList<>();
    long outputBytes = 0;
    long multiplyAdds = 0;
    for (var entry : model.namedBlocks().entrySet()) {
      Block block = entry.getValue();
      Seen here = seen.getOrDefault(block, new Seen(null, 0, 0));
      long count = Parameters.count(block.parameters());
      rows.add(
          new Row(entry.getKey(), block.simpleName(), here.output(), count, here.multiplyAdds()));
      outputBytes += block.children().isEmpty() ? here.outputBytes() : 0;
      multiplyAdds += here.multiplyAdds();
    }
    long trained = 0;
    long parameterBytes = 0;
    for (Tensor parameter : model.parameters()) {
      trained += parameter.requiresGrad() ? parameter.numel() : 0;
      parameterBytes += bytes(parameter);
    }
    return new Summary(
        rows, rows.getFirst().parameters(), trained, parameterBytes, outputBytes, multiplyAdds);
  }

  /// The table, a row for each block, and a line of sums.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(row("block", "output", "parameters", "multiply-adds"));
    for (Row row : rows) {
      text.append(
          row(
              label(row),
              row.output() == null ? "" : row.output().toString(),
              grouped(row.parameters()),
              row.multiplyAdds() == 0 ? "" : grouped(row.multiplyAdds())));
    }
    return text.append(
            "%s parameters (%s), %s of them trained; outputs %s; %s multiply-adds"
                .formatted(
                    grouped(parameters),
                    memory(parameterBytes),
                    grouped(trained),
                    memory(outputBytes),
                    grouped(multiplyAdds)))
        .toString();
  }

  private static String row(String block, String output, String parameters, String adds) {
    return COLUMNS.formatted(block, output, parameters, adds).stripTrailing() + "\n";
  }

  private static String label(Row row) {
    if (row.path().isEmpty()) {
      return row.type();
    }
    int depth = row.path().split("\\.").length;
    String name = row.path().substring(row.path().lastIndexOf('.') + 1);
    return "  ".repeat(depth) + name + ": " + row.type();
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String memory(long bytes) {
    if (bytes < 10_000) {
      return bytes + " bytes";
    }
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
