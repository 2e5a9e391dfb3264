package gradus.autograd;

import gradus.autograd.Explanation.Jacobian;
import gradus.autograd.Explanation.Leaf;
import gradus.autograd.Explanation.Operand;
import gradus.autograd.Explanation.Part;
import gradus.autograd.Explanation.PassedOn;
import gradus.autograd.Explanation.Slopes;
import gradus.autograd.Explanation.Step;
import gradus.autograd.Explanation.Unwritten;
import gradus.autograd.graph.Brief;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An explanation as a page for a browser: on the left all that was computed, with the gradients
/// that have arrived so far; on the right one step at a time. All of it is text that is escaped;
/// the script of the page only shows and hides.
final class ExplanationStepper {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  /// Of more than twice as many steps, so many are shown at either end.
  private static final int SHOWN_AT_AN_END = 250;

  private final Explanation of;
  private final Ends ends;
  private final List<Step> shown;

  /// What arrived at each leaf and result, by its name.
  private final Map<String, List<Part>> parts = new HashMap<>();

  ExplanationStepper(Explanation of) {
    this.of = of;
    ends = new Ends(of.steps(), SHOWN_AT_AN_END);
    shown = ends.shown();
    of.steps().forEach(step -> parts.put(step.name(), step.parts()));
    of.leaves().forEach(leaf -> parts.put(leaf.name(), leaf.parts()));
  }

  String html() {
    Map<String, String> contents =
        Map.of(
            "title", escaped("Backward from " + of.output()),
            "last", String.valueOf(shown.size() + 1),
            "stops", stops(),
            "tape", tape(),
            "steps", steps());
    return PLACE
        .matcher(template())
        .replaceAll(place -> Matcher.quoteReplacement(contents.get(place.group(1))));
  }

