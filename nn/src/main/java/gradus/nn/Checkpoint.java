package gradus.nn;

import gradus.autograd.StateDict;
import gradus.autograd.Stateful;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Saves a training run so that it can go on as if it had never stopped.
///
/// ```java
/// var checkpoint =
///     new Checkpoint()
///         .with("model", net)
///         .with("optimizer", optimizer)
///         .with("generator", Generator.defaultGenerator());
/// long epoch = Files.exists(file) ? checkpoint.load(file) : 0;
/// for (; epoch < 20; epoch++) {
///   train();
///   checkpoint.save(file, epoch + 1);
/// }
/// ```
///
/// The file is a [safetensors][Safetensors] file; a crash while saving leaves the old one as it
/// was.
public final class Checkpoint {
  private static final String FORMAT = "gradus.checkpoint";
  private static final String EPOCH = "epoch";

  private final Map<String, Stateful> parts;

  /// Makes a checkpoint of nothing.
  public Checkpoint() {
    this(Map.of());
  }

  private Checkpoint(Map<String, Stateful> parts) {
    this.parts = parts;
  }

  /// This checkpoint with one more part.
  ///
  /// @throws IllegalArgumentException if the name is empty, has a dot, or is taken
  public Checkpoint with(String name, Stateful part) {
    if (name.isEmpty() || name.contains(".") || parts.containsKey(name)) {
      throw new IllegalArgumentException(
          "Checkpoint: '%s' cannot be the name of a part: it must not be empty, have a dot, or be one of %s"
              .formatted(name, parts.keySet()));
    }
    Map<String, Stateful> more = new LinkedHashMap<>(parts);
    more.put(name, part);
    return new Checkpoint(more);
  }

  /// Writes the state of all parts, and how many epochs are done.
  ///
  /// @throws IOException if it cannot be written; what stood there is then as it was
  public void save(Path file, long epoch) throws IOException {
    StateDict all = new StateDict();
    parts.forEach((name, part) -> all.putAll(name + ".", part.stateDict()));
    Safetensors.write(file, all, Map.of(FORMAT, "1", EPOCH, Long.toString(epoch)));
  }

  /// Puts the saved state into all parts and gives the number of epochs done. If a part refuses its
  /// state, all are as they were.
  ///
  /// @throws IOException if the file cannot be read, is damaged, or is no checkpoint
  /// @throws IllegalArgumentException if a part's state does not fit, or the file has a part that
  ///   this checkpoint has not
  public long load(Path file) throws IOException {
    Map<String, String> metadata = Safetensors.metadata(file);
    if (!"1".equals(metadata.get(FORMAT))
        || !metadata.getOrDefault(EPOCH, "").matches("\\d{1,18}")) {
      throw new IOException(
          "Checkpoint: %s was not written by a Checkpoint; read it with Safetensors.read"
              .formatted(file));
    }
    StateDict all = Safetensors.read(file);
    requireKnown(all);
    Map<Stateful, StateDict> before = new LinkedHashMap<>();
    try {
      parts.forEach((name, part) -> {
        StateDict own = part.stateDict().copy();
        part.loadStateDict(all.under(name + "."));
        before.put(part, own);
      });
    } catch (RuntimeException refused) {
      before.forEach(Stateful::loadStateDict);
      throw refused;
    }
    return Long.parseLong(metadata.get(EPOCH));
  }

  private void requireKnown(StateDict all) {
    for (String name : all.names()) {
      String part = name.substring(0, Math.max(name.indexOf('.'), 0));
      if (!parts.containsKey(part)) {
        throw new IllegalArgumentException(
            "Checkpoint: the file has '%s', but the parts here are %s; add what is missing with with(…)"
                .formatted(name, parts.keySet()));
      }
    }
  }
}
