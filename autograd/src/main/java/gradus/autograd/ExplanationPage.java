package gradus.autograd;

import gradus.autograd.Explanation.Jacobian;
import gradus.autograd.Explanation.Leaf;
import gradus.autograd.Explanation.Operand;
import gradus.autograd.Explanation.Part;
import gradus.autograd.Explanation.PassedOn;
import gradus.autograd.Explanation.Slopes;
import gradus.autograd.Explanation.Step;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An explanation as a page for a terminal: what was computed, the way back step by step, and the
/// gradients of the leaves.
final class ExplanationPage {
  private static final int WIDTH = 88;
  private static final String LABELLED = "     %-11s";

  /// Wider formulas and numbers stand outside of the columns.
  private static final int WIDEST_COLUMN = 30;

  /// Of more than twice as many steps, so many are shown at either end.
  private static final int SHOWN_AT_AN_END = 20;

  private final Explanation of;
  private final Ends ends;
  private final List<Step> shown;
  private final StringBuilder out = new StringBuilder();

  ExplanationPage(Explanation of) {
    this.of = of;
    ends = new Ends(of.steps(), SHOWN_AT_AN_END);
    shown = ends.shown();
  }

  String text() {
    forward();
    backward();
    gradients();
    if (!of.tracked()) {
      out.append("\nAutograd.trackValues(true) before the computation shows the numbers inside.\n");
    }
    return out.toString();
  }

  private void gap(String indent) {
    out.append("%s… %d more …\n".formatted(indent, ends.omitted()));
  }

  // ---- the way forward ----

  private void forward() {
    String told = of.isOfALeaf() ? "%s is a leaf, nothing was computed" : "how %s was computed";
    out.append("Forward: %s\n".formatted(told.formatted(of.output())));
    leaves();
    constants();
    int name = width(shown.stream().map(Step::name).toList());
    int formula = width(shown.stream().map(Step::formula).toList());
    int numbers = width(shown.stream().map(Step::numbers).toList());
    for (Step step : shown.reversed()) {
      if (ends.isBeforeGap(step)) {
        gap("  ");
      }
      String line = cell(step.name(), name) + " = " + cell(step.formula(), formula);
      if (numbers > 0) {
        boolean isNews = !step.numbers().equals(step.formula());
        line +=
            cell(step.numbers().isEmpty() || !isNews ? "" : " = " + step.numbers(), numbers + 3);
      }
      line("  ", line + (step.value() == null ? "" : " = " + Figures.of(step.value())));
    }
  }

  private static int width(List<String> column) {
    return column.stream()
        .mapToInt(String::length)
        .filter(length -> length <= WIDEST_COLUMN)
        .max()
        .orElse(0);
  }

