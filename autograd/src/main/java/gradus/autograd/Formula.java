package gradus.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an operation computes, its derivatives and what it keeps, as a line for people to read:
///
/// ```
/// mul(a, b) = a · b | ∂a: b | ∂b: a | each factor is the slope of the other
/// sum(x) = Σ x | dx: dy, for every element that was added
/// ```
///
/// `y` is the result and `dy` the gradient that arrives. A rule that begins with `∂` is a slope:
/// every element of the result depends on one element of the operand, with that derivative, and the
/// gradient is multiplied by it element by element. Other rules tell the operand's gradient. The
/// last part says why something is saved. An operand `x…` stands for any number of them.
///
/// @param operands their letters, in order
/// @param result what is computed
/// @param rules one per operand
/// @param savedBecause why something is saved; empty where nothing is
record Formula(
    String operation, List<String> operands, String result, List<Rule> rules, String savedBecause) {
  /// How the gradient of one operand comes about.
  ///
  /// @param isSlope whether it is the gradient of the result times this text
  record Rule(boolean isSlope, String text) {}

  private static final String ANY_NUMBER = "…";
  private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\p{N}])[A-Za-z]+(?![A-Za-z(])");

  /// Reads one line.
  static Formula parse(String line) {
    String[] parts = line.split(" \\| ");
    int open = line.indexOf('(');
    int close = line.indexOf(") = ");
    List<String> operands = List.of(line.substring(open + 1, close).split(", "));
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      rules.add(rule(parts[i + 1], operands.get(i).replace(ANY_NUMBER, "")));
    }
    return new Formula(
        line.substring(0, open),
        operands,
        parts[0].substring(close + 4),
        rules,
        parts.length > operands.size() + 1 ? parts[operands.size() + 1] : "");
  }

  private static Rule rule(String text, String operand) {
    boolean isSlope = text.startsWith("∂" + operand + ": ");
    if (!isSlope && !text.startsWith("d" + operand + ": ")) {
      throw new IllegalArgumentException(
          "formula: '%s' begins neither with '∂%s: ' nor with 'd%s: '; there is one rule per operand, in order"
              .formatted(text, operand, operand));
    }
    return new Rule(isSlope, text.substring(operand.length() + 3));
  }

  /// Tells whether this is the formula of `operation` on so many operands.
  boolean isOf(String operation, int operands) {
    return this.operation.equals(operation)
        && (takesAnyNumber() || this.operands.size() == operands);
  }

  boolean takesAnyNumber() {
    return operands.getFirst().endsWith(ANY_NUMBER);
  }

  /// The rule for operand `index`.
  Rule rule(int index) {
    return takesAnyNumber() ? rules.getFirst() : rules.get(index);
  }

  /// The letter of operand `index`, or of all where there may be any number.
  String letter(int index) {
    return takesAnyNumber() ? operands.getFirst().replace(ANY_NUMBER, "") : operands.get(index);
  }

  /// `text` with every word that `names` knows replaced; it gives null for others. A word before a
  /// parenthesis is a function and stays.
  static String replaced(String text, UnaryOperator<String> names) {
    return WORD.matcher(text)
        .replaceAll(word -> Matcher.quoteReplacement(replacement(word, names)));
  }

  private static String replacement(MatchResult word, UnaryOperator<String> names) {
    String name = names.apply(word.group());
    return name == null ? word.group() : name;
  }
}
