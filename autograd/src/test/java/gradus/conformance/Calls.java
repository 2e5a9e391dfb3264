package gradus.conformance;

import gradus.autograd.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// How the operators of torch are called here, by torch's names.
///
/// A family of operators is a class with a method that adds its calls:
///
/// ```java
/// static void addTo(Calls calls) {
///   calls.one("tanh", call -> call.tensor(0).tanh());
/// }
/// ```
public final class Calls {
  private final Map<String, Function<Call, Tensor[]>> calls = new TreeMap<>();
  private final Map<String, String> names = new TreeMap<>();

  private Calls() {}

  /// The calls of these families.
  public static Calls of(List<Consumer<Calls>> families) {
    Calls calls = new Calls();
    families.forEach(family -> family.accept(calls));
    return calls;
  }

  /// The calls of what autograd has.
  public static Calls autograd() {
    return of(AutogradFamilies.ALL);
  }

  /// Adds an operator that gives one tensor.
  public void one(String op, Function<Call, Tensor> call) {
    several(op, arguments -> new Tensor[] {call.apply(arguments)});
  }

  /// Adds an operator that gives several tensors.
  public void several(String op, Function<Call, Tensor[]> call) {
    if (calls.put(op, call) != null) {
      throw new IllegalArgumentException(op + " was added twice");
    }
  }

  /// Says that the method for `op` has another name than torch's in camelCase.
  public void named(String op, String method) {
    names.put(op, method);
  }

  boolean knows(String op) {
    return calls.containsKey(op);
  }

  /// Makes the call.
  Tensor[] apply(String op, Call call) {
    Function<Call, Tensor[]> made = calls.get(op);
    if (made == null) {
      throw new UnsupportedCall("there is no such operation here");
    }
    Tensor[] outputs = made.apply(call);
    call.requireAllRead();
    return outputs;
  }

  /// The name with which an error of this operator begins: that of the method, which is the last
  /// part of torch's name in camelCase (`nn.functional.max_pool1d`: `maxPool1d`).
  String method(String op) {
    return names.getOrDefault(op, camelCase(op.substring(op.lastIndexOf('.') + 1)));
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_")) {
      camel.append(
          camel.isEmpty() || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }
}
