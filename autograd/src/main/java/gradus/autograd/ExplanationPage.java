package gradus.autograd;

import gradus.autograd.Explanation.Jacobian;
import gradus.autograd.Explanation.Leaf;
import gradus.autograd.Explanation.Operand;
import gradus.autograd.Explanation.Part;
import gradus.autograd.Explanation.PassedOn;
import gradus.autograd.Explanation.Slopes;
import gradus.autograd.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
  private final List<Step> shown;
  private final StringBuilder out = new StringBuilder();

  ExplanationPage(Explanation of) {
    this.of = of;
    shown = of.steps().stream().filter(this::isShown).toList();
  }

  private boolean isShown(Step step) {
    int count = of.steps().size();
    return count <= 2 * SHOWN_AT_AN_END
        || step.number() <= SHOWN_AT_AN_END
        || step.number() > count - SHOWN_AT_AN_END;
  }

  /// Tells whether steps are left out between this one and the next.
  private boolean isBeforeGap(Step step) {
    return step.number() == SHOWN_AT_AN_END && shown.size() < of.steps().size();
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
    out.append("%s… %d more …\n".formatted(indent, of.steps().size() - shown.size()));
  }

  // ---- the way forward ----

  private void forward() {
    out.append("Forward: how %s was computed\n".formatted(of.output()));
    leaves();
    constants();
    int name = width(shown.stream().map(Step::name).toList());
    int formula = width(shown.stream().map(Step::formula).toList());
    int numbers = width(shown.stream().map(Step::numbers).toList());
    for (Step step : shown.reversed()) {
      if (isBeforeGap(step)) {
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
    String leaves =
        of.leaves().stream()
            .map(leaf -> equation(leaf.name(), leaf.shape(), leaf.value()))
            .collect(Collectors.joining(", "));
    line("  ", "leaves: " + leaves);
  }

  private void constants() {
    String given =
        shown.reversed().stream()
            .flatMap(step -> step.operands().stream())
            .filter(ExplanationPage::isNamedConstant)
            .map(operand -> equation(operand.name(), operand.shape(), operand.value()))
            .distinct()
            .collect(Collectors.joining(", "));
    if (!given.isEmpty()) {
      line("  ", "given:  " + given);
    }
  }

  /// Tells whether it is a constant, and not one that is called by its own digits.
  private static boolean isNamedConstant(Operand operand) {
    return operand.isGiven()
        && operand.value() != null
        && !operand.name().equals(Figures.of(operand.value()));
  }

  private static String equation(String name, Shape shape, Tensor value) {
    return name + (value == null ? " " + shape : " = " + Figures.of(value));
  }

  // ---- the way back ----

  private void backward() {
    out.append("\nBackward: from %s to the leaves\n".formatted(of.output()));
    for (Step step : shown) {
      step(step);
      if (isBeforeGap(step)) {
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
    labelled(
        starts ? "starts" : "arrives", by(step.name()) + " = " + sum(step.parts(), step.arrived()));
    if (step.incoming() != step.arrived()) {
      labelled("hook", by(step.name()) + " = " + Figures.of(step.incoming()));
    }
    step.passedOn().forEach(passed -> passedOn(step, passed));
    saved(step);
  }

  private String by(String name) {
    return Symbols.derivative(of.output(), name);
  }

  private static String sum(List<Part> parts, Tensor sum) {
    if (parts.size() == 1) {
      return Figures.of(sum);
    }
    String summands =
        parts.stream().map(part -> Figures.of(part.gradient())).collect(Collectors.joining(" + "));
    String steps =
        parts.stream().map(part -> String.valueOf(part.step())).collect(Collectors.joining(", "));
    return "%s = %s   gradients add up, from %s".formatted(summands, Figures.of(sum), steps);
  }

  private void passedOn(Step step, PassedOn passed) {
    String partial = "∂%s/∂%s".formatted(step.name(), passed.to());
    if (passed.local() instanceof Slopes(Tensor slopes)) {
      labelled(
          slopes.numel() == 1 ? "slope" : "slopes",
          partial + equals(passed.rule(), passed.numbers(), Figures.of(slopes)));
    } else if (!passed.rule().isEmpty()) {
      labelled("rule", by(passed.to()) + " = " + passed.rule());
    }
    if (passed.local() instanceof Jacobian(Tensor derivatives)) {
      labelled("derivative", partial + " = " + Figures.of(derivatives));
    }
    labelled("passes on", given(step, passed, partial));
  }

  /// The different ones of these, each after an equals sign.
  private static String equals(String... links) {
    List<String> different = new ArrayList<>();
    for (String link : links) {
      if (!link.isEmpty() && (different.isEmpty() || !different.getLast().equals(link))) {
        different.add(link);
      }
    }
    return " = " + String.join(" = ", different);
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
    return to + equals(product, numbers, gradient);
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
    out.append(
        "\nGradients: what %s.backward() adds to those of the leaves\n".formatted(of.output()));
    for (Leaf leaf : of.leaves()) {
      line("  ", by(leaf.name()) + " = " + sum(leaf.parts(), leaf.arrived()));
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
