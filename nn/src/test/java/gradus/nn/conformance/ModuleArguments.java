package gradus.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// The arguments with which a case makes its module, by position or by name as in Python. It notes
/// which were asked for: an adapter that leaves one unread did not make this module.
final class ModuleArguments {
  private final JsonNode args;
  private final JsonNode kwargs;
  private final Set<String> read = new HashSet<>();

  /// @param kwargs null for none
  ModuleArguments(JsonNode args, JsonNode kwargs) {
    this.args = args;
    this.kwargs = kwargs;
  }

  /// The argument at `position`, or the one called `name`; null where it was not given.
  JsonNode value(int position, String name) {
    read.add("#" + position);
    read.add(name);
    JsonNode value = args.get(position);
    value = value == null && kwargs != null ? kwargs.get(name) : value;
    return value == null || value.isNull() ? null : value;
  }

  boolean has(int position, String name) {
    return value(position, name) != null;
  }

  int integer(int position, String name) {
    return value(position, name).intValue();
  }

  int integer(int position, String name, int absent) {
    return has(position, name) ? integer(position, name) : absent;
  }

  double number(int position, String name, double absent) {
    return has(position, name) ? value(position, name).doubleValue() : absent;
  }

  boolean flag(int position, String name, boolean absent) {
    return has(position, name) ? value(position, name).booleanValue() : absent;
  }

  String text(int position, String name, String absent) {
    return has(position, name) ? value(position, name).textValue() : absent;
  }

  void requireAllRead() {
    Set<String> unread = new TreeSet<>();
    for (int i = 0; i < args.size(); i++) {
      if (!read.contains("#" + i)) {
        unread.add("#" + i);
      }
    }
    if (kwargs != null) {
      kwargs
          .fieldNames()
          .forEachRemaining(name -> {
            if (!read.contains(name)) {
              unread.add(name);
            }
          });
    }
    if (!unread.isEmpty()) {
      throw new AssertionError("arguments that no adapter passes on: " + unread);
    }
  }
}
