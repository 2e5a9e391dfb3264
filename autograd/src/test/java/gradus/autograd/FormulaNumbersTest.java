package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Explanation.Local;
import gradus.autograd.Explanation.Slopes;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What formulas say is what operations compute, element by element, and what their derivatives
/// give. Formulas that name what no operand holds, or that use words, are read by people only.
class FormulaNumbersTest implements TrackingValues {
  private static final int DRAWS = 4;
  private static final int FEWEST_CHECKED = 140;

  /// What names a number that no operand holds, such as α, or says in words.
  private static final Set<String> READ_BY_PEOPLE =
      Set.of(
          "addMultiple/2 result",
          "addMultiple/2 ∂b",
          "addcdiv/3 result",
          "addcdiv/3 ∂a",
          "addcdiv/3 ∂b",
          "addcmul/3 result",
          "addcmul/3 ∂a",
          "addcmul/3 ∂b",
          "atan2/2 result",
          "divRounded/2 result",
          "erfinv/1 result",
          "fmax/2 result",
          "fmin/2 result",
          "lerp/2 result",
          "lerp/2 ∂a",
          "lerp/2 ∂b",
          "logitWithin/1 result",
          "logitWithin/1 ∂x",
          "maskedFill/2 result",
          "maskedFill/2 ∂v",
          "maskedFill/2 ∂x",
          "nanToNum/1 result",
          "nanToNum/1 ∂x",
          "pow/1 result",
          "pow/1 ∂x",
          "round/1 result",
          "subMultiple/2 result",
          "subMultiple/2 ∂b",
          "where/2 result",
          "where/2 ∂a",
          "where/2 ∂b");

  private final Formulas formulas = new Formulas();
  private final Set<String> checked = new TreeSet<>();
  private final Set<String> readByPeople = new TreeSet<>();
  private final Map<String, String> wrong = new TreeMap<>();

  @Test
  void elementwiseFormulasGiveTheNumbersOfTheirOperations() {
    Generator generator = new Generator(9);
    for (OpCase row : OpCases.ROWS) {
      for (int i = 0; i < DRAWS; i++) {
        Tensor[] inputs = row.draw(generator);
        for (Tensor input : inputs) {
          input.requiresGrad(true);
        }
        check(row.apply(inputs));
      }
    }
    assertThat(wrong).isEmpty();
    readByPeople.removeAll(checked);
    assertThat(readByPeople).isEqualTo(READ_BY_PEOPLE);
    assertThat(checked).hasSizeGreaterThan(FEWEST_CHECKED);
  }

  private void check(Tensor result) {
    Deque<Node> open = new ArrayDeque<>();
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    if (result.gradFn() != null) {
      open.push(result.gradFn());
    }
    while (!open.isEmpty()) {
      Node node = open.pop();
      check(node);
      for (Node input : node.inputs) {
        if (input != null && !input.isLeaf() && seen.add(input)) {
          open.push(input);
        }
      }
    }
  }

  private void check(Node node) {
    Formula formula = formulas.of(node);
    boolean isElementwise = formula.rules().stream().allMatch(Formula.Rule::isSlope);
    if (!isElementwise || node.shape.numel() == 0 || wasChangedSince(node)) {
      return;
    }
    String name = node.name() + "/" + node.inputs.length;
    Tensor y = node.details.result.tensor();
    Throwable words =
        catchThrowable(() -> assertElements(name, formula.result(), node, formula, y));
    note(words, name + " result");
    Autograd.noGrad(() -> {
      Local[] locals = LocalDerivatives.of(node, formula);
      for (int i = 0; i < locals.length; i++) {
        if (locals[i] instanceof Slopes(Tensor slopes)) {
          String rule = formula.rule(i).text();
          Tensor expanded = slopes.expand(node.shape.toArray());
          note(
              catchThrowable(() -> assertElements(name, rule, node, formula, expanded)),
              name + " ∂" + formula.letter(i));
        }
      }
    });
  }

  private static boolean wasChangedSince(Node node) {
    return node.details.result.tensor() == null
        || node.details.operands.stream().anyMatch(operand -> operand.tensor() == null);
  }

  private void note(Throwable words, String what) {
    if (words == null) {
      checked.add(what);
    } else if (words instanceof IllegalArgumentException) {
      readByPeople.add(what);
    } else {
      wrong.putIfAbsent(what, words.getMessage());
    }
  }

  private static void assertElements(
      String name, String text, Node node, Formula formula, Tensor expected) {
    int[] shape = node.shape.toArray();
    Map<String, double[]> values = new HashMap<>();
    for (int i = 0; i < node.inputs.length; i++) {
      Tensor operand = node.details.operands.get(i).tensor().to(DType.FLOAT64);
      values.put(formula.letter(i), operand.expand(shape).toDoubleArray());
    }
    values.put("y", node.details.result.tensor().toDoubleArray());
    double[] wanted = expected.toDoubleArray();
    for (int k = 0; k < wanted.length; k++) {
      Map<String, Double> letters = new HashMap<>();
      for (Map.Entry<String, double[]> entry : values.entrySet()) {
        letters.put(entry.getKey(), entry.getValue()[k]);
      }
      assertThat(Evaluator.value(text, letters))
          .as("%s: %s at %s", name, text, letters)
          .isCloseTo(wanted[k], within(1e-9 * Math.max(1, Math.abs(wanted[k]))));
    }
  }
}
