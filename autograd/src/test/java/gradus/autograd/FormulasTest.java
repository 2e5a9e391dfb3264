package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every operation that is recorded has a formula, and no formula is left over.
class FormulasTest {
  private static final int DRAWS = 6;
  private static final Formulas FORMULAS = new Formulas();
  private static final List<Formula> LINES = Formulas.read(Tensor.class, "gradus.autograd");

  @Test
  void everyRecordedOperationHasAFormulaAndEveryFormulaAnOperation() {
    Set<String> recorded = new TreeSet<>();
    Generator generator = new Generator(3);
    for (OpCase row : OpCases.ROWS) {
      for (int i = 0; i < DRAWS; i++) {
        Tensor[] inputs = leaves(row.draw(generator));
        note(row.apply(inputs), inputs, recorded);
        if (row.inPlace() != null) {
          Tensor[] written = leaves(row.draw(generator));
          written[0] = written[0].mul(1);
          catchThrowable(() -> note(row.inPlace().apply(written), written, recorded));
        }
      }
    }
    Tensor first = Tensor.of(0L);
    noteGraph(leaf().to(FLOAT32), recorded);
    noteGraph(leaf().norm(0), recorded);
    noteGraph(leaf().indexFill(0, first, 2.0), recorded);
    noteGraph(leaf().mul(1).indexFill_(0, first, 2.0), recorded);
    noteGraph(leaf().scatter(0, first, 2.0, "multiply"), recorded);
    noteGraph(viewWrittenThroughItsBase(), recorded);
    List<String> lines = LINES.stream().map(FormulasTest::key).toList();
    assertThat(lines).doesNotHaveDuplicates();
    assertThat(recorded).filteredOn(name -> !lines.contains(name)).as("no formula").isEmpty();
    assertThat(lines).filteredOn(name -> !recorded.contains(name)).as("not recorded").isEmpty();
  }

  private static Tensor[] leaves(Tensor[] inputs) {
    for (Tensor input : inputs) {
      if (input.dtype().isFloatingPoint()) {
        input.requiresGrad(true);
      }
    }
    return inputs;
  }

  private static Tensor leaf() {
    return Tensor.of(DType.FLOAT64, 0.5, 0.25).requiresGrad(true);
  }

  private static Tensor viewWrittenThroughItsBase() {
    Tensor base = leaf().mul(2);
    Tensor view = base.narrow(0, 0, 1);
    base.select(0, 0).mul_(3);
    return view;
  }

  /// Notes what recorded `result`, and its gradients with respect to the inputs.
  private static void note(Tensor result, Tensor[] inputs, Set<String> recorded) {
    noteGraph(result, recorded);
    Tensor[] sources = List.of(inputs).stream().filter(Tensor::requiresGrad).toArray(Tensor[]::new);
    if (result.requiresGrad() && sources.length > 0) {
      Tensor[] outputs = {result};
      Tensor[] ones = {result.detach().onesLike().requiresGrad(true)};
      for (Tensor gradient : Autograd.grad(outputs, sources, ones, true, true, true)) {
        if (gradient != null) {
          noteGraph(gradient, recorded);
        }
      }
    }
  }

  private static void noteGraph(Tensor result, Set<String> recorded) {
    Deque<Node> open = new ArrayDeque<>();
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    if (result.gradFn() != null) {
      open.push(result.gradFn());
    }
    while (!open.isEmpty()) {
      Node node = open.pop();
      Formula formula = FORMULAS.of(node);
      if (!isRefusal(node)) {
        recorded.add(formula == null ? node.name() + "/" + node.inputs.length : key(formula));
      }
      for (Node input : node.inputs) {
        if (input != null && !input.isLeaf() && seen.add(input)) {
          open.push(input);
        }
      }
    }
  }

  /// What stands for a derivative that cannot be derived again.
  private static boolean isRefusal(Node node) {
    return node.name().endsWith("Backward");
  }

  private static String key(Formula formula) {
    boolean any = formula.takesAnyNumber();
    return formula.operation() + "/" + (any ? "any" : formula.operands().size());
  }

  @Test
  void formulaReadsLikeALineOfABook() {
    Formula mul =
        Formula.parse("mul(a, b) = a · b | ∂a: b | ∂b: a | each is the slope of the other");
    assertThat(mul.operation()).isEqualTo("mul");
    assertThat(mul.operands()).containsExactly("a", "b");
    assertThat(mul.result()).isEqualTo("a · b");
    assertThat(mul.rules())
        .containsExactly(new Formula.Rule(true, "b"), new Formula.Rule(true, "a"));
    assertThat(mul.savedBecause()).isEqualTo("each is the slope of the other");
    Formula sum = Formula.parse("sum(x) = Σ x | dx: dy, for every element");
    assertThat(sum.rule(0)).isEqualTo(new Formula.Rule(false, "dy, for every element"));
    assertThat(sum.savedBecause()).isEmpty();
  }

  @Test
  void lettersAreReplacedWhereTheyAreWordsOfTheirOwn() {
    assertThat(Formula.replaced("exp(x) + max(x, aᵀ) · x²", word -> word.equals("x") ? "v1" : null))
        .isEqualTo("exp(v1) + max(v1, aᵀ) · v1²");
  }

  @Test
  void ruleOfAnotherOperandIsRefused() {
    assertThatThrownBy(() -> Formula.parse("neg(x) = −x | ∂z: −1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "formula: '∂z: −1' begins neither with '∂x: ' nor with 'dx: '; there is one rule per"
                + " operand, in order");
  }
}
