package gradus.autograd;

import gradus.autograd.Explanation.Part;
import gradus.autograd.graph.Brief;
import java.util.List;
import java.util.regex.Pattern;

/// The numbers of a tensor within a line of an explanation.
final class Figures {
  private static final int MOST_LISTED = 16;
  private static final int WIDEST = 60;
  private static final Pattern WHOLE = Pattern.compile("−?[0-9]+");

  private Figures() {}

  /// The number itself, few numbers as nested lists, or of more their shape, mean and range.
  static String of(Tensor tensor) {
    if (tensor.numel() > 0 && tensor.numel() <= MOST_LISTED) {
      StringBuilder out = new StringBuilder();
      append(out, tensor.to(DType.FLOAT64).toDoubleArray(), tensor.shape(), 0, 0);
      if (out.length() <= WIDEST) {
        return out.toString();
      }
    }
    return tensor.shape() + ", " + Brief.of(tensor).line();
  }

  /// Appends the part of `numbers` that dimension `dim` and those after it hold from `from` on, and
  /// gives where it ends.
  private static int append(StringBuilder out, double[] numbers, Shape shape, int dim, int from) {
    if (dim == shape.dim()) {
      out.append(Brief.number(numbers[from]));
      return from + 1;
    }
    int at = from;
    for (int i = 0; i < shape.size(dim); i++) {
      out.append(i == 0 ? "[" : ", ");
      at = append(out, numbers, shape, dim + 1, at);
    }
    out.append(']');
    return at;
  }

  /// A number as it stands in a product: in parentheses where it is negative.
  static String factor(double number) {
    String text = Brief.number(number);
    return text.startsWith("-") ? "(" + text + ")" : text;
  }

  /// The numbers as they stand in a sum: a negative number that is not the first, in parentheses.
  static String summand(Tensor tensor, boolean first) {
    String text = of(tensor);
    return !first && text.startsWith("-") ? "(" + text + ")" : text;
  }

  /// Slopes in a line; empty where their rule is a number, which says it already.
  static String ofSlopes(String rule, Tensor slopes) {
    return WHOLE.matcher(rule).matches() ? "" : of(slopes);
  }

  /// The names of the steps that gradients come from.
  static String from(List<Part> parts) {
    List<String> steps =
        parts.stream().map(part -> String.valueOf(part.step())).distinct().toList();
    String last = steps.getLast();
    return steps.size() == 1
        ? "step %s, %d times".formatted(last, parts.size())
        : "steps " + String.join(", ", steps.subList(0, steps.size() - 1)) + " and " + last;
  }

  /// Those of `links` that are not empty and differ from the one before, each after an equals sign.
  static String chain(String... links) {
    StringBuilder out = new StringBuilder();
    String last = "";
    for (String link : links) {
      if (!link.isEmpty() && !link.equals(last)) {
        out.append(" = ").append(link);
        last = link;
      }
    }
    return out.toString();
  }
}
