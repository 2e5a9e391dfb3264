package gradus.nn;

import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How the names and shapes of a state compare with those of a block.
///
/// @param missing names that the block has and the state has not
/// @param unexpected names that the state has and the block has not
/// @param differing one text for each name whose shapes differ, such as `weight: [3, 4] in the
///   state, [4, 3] here`
public record LoadReport(List<String> missing, List<String> unexpected, List<String> differing) {
  /// Makes a report of these lists.
  public LoadReport {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    differing = List.copyOf(differing);
  }

  static LoadReport of(Map<String, Tensor> own, Map<String, Tensor> state) {
    List<String> missing = new ArrayList<>();
    List<String> unexpected = new ArrayList<>(state.keySet());
    List<String> differing = new ArrayList<>();
    own.forEach((name, tensor) -> {
      Tensor value = state.get(name);
      unexpected.remove(name);
      if (value == null) {
        missing.add(name);
      } else if (!value.shape().equals(tensor.shape())) {
        differing.add(
            "%s: %s in the state, %s here".formatted(name, value.shape(), tensor.shape()));
      }
    });
    return new LoadReport(missing, unexpected, differing);
  }

  /// Tells whether every name was found on both sides, with the same shape.
  public boolean complete() {
    return missing.isEmpty() && unexpected.isEmpty() && differing.isEmpty();
  }

  void requireFit(String block, boolean strict) {
    if (differing.isEmpty() && (!strict || complete())) {
      return;
    }
    StringBuilder text = new StringBuilder("loadStateDict: the state does not fit this ");
    text.append(block).append(", and nothing was loaded");
    append(text, "missing", missing);
    append(text, "unexpected", unexpected);
    append(text, "shapes differ", differing);
    text.append(
        differing.isEmpty()
            ? "; loadStateDict(state, false) loads what fits"
            : "; build the model with the sizes that the state was saved with");
    throw new IllegalArgumentException(text.toString());
  }

  private static void append(StringBuilder text, String what, List<String> names) {
    if (!names.isEmpty()) {
      text.append("; ").append(what).append(": ").append(String.join(", ", names));
    }
  }
}