  private static String template() {
    try (InputStream in = ExplanationStepper.class.getResourceAsStream("explanation.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("explain: its page cannot be read", e);
    }
  }

  /// The numbers of the steps that are shown, between the start and the end.
  private String stops() {
    return IntStream.concat(
            IntStream.concat(IntStream.of(0), shown.stream().mapToInt(Step::number)),
            IntStream.of(end()))
        .boxed()
        .toList()
        .toString();
  }

  private int end() {
    return of.steps().size() + 1;
  }

  // ---- the left side ----

  private String tape() {
    StringBuilder out = new StringBuilder("<table>\n<tr><th>name<th>computed as<th>value<th>d");
    out.append(escaped(of.output())).append("/d…</tr>\n");
    for (Leaf leaf : of.leaves()) {
      row(out, leaf.name(), "", "leaf", leaf.value(), leaf.shape(), leaf.arrived());
    }
    constants(out);
    for (Step step : shown.reversed()) {
      if (ends.isBeforeGap(step)) {
        out.append("<tr class=gap><td colspan=4>… %d more …</tr>\n".formatted(ends.omitted()));
      }
      String computed = math("= " + step.formula());
      String stop = String.valueOf(step.number());
      row(out, step.name(), stop, computed, step.value(), step.shape(), step.arrived());
    }
    return out.append("</table>").toString();
  }

  private void constants(StringBuilder out) {
    shown.reversed().stream()
        .flatMap(step -> step.operands().stream())
        .filter(Operand::isNamedConstant)
        .map(operand ->
            "<tr class=given><td class=m>%s<td>given<td class=m>%s<td></tr>\n"
                .formatted(escaped(operand.name()), figures(operand.value())))
        .distinct()
        .forEach(out::append);
  }

  private void row(
      StringBuilder out,
      String name,
      String stop,
      String computed,
      Tensor value,
      Shape shape,
      Tensor arrived) {
    String from =
        parts.get(name).stream()
            .map(part -> String.valueOf(part.step()))
            .collect(Collectors.joining(" "));
    out.append("<tr data-name data-stop=\"%s\" data-from=\"%s\">".formatted(stop, from))
        .append("<td class=m>%s<td>%s<td class=\"m value\">".formatted(escaped(name), computed))
        .append(value == null ? escaped(shape.toString()) : figures(value))
        .append("<td class=\"m gradient\">")
        .append(arrivals(parts.get(name), arrived))
        .append("</tr>\n");
  }

  /// The gradients that arrive, each to be seen from its step on, and their sum from the last.
  private static String arrivals(List<Part> parts, Tensor sum) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      out.append(
          "<span data-since=%d>%s</span>"
              .formatted(part.step(), (i == 0 ? "" : " + ") + figures(part.gradient())));
    }
    if (parts.size() > 1) {
      int last = parts.stream().mapToInt(Part::step).max().getAsInt();
      out.append(
          "<span data-since=%d> = <span class=sum>%s</span></span>".formatted(last, figures(sum)));
    }
    return out.toString();
  }

  // ---- the right side ----

  private String steps() {
    StringBuilder out = new StringBuilder();
    start(out);
    shown.forEach(step -> step(out, step));
    end(out);
    return out.toString();
  }

  private void start(StringBuilder out) {
    out.append("<section><h3>The start</h3>");
    String way =
        of.isOfALeaf()
            ? "%s is a leaf: nothing was computed, and there is nothing to go back through."
            : "The left side shows how %s came about, from the leaves on.";
    String back =
        of.isOfALeaf()
            ? ""
            : "Now the same way is gone back: each operation is given the derivative of %s by its result, and multiplies it by its own.";
    String output = math(of.output());
    card(out, "What was computed", way.formatted(output), back.formatted(output));
    card(
        out, "It begins with", total(of.output()) + " = " + arrivals(parts.get(of.output()), null));
    if (!of.tracked()) {
      card(
          out,
          "To see more",
          "Autograd.trackValues(true) before the computation shows the numbers inside.");
    }
    out.append("</section>\n");
  }

  private void step(StringBuilder out, Step step) {
    String scope = step.scope().isEmpty() ? "" : " in " + step.scope();
    out.append("<section><h3>%d. %s".formatted(step.number(), escaped(step.operation())));
    out.append("<span class=small>%s</span></h3>\n".formatted(escaped(scope)));
    String value = step.value() == null ? "" : figures(step.value());
    out.append(
        "<p class=equation>%s%s</p>\n"
            .formatted(
                math(step.name()),
                Figures.chain(math(step.formula()), math(step.numbers()), value)));
    arrives(out, step);
    step.passedOn().forEach(passed -> passedOn(out, step, passed));
    if (!step.saved().isEmpty()) {
      String names =
          step.saved().stream()
              .map(ExplanationStepper::described)
              .collect(Collectors.joining(", "));
      card(out, "Saved for this moment", names, note(step.savedBecause()));
    }
    out.append("</section>\n");
  }

  private void arrives(StringBuilder out, Step step) {
    String hooked =
        step.incoming() == step.arrived() ? "" : "a hook makes of it " + figures(step.incoming());
    card(out, "Arrives", total(step.name()) + " = " + sum(step.parts(), step.arrived()), hooked);
  }

  private String sum(List<Part> parts, Tensor sum) {
    if (parts.size() == 1) {
      return "<span class=gradient>" + figures(sum) + "</span>";
    }
    String summands =
        parts.stream()
            .map(part ->
                "%s <span class=small>(step %d)</span>"
                    .formatted(figures(part.gradient()), part.step()))
            .collect(Collectors.joining(" + "));
    return "<span class=gradient>%s = <span class=sum>%s</span></span>"
        .formatted(summands, figures(sum));
  }

  private void passedOn(StringBuilder out, Step step, PassedOn passed) {
    String partial = fraction("∂" + step.name(), "∂" + passed.to());
    String rule = rule(step, passed.rule());
    List<String> lines = new ArrayList<>();
    switch (passed.local()) {
      case Slopes(Tensor slopes) -> lines.add(partial + slopes(rule, passed, slopes));
      case Jacobian(Tensor derivatives) -> {
        lines.add(total(passed.to()) + " = " + rule);
        lines.add(partial + " = " + figures(derivatives));
      }
      case Unwritten _ -> {
        if (!rule.isEmpty()) {
          lines.add(total(passed.to()) + " = " + rule);
        }
      }
    }
    lines.add(given(step, passed, partial));
    int places = parts.getOrDefault(passed.to(), List.of()).size();
    if (places > 1) {
      lines.add(
          note("%s gets gradients from %d places; they add up".formatted(passed.to(), places)));
    }
    card(out, "To " + passed.to(), lines.toArray(String[]::new));
  }

  /// The slopes by their rule, and in numbers where those say more.
  private static String slopes(String rule, PassedOn passed, Tensor slopes) {
    boolean told = Figures.ofSlopes(passed.rule(), slopes).isEmpty();
    String numbers = passed.numbers().equals(passed.rule()) ? "" : escaped(passed.numbers());
    String inNumbers = Figures.of(slopes).equals(passed.numbers()) ? "" : numbers;
    return Figures.chain(rule, inNumbers, told ? "" : figures(slopes));
  }

  private String given(Step step, PassedOn passed, String partial) {
    if (passed.gradient() == null) {
      return "no gradient flows";
    }
    String gradient = "<span class=gradient>" + figures(passed.gradient()) + "</span>";
    if (!(passed.local() instanceof Slopes(Tensor slopes))) {
      return total(passed.to()) + " = " + gradient;
    }
    String sum = passed.gradient().numel() < slopes.numel() ? "Σ " : "";
    boolean single = slopes.numel() == 1 && step.incoming().numel() == 1;
    String numbers =
        single
            ? Figures.factor(step.incoming().item()) + " · " + Figures.factor(slopes.item())
            : "";
    return total(passed.to())
        + Figures.chain(sum + total(step.name()) + " · " + partial, numbers, gradient);
  }

  private void end(StringBuilder out) {
    out.append("<section><h3>The end</h3>\n");
    for (Leaf leaf : of.leaves()) {
      String hooked =
          leaf.gradient() == leaf.arrived() ? "" : "a hook makes of it " + figures(leaf.gradient());
      card(
          out, leaf.name(), total(leaf.name()) + " = " + sum(leaf.parts(), leaf.arrived()), hooked);
    }
    String added =
        of.leaves().isEmpty()
            ? "No gradient reached a leaf."
            : "%s.backward() adds these to the gradients of the leaves.";
    out.append(
        "<p class=small>%s</p></section>\n".formatted(added.formatted(escaped(of.output()))));
  }

  // ---- text ----

  private static void card(StringBuilder out, String title, String... lines) {
    out.append("<div class=card><h4>%s</h4>".formatted(escaped(title)));
    for (String line : lines) {
      if (!line.isEmpty()) {
        out.append("<p>").append(line).append("</p>");
      }
    }
    out.append("</div>\n");
  }

  private static String described(Operand saved) {
    return saved.name().isEmpty()
        ? escaped("a tensor of " + saved.shape())
        : math(saved.name())
            + (saved.value() == null
                ? ""
                : Figures.chain(
                    math(saved.name()).equals(figures(saved.value()))
                        ? ""
                        : figures(saved.value())));
  }

  private static String note(String text) {
    return text.isEmpty() ? "" : "<span class=small>" + escaped(text) + "</span>";
  }

  private static String math(String text) {
    return text.isEmpty() ? "" : "<span class=m>" + escaped(text) + "</span>";
  }

  /// A rule, with the derivative that it names as a fraction.
  private String rule(Step step, String rule) {
    String plain = escaped(Symbols.derivative(of.output(), step.name()));
    return math(rule).replace(plain, total(step.name()));
  }

  private String total(String name) {
    return fraction("d" + of.output(), "d" + name);
  }

  private static String fraction(String above, String below) {
    return "<span class=\"f m\"><span>%s</span><span>%s</span></span>"
        .formatted(escaped(above), escaped(below));
  }

  /// The numbers in a line, with more of them to be seen under the pointer.
  private static String figures(Tensor tensor) {
    String line = escaped(Figures.of(tensor));
    return tensor.numel() == 1
        ? line
        : "<span title=\"%s\">%s</span>".formatted(escaped(Brief.of(tensor).full()), line);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
