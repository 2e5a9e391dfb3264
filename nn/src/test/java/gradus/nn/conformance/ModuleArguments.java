package gradus.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import gradus.conformance.TensorJson;
import gradus.conformance.UnsupportedCall;
import gradus.nn.functional.Reduction;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The arguments of a constructor of `torch.nn`, each asked for by its place and its name.
final class ModuleArguments {
  private final JsonNode positional;
  private final JsonNode named;
  private final Set<Integer> askedPlaces = new HashSet<>();
  private final Set<String> askedNames = new HashSet<>();

  ModuleArguments(JsonNode positional, JsonNode named) {
    this.positional = positional;
    this.named = named;
  }

  private <T> T get(int place, String name, Function<JsonNode, T> read, T absent) {
    askedPlaces.add(place);
    askedNames.add(name);
    JsonNode value =
        place < positional.size() ? positional.get(place) : named == null ? null : named.get(name);
    return value == null || value.isNull() ? absent : read.apply(value);
  }

  int integer(int place, String name) {
    return get(place, name, JsonNode::intValue, null);
  }

  int integer(int place, String name, int absent) {
    return get(place, name, JsonNode::intValue, absent);
  }

  /// One number, or several.
  int[] integers(int place, String name, int... absent) {
    return get(place, name, ModuleArguments::integers, absent);
  }

  private static int[] integers(JsonNode value) {
    return value.isArray()
        ? IntStream.range(0, value.size()).map(i -> value.get(i).intValue()).toArray()
        : new int[] {value.intValue()};
  }

  double number(int place, String name, double absent) {
    return get(place, name, JsonNode::doubleValue, absent);
  }

  /// One number, or several; none where none was given.
  double[] numbers(int place, String name) {
    return get(place, name, ModuleArguments::numbers, new double[0]);
  }

  private static double[] numbers(JsonNode value) {
    return value.isArray()
        ? IntStream.range(0, value.size()).mapToDouble(i -> value.get(i).doubleValue()).toArray()
        : new double[] {value.doubleValue()};
  }

  /// A number that may be `None`.
  Double momentum(int place, double absent) {
    boolean none =
        named != null && named.has("momentum") && named.get("momentum").isNull()
            || place < positional.size() && positional.get(place).isNull();
    return get(place, "momentum", JsonNode::doubleValue, none ? null : absent);
  }

  boolean flag(int place, String name, boolean absent) {
    return get(place, name, JsonNode::booleanValue, absent);
  }

  boolean isText(int place, String name) {
    return get(place, name, JsonNode::isTextual, false);
  }

  String text(int place, String name, String absent) {
    return get(place, name, JsonNode::textValue, absent);
  }

  Tensor tensor(int place, String name) {
    return get(place, name, TensorJson::read, null);
  }

  Reduction reduction(int place) {
    return Reduction.valueOf(text(place, "reduction", "mean").toUpperCase(Locale.ROOT));
  }

  /// Refuses to go on if an argument was given that nobody asked for.
  void requireAllAsked() {
    for (int place = 0; place < positional.size(); place++) {
      if (!askedPlaces.contains(place)) {
        throw new UnsupportedCall("argument %d is not passed on".formatted(place));
      }
    }
    if (named != null) {
      named
          .fieldNames()
          .forEachRemaining(name -> {
            if (!askedNames.contains(name)) {
              throw new UnsupportedCall("argument %s is not passed on".formatted(name));
            }
          });
    }
  }
}
