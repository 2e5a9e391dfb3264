package gradus.autograd.graph;

import gradus.autograd.DType;
import gradus.autograd.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An operation, a leaf or a constant in a graph.
///
/// @param number from 1 on; an operation has a higher one than what goes into it
/// @param operation its name; `leaf` or `constant` for what is none
/// @param name what the user calls its result; null where it has no name
/// @param group the part of the graph that it stands in
/// @param inputs the numbers of what goes in, in the order of the operands
public record Vertex(
    int number,
    Kind kind,
    String operation,
    String name,
    Group group,
    List<Integer> inputs,
    Facts facts)
    implements Item {
  /// The three kinds of vertices.
  public enum Kind {
    /// A recorded operation and its result.
    OPERATION,
    /// A tensor that a gradient is left in.
    LEAF,
    /// An operand that needs no gradient.
    CONSTANT;

    String inLowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What is known of the tensor.
  ///
  /// @param value its numbers; null where they are not known
  /// @param gradient what arrived in the last walk back; null where none did
  /// @param kept what the derivatives need
  /// @param notes what else is to be said of it, a sentence each
  public record Facts(
      Shape shape, DType dtype, Brief value, Brief gradient, List<Kept> kept, List<String> notes) {}

  /// A tensor that a derivative needs.
  ///
  /// @param what its name, or its part in the operation
  /// @param value its numbers in a line; null where they are not known
  public record Kept(String what, String value) {}

  /// The name and the operation, as `loss: mse`.
  String title() {
    return name == null ? operation : name + ": " + operation;
  }

  /// The title without saying of a leaf or constant with a name what it is.
  String shortTitle() {
    return name != null && kind != Kind.OPERATION ? name : title();
  }

  /// Tells whether the value or the gradient has a NaN or an infinity.
  boolean isSick() {
    return facts.value != null && !facts.value.finite()
        || facts.gradient != null && !facts.gradient.finite();
  }

  /// The lines of its box in a picture: title, shape, value and gradient.
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(shortTitle());
    lines.add(facts.shape.toString());
    if (facts.value != null) {
      lines.add(facts.value.tight());
    }
    if (facts.gradient != null) {
      lines.add("grad " + facts.gradient.tight());
    }
    return lines;
  }

  /// What line `i` of the box is: `title`, `shape`, `value` or `gradient`.
  String style(int i) {
    boolean last = i == (facts.value == null ? 2 : 3);
    return i == 0 ? "title" : i == 1 ? "shape" : last ? "gradient" : "value";
  }

  /// Everything that is known, for who wants to know more.
  String details() {
    StringBuilder out = new StringBuilder(title()).append("\n");
    out.append(facts.value == null ? facts.shape + " " + facts.dtype : facts.value.full());
    if (facts.gradient != null) {
      out.append("\n\ngradient\n").append(facts.gradient.full());
    }
    if (!facts.kept.isEmpty()) {
      out.append("\n\nkept for the derivatives");
      for (Kept kept : facts.kept) {
        String value = kept.value == null ? "" : " = " + kept.value;
        out.append("\n").append(kept.what).append(value);
      }
    }
    for (String note : facts.notes) {
      out.append("\n\n").append(note);
    }
    return out.toString();
  }
}