  private static String cell(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private void leaves() {
    listed(
        "leaves",
        of.leaves().stream().map(leaf -> equation(leaf.name(), leaf.shape(), leaf.value())));
  }

  private void constants() {
    listed(
        "given",
        shown.reversed().stream()
            .flatMap(step -> step.operands().stream())
            .filter(Operand::isNamedConstant)
            .map(operand -> equation(operand.name(), operand.shape(), operand.value())));
  }

  /// Lists equations in one line if they fit there, and otherwise one below the other.
  private void listed(String label, Stream<String> equations) {
    List<String> different = equations.distinct().toList();
    String together = String.join(", ", different);
    String indent = "  %-8s".formatted(label + ":");
    if (together.isEmpty()) {
      return;
    }
    if (indent.length() + together.length() <= WIDTH) {
      line(indent, together);
      return;
    }
    for (String equation : different) {
      line(indent, equation);
      indent = " ".repeat(indent.length());
    }
  }

  private static String equation(String name, Shape shape, Tensor value) {
    return name + (value == null ? " " + shape : " = " + Figures.of(value));
  }

  // ---- the way back ----

  private void backward() {
    String told = of.isOfALeaf() ? "no operation to go back through" : "from %s to the leaves";
    out.append("\nBackward: %s\n".formatted(told.formatted(of.output())));
    for (Step step : shown) {
      step(step);
      if (ends.isBeforeGap(step)) {
        out.append('\n');
        gap("     ");
      }
    }
  }

  private void step(Step step) {
    String scope = step.scope().isEmpty() ? "" : "   in " + step.scope();
    out.append('\n');
    line(
        "%3d. ".formatted(step.number()),
        "%s: %s = %s%s".formatted(step.operation(), step.name(), step.formula(), scope));
    boolean starts = step.parts().getFirst().step() == 0;
    String label = LABELLED.formatted(starts ? "starts" : "arrives");
    sum(label, step.name(), step.parts(), step.arrived());
    if (step.incoming() != step.arrived()) {
      labelled("hook", by(step.name()) + " = " + Figures.of(step.incoming()));
    }
    step.passedOn().forEach(passed -> passedOn(step, passed));
    saved(step);
  }

  private String by(String name) {
    return Symbols.derivative(of.output(), name);
  }

  /// Tells the gradient that arrives at `name`, and the parts that it is the sum of.
  private void sum(String indent, String name, List<Part> parts, Tensor sum) {
    String total = Figures.of(sum);
    if (parts.size() == 1) {
      line(indent, by(name) + " = " + total);
      return;
    }
    List<String> summands =
        parts.stream()
            .map(part -> Figures.summand(part.gradient(), part == parts.getFirst()))
            .toList();
    String from = "   gradients add up, from " + Figures.from(parts);
    String line = "%s = %s = %s%s".formatted(by(name), String.join(" + ", summands), total, from);
    if (indent.length() + line.length() <= WIDTH) {
      line(indent, line);
      return;
    }
    String sign = by(name) + " = ";
    String before = indent;
    for (String summand : summands) {
      line(before, sign + summand);
      before = " ".repeat(indent.length());
      sign = " ".repeat(by(name).length()) + " + ";
    }
    line(before, " ".repeat(by(name).length()) + " = " + total + from);
  }

  private void passedOn(Step step, PassedOn passed) {
    String partial = "∂%s/∂%s".formatted(step.name(), passed.to());
    if (passed.local() instanceof Slopes(Tensor slopes)) {
      labelled(
          slopes.numel() == 1 ? "slope" : "slopes",
          partial
              + Figures.chain(
                  passed.rule(), passed.numbers(), Figures.ofSlopes(passed.rule(), slopes)));
    } else if (!passed.rule().isEmpty()) {
      labelled("rule", by(passed.to()) + " = " + passed.rule());
    }
    if (passed.local() instanceof Jacobian(Tensor derivatives)) {
      labelled("derivative", partial + " = " + Figures.of(derivatives));
    }
    labelled("passes on", given(step, passed, partial));
  }

  private String given(Step step, PassedOn passed, String partial) {
    String to = by(passed.to());
    if (passed.gradient() == null) {
      return "nothing: no gradient flows to " + passed.to();
    }
    String gradient = Figures.of(passed.gradient());
    if (!(passed.local() instanceof Slopes(Tensor slopes))) {
      return to + " = " + gradient;
    }
    boolean sums = passed.gradient().numel() < slopes.numel();
    String product = (sums ? "Σ " : "") + by(step.name()) + " · " + partial;
    String numbers =
        slopes.numel() == 1 && step.incoming().numel() == 1
            ? Figures.factor(step.incoming().item()) + " · " + Figures.factor(slopes.item())
            : "";
    return to + Figures.chain(product, numbers, gradient);
  }

  private void saved(Step step) {
    if (step.saved().isEmpty()) {
      return;
    }
    String saved =
        step.saved().stream()
            .map(each -> each.name().isEmpty() ? "a tensor of " + each.shape() : each.name())
            .collect(Collectors.joining(", "));
    labelled("saved", saved + (step.savedBecause().isEmpty() ? "" : ": " + step.savedBecause()));
  }

  // ---- where the gradients end up ----

  private void gradients() {
    String told =
        of.leaves().isEmpty()
            ? "none, no leaf was reached"
            : "what %s.backward() adds to those of the leaves";
    out.append("\nGradients: %s\n".formatted(told.formatted(of.output())));
    for (Leaf leaf : of.leaves()) {
      sum("  ", leaf.name(), leaf.parts(), leaf.arrived());
      if (leaf.gradient() != leaf.arrived()) {
        line("  ", by(leaf.name()) + " = " + Figures.of(leaf.gradient()) + "   after a hook");
      }
    }
  }

  // ---- lines ----

  private void labelled(String label, String text) {
    line(LABELLED.formatted(label), text);
  }

  /// Appends a line, and goes on below where it is too long.
  private void line(String indent, String text) {
    String rest = text;
    String before = indent;
    while (before.length() + rest.length() > WIDTH
        && rest.lastIndexOf(' ', WIDTH - before.length()) > 0) {
      int at = rest.lastIndexOf(' ', WIDTH - before.length());
      out.append(before).append(rest, 0, at).append('\n');
      rest = rest.substring(at + 1);
      before = " ".repeat(indent.length() + 2);
    }
    out.append((before + rest).stripTrailing()).append('\n');
  }
}
