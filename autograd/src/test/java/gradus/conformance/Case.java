package gradus.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/// One call of an operator and what PyTorch answers to it.
///
/// @param number counts the cases of this operator from 1, in the order of the files
/// @param own whether it lies on the class path, not in the extra folder
record Case(int number, boolean own, JsonNode json) {
  /// torch's name of the operator.
  String op() {
    return json.get("op").textValue();
  }

  JsonNode inputs() {
    return json.get("inputs");
  }

  /// The call as a text to recognize it by: `#3 norm[nuc](float64[5, 5], "nuc")`.
  String text() {
    StringJoiner arguments = new StringJoiner(", ", "(", ")");
    json.get("args").forEach(value -> arguments.add(text(value)));
    json.get("kwargs").forEachEntry((name, value) -> arguments.add(name + "=" + text(value)));
    String variant = json.has("variant") ? "[" + json.get("variant").textValue() + "]" : "";
    return "#" + number + " " + op() + variant + arguments;
  }

  private String text(JsonNode value) {
    if (value.isArray()) {
      StringJoiner list = new StringJoiner(", ", "[", "]");
      value.forEach(element -> list.add(text(element)));
      return list.toString();
    }
    if (value.has("tensor")) {
      JsonNode input = inputs().get(value.get("tensor").intValue());
      return input.get("dtype").textValue() + text(input.get("shape"));
    }
    return value.has("dtype") ? value.get("dtype").textValue() : value.toString();
  }
}
