package gradus.autograd;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Named tensors in a fixed order: the state of something [Stateful]. A number is a tensor without
/// dimensions, FLOAT64 or INT64.
///
/// ```java
/// var state = new StateDict().put("weight", weight).put("step", 3L);
/// state.tensor("weight");
/// state.whole("step"); // 3
/// ```
public final class StateDict {
  private final Map<String, Tensor> entries = new LinkedHashMap<>();

  /// Makes an empty one.
  public StateDict() {}

  /// Adds or replaces a tensor.
  public StateDict put(String name, Tensor value) {
    entries.put(name, value);
    return this;
  }

  /// Adds or replaces a decimal number.
  public StateDict put(String name, double value) {
    return put(name, Tensor.scalar(DType.FLOAT64, value));
  }

  /// Adds or replaces a whole number.
  public StateDict put(String name, long value) {
    return put(name, Tensor.scalar(value));
  }

  /// Adds all of `other`, each name with `prefix` before it.
  public StateDict putAll(String prefix, StateDict other) {
    other.entries.forEach((name, value) -> put(prefix + name, value));
    return this;
  }

  /// The tensors whose names begin with `prefix`, without it.
  public StateDict under(String prefix) {
    StateDict part = new StateDict();
    entries.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        part.put(name.substring(prefix.length()), value);
      }
    });
    return part;
  }

  /// The names, in order.
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /// All names and tensors, in order.
  public Map<String, Tensor> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /// Tells whether there is a tensor of this name.
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /// The tensor of this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public Tensor tensor(String name) {
    Tensor value = entries.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "stateDict: there is no '%s', only %s".formatted(name, entries.keySet()));
    }
    return value;
  }

  /// The decimal number of this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public double number(String name) {
    return tensor(name).item();
  }

  /// The whole number of this name.
  ///
  /// @throws IllegalArgumentException if there is none
  public long whole(String name) {
    return tensor(name).itemLong();
  }

  /// A copy whose tensors have memory of their own.
  public StateDict copy() {
    StateDict copy = new StateDict();
    entries.forEach((name, value) -> copy.put(name, value.detach().clone()));
    return copy;
  }

  /// The names with the tensors' types and shapes, one per line.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (name, value) -> text.append("%s: %s %s%n".formatted(name, value.dtype(), value.shape())));
    return text.toString();
  }
}
