package gradus.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// The arguments of one call, by position, by name, or by either as in Python.
///
/// It notes which were asked for: an adapter that leaves one unread did not make this call.
public final class Call {
  private final JsonNode args;
  private final JsonNode kwargs;
  private final Tensor[] inputs;
  private final Set<String> read = new HashSet<>();

  Call(JsonNode args, JsonNode kwargs, Tensor... inputs) {
    this.args = args;
    this.kwargs = kwargs;
    this.inputs = inputs;
  }

  /// The argument at `position`, counted from 0.
  public Argument arg(int position) {
    read.add("#" + position);
    return new Argument("#" + position, args.get(position), inputs);
  }

  /// The argument called `name`.
  public Argument arg(String name) {
    read.add(name);
    return new Argument(name, kwargs.get(name), inputs);
  }

  /// The argument at `position`, or the one called `name`.
  public Argument arg(int position, String name) {
    return position < args.size() ? arg(position) : arg(name);
  }

  /// The tensor at `position`.
  public Tensor tensor(int position) {
    return arg(position).tensor();
  }

  /// The tensor at `position`, or the one called `name`.
  public Tensor tensor(int position, String name) {
    return arg(position, name).tensor();
  }

  /// The number called `name`; `absent` where it was not given.
  public double doubleArg(String name, double absent) {
    return arg(name).number(absent);
  }

  /// The whole number called `name`; `absent` where it was not given.
  public int intArg(String name, int absent) {
    return arg(name).integer(absent);
  }

  /// The flag called `name`; `absent` where it was not given.
  public boolean flag(String name, boolean absent) {
    return arg(name).flag(absent);
  }

  /// How many arguments were given by position.
  public int count() {
    return args.size();
  }

  /// Whether an argument of this name was given, and is not `None`.
  public boolean has(String name) {
    return kwargs.hasNonNull(name);
  }

  /// Declares that arguments of these names say nothing that could be passed on here.
  public void ignore(String... names) {
    read.addAll(Set.of(names));
  }

  /// Throws [UnsupportedCall] if an argument was never asked for.
  void requireAllRead() {
    Set<String> unread = new TreeSet<>();
    for (int i = 0; i < args.size(); i++) {
      if (!args.get(i).isNull() && !read.contains("#" + i)) {
        unread.add("#" + i);
      }
    }
    kwargs.forEachEntry((name, value) -> {
      if (!value.isNull() && !read.contains(name)) {
        unread.add(name);
      }
    });
    if (!unread.isEmpty()) {
      throw new UnsupportedCall("there is no such argument here: " + unread);
    }
  }
}
