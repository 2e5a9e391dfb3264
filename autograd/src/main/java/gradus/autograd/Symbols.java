package gradus.autograd;

import gradus.autograd.Explanation.Operand;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The letters of a [Formula], and what stands for them at one operation of a graph.
///
/// @param formula whose letters they are
/// @param output what the tensor is called whose derivatives are taken
/// @param result the operation's result, and its value
/// @param gradient what arrives
/// @param operands in the formula's order
record Symbols(
    Formula formula, String output, Operand result, Tensor gradient, List<Operand> operands) {
  private static final String RESULT = "y";
  private static final String GRADIENT = "dy";

  /// A negative number that fills the parentheses of a function, or stands alone.
  private static final Pattern ENCLOSED =
      Pattern.compile("(?<=\\()\\((-[^()]*)\\)(?=\\))|^\\((-[^()]*)\\)$");

  /// What is computed, by names.
  String computed() {
    return Formula.replaced(formula.result(), word -> nameIn(word, -1));
  }

  /// What is computed, in numbers; empty where they are not single numbers or not known.
  String computedInNumbers() {
    return inNumbers(formula.result(), -1);
  }

  /// The rule for operand `index`, by names.
  String rule(int index) {
    return Formula.replaced(formula.rule(index).text(), word -> nameIn(word, index));
  }

  /// The rule for operand `index`, in numbers; empty where they are not single numbers or not
  /// known.
  String ruleInNumbers(int index) {
    return inNumbers(formula.rule(index).text(), index);
  }

  /// `dloss/dw` for `w`.
  static String derivative(String output, String by) {
    return "d" + output + "/d" + by;
  }

  private String nameIn(String word, int index) {
    return switch (word) {
      case RESULT -> result.name();
      case GRADIENT -> derivative(output, result.name());
      default -> {
        List<Operand> meant = meant(word, index);
        yield meant.isEmpty()
            ? null
            : meant.stream().map(Operand::name).collect(Collectors.joining(", "));
      }
    };
  }

  /// The operands that a letter stands for: one, or in what is computed from any number of
  /// operands, all.
  private List<Operand> meant(String letter, int index) {
    if (formula.takesAnyNumber()) {
      boolean is = letter.equals(formula.letter(0));
      return is ? index < 0 ? operands : operands.subList(index, index + 1) : List.of();
    }
    int at = formula.operands().indexOf(letter);
    return at < 0 ? List.of() : operands.subList(at, at + 1);
  }

  private String inNumbers(String text, int index) {
    boolean[] unknown = new boolean[1];
    String numbers =
        Formula.replaced(
            text,
            word -> {
              if (nameIn(word, index) == null) {
                return null;
              }
              Tensor value = valueOf(word, index);
              unknown[0] |= value == null || value.numel() != 1;
              return unknown[0] ? word : Figures.factor(value.item());
            });
    return unknown[0] ? "" : ENCLOSED.matcher(numbers).replaceAll("$1$2");
  }

  private Tensor valueOf(String word, int index) {
    return switch (word) {
      case RESULT -> result.value();
      case GRADIENT -> gradient;
      default -> {
        List<Operand> meant = meant(word, index);
        yield meant.size() == 1 ? meant.getFirst().value() : null;
      }
    };
  }
}
