package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Explanation.Jacobian;
import gradus.autograd.Explanation.Part;
import gradus.autograd.Explanation.Slopes;
import gradus.autograd.Explanation.Step;
import gradus.autograd.Explanation.Unwritten;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackpropTest implements TrackingValues {
  private final Tensor w = Tensor.scalar(3.0).requiresGrad(true).named("w");
  private final Tensor b = Tensor.scalar(1.0).requiresGrad(true).named("b");
  private final Tensor x = Tensor.scalar(2.0).named("x");
  private final Tensor y = Tensor.scalar(5.0).named("y");

  private Tensor loss() {
    Tensor z = w.mul(x).add(b).named("z");
    return z.relu().named("a").sub(y).square().named("loss");
  }

  @Test
  void workedExampleReadsLikeAPageOfABook() {
    assertThat(Backprop.explain(loss()).toString())
        .isEqualTo(
            """
            Forward: how loss was computed
              leaves: w = 3, b = 1
              given:  x = 2, y = 5
              v1   = w · x     = 3 · 2     = 6
              z    = v1 + b    = 6 + 1     = 7
              a    = max(z, 0) = max(7, 0) = 7
              v4   = a − y     = 7 − 5     = 2
              loss = v4²       = 2²        = 4

            Backward: from loss to the leaves

              1. square: loss = v4²
                 starts     dloss/dloss = 1
                 slope      ∂loss/∂v4 = 2 · v4 = 2 · 2 = 4
                 passes on  dloss/dv4 = dloss/dloss · ∂loss/∂v4 = 1 · 4 = 4
                 saved      v4: the slope grows with it

              2. sub: v4 = a − y
                 arrives    dloss/dv4 = 4
                 slope      ∂v4/∂a = 1
                 passes on  dloss/da = dloss/dv4 · ∂v4/∂a = 4 · 1 = 4

              3. relu: a = max(z, 0)
                 arrives    dloss/da = 4
                 slope      ∂a/∂z = 1 where a > 0, else 0 = 1 where 7 > 0, else 0 = 1
                 passes on  dloss/dz = dloss/da · ∂a/∂z = 4 · 1 = 4
                 saved      a: the result shows where the slope is 1

              4. add: z = v1 + b
                 arrives    dloss/dz = 4
                 slope      ∂z/∂v1 = 1
                 passes on  dloss/dv1 = dloss/dz · ∂z/∂v1 = 4 · 1 = 4
                 slope      ∂z/∂b = 1
                 passes on  dloss/db = dloss/dz · ∂z/∂b = 4 · 1 = 4

              5. mul: v1 = w · x
                 arrives    dloss/dv1 = 4
                 slope      ∂v1/∂w = x = 2
                 passes on  dloss/dw = dloss/dv1 · ∂v1/∂w = 4 · 2 = 8
                 saved      x: each factor is the slope of the other

            Gradients: what loss.backward() adds to those of the leaves
              dloss/dw = 8
              dloss/db = 4
            """);
  }

  @Test
  void explainingChangesNothing() {
    Tensor loss = loss();
    Tensor z = w.mul(x);
    z.retainGrad();
    List<Tensor> accumulated = new ArrayList<>();
    w.registerPostAccumulateGradHook(accumulated::add);
    Tensor sum = loss.add(z);
    Backprop.explain(sum);
    Backprop.explain(sum);
    assertThat(w.grad()).isNull();
    assertThat(z.grad()).isNull();
    assertThat(accumulated).isEmpty();
    sum.backward();
    assertThat(w.grad().item()).isEqualTo(10);
    assertThat(z.grad().item()).isEqualTo(1);
    assertThat(accumulated).containsExactly(w);
  }

  @Test
  void gradientsFromSeveralPlacesAddUp() {
    Tensor z = w.mul(x);
    Explanation page = Backprop.explain(z.mul(3).add(z.mul(4)));
    Step last = page.steps().getLast();
    assertThat(last.parts()).extracting(Part::step).containsExactly(2, 3);
    assertThat(last.parts()).extracting(part -> part.gradient().item()).containsExactly(4.0, 3.0);
    assertThat(last.arrived().item()).isEqualTo(7);
    assertThat(page.toString())
        .contains("     arrives    dloss/dv1 = 4 + 3 = 7   gradients add up, from steps 2 and 3\n");
  }

  @Test
  void hooksChangeWhatGoesOn() {
    Tensor z = w.mul(x).named("z");
    z.registerHook(g -> g.mul(-2));
    w.registerHook(g -> g.mul(10));
    Explanation page = Backprop.explain(z.square());
    assertThat(page.steps().getLast().arrived().item()).isEqualTo(12);
    assertThat(page.steps().getLast().incoming().item()).isEqualTo(-24);
    assertThat(page.leaves().getFirst().arrived().item()).isEqualTo(-48);
    assertThat(page.leaves().getFirst().gradient().item()).isEqualTo(-480);
    assertThat(page.toString())
        .contains("     arrives    dloss/dz = 12\n     hook       dloss/dz = -24\n")
        .endsWith("  dloss/dw = -48\n  dloss/dw = -480   after a hook\n");
  }

  @Test
  void slopesAreNumbersElementByElement() {
    Tensor row = Tensor.of(FLOAT64, 1, 2, 3).named("row");
    Explanation page = Backprop.explain(w.mul(row).sum());
    Step product = page.steps().getLast();
    assertThat(((Slopes) product.passedOn().getFirst().local()).values().toDoubleArray())
        .containsExactly(1, 2, 3);
    assertThat(product.passedOn().getFirst().gradient().item()).isEqualTo(6);
    assertThat(page.toString())
        .contains("     slopes     ∂v1/∂w = row = [1, 2, 3]\n")
        .contains("     passes on  dloss/dw = Σ dloss/dv1 · ∂v1/∂w = 6\n");
  }

  @Test
  void smallDerivativesOfOtherOperationsAreWrittenOut() {
    Tensor v = Tensor.of(FLOAT64, 1, 2).requiresGrad(true).named("v");
    Tensor matrix = Tensor.of(FLOAT64, new double[][] {{1, 2}, {3, 4}}).named("m");
    Explanation page = Backprop.explain(matrix.matmul(v.unsqueeze(1)).sum());
    Step product = page.steps().get(1);
    assertThat(((Jacobian) product.passedOn().getFirst().local()).values().reshape(2, 2).toString())
        .isEqualTo(matrix.toString());
    assertThat(page.toString()).contains("     rule       dloss/dv1 = mᵀ · dloss/dv2\n");
    Tensor large = Tensor.zeros(FLOAT64, 9, 9).requiresGrad(true);
    Step sum = Backprop.explain(large.sum(0).square().sum()).steps().getLast();
    assertThat(sum.passedOn().getFirst().local()).isEqualTo(new Unwritten());
  }

  @Test
  void userOperationWithoutAFormulaShowsItsNumbers() {
    int[] calls = new int[1];
    Tensor tripled =
        Op.of("triple", w)
            .forward(() -> w.detach().mul(3))
            .backward(g -> {
              calls[0]++;
              return g.mul(3);
            });
    Explanation page = Backprop.explain(tripled);
    assertThat(calls[0]).isEqualTo(2);
    assertThat(page.toString())
        .contains("  1. triple: loss = triple(w)\n")
        .contains("     slope      ∂loss/∂w = 3\n")
        .contains("     passes on  dloss/dw = dloss/dloss · ∂loss/∂w = 1 · 3 = 3\n");
  }

  @Test
  void userOperationOnSeveralNumbersIsDerivedOnce() {
    Tensor vector = Tensor.of(FLOAT64, 1, 2).requiresGrad(true);
    int[] calls = new int[1];
    Tensor tripled =
        Op.of("mine", vector, vector)
            .forward(() -> vector.detach().mul(3))
            .backward(
                g -> {
                  calls[0]++;
                  return g.mul(3);
                },
                g -> g);
    Explanation page = Backprop.explain(tripled, Tensor.of(FLOAT64, 1, 1));
    assertThat(calls[0]).isEqualTo(1);
    assertThat(page.steps().getFirst().formula()).isEqualTo("mine(leaf1, leaf1)");
    assertThat(page.steps().getFirst().passedOn().getFirst().rule()).isEmpty();
  }

  @Test
  void negativeNumbersStandInParenthesesOnce() {
    Tensor v = Tensor.scalar(FLOAT64, -2).requiresGrad(true).named("v");
    assertThat(Backprop.explain(v.exp().mul(v)).toString())
        .contains("  v1   = exp(v) = exp(-2)       = 0.1353\n")
        .contains("     slope      ∂loss/∂v1 = v = -2\n")
        .contains("  dloss/dv = 0.1353 + (-0.2707) = -0.1353   gradients add up")
        .contains("  loss = v1 · v = 0.1353 · (-2) = -0.2707\n");
  }

  @Test
  void operandWithoutAGradientGetsNothing() {
    Tensor half =
        Op.of("half", w, b)
            .forward(() -> w.detach().add(b.detach()))
            .backward(g -> g, g -> null)
            .named("half");
    Explanation page = Backprop.explain(half);
    assertThat(page.leaves()).hasSize(1);
    assertThat(page.toString()).contains("     passes on  nothing: no gradient flows to b\n");
    assertThat(page.toHtml()).contains("no gradient flows");
  }

  @Test
  void writesThroughViewsAreStepsToo() {
    Tensor v = Tensor.of(FLOAT64, 1, 2, 3).requiresGrad(true).named("v");
    Tensor h = v.mul(2).named("h");
    h.select(0, 1).mul_(10);
    Explanation page = Backprop.explain(h.sum());
    assertThat(page.tracked()).isTrue();
    assertThat(page.steps())
        .extracting(Step::operation)
        .containsExactly("sum", "copySlices", "mul", "select", "mul");
    assertThat(page.leaves().getFirst().gradient().toDoubleArray()).containsExactly(2, 20, 2);
  }

  @Test
  void withoutTrackedValuesGradientsAndLeavesAreShown() {
    Autograd.trackValues(false);
    assertThat(Backprop.explain(loss()).toString())
        .contains("  leaves: w = 3, b = 1\n")
        .contains("  v1   = w · const\n")
        .contains("     slope      ∂v1/∂w = const = 2\n")
        .endsWith(
            "\nAutograd.trackValues(true) before the computation shows the numbers inside.\n");
  }

  @Test
  void numbersChangedSinceAreNotShown() {
    Tensor loss = w.add(b).named("loss");
    Autograd.noGrad(() -> w.sub_(1));
    assertThat(Backprop.explain(loss).toString()).contains("  leaves: w [], b = 1\n");
  }

  @Test
  void namesGivenTwiceGetPrimes() {
    Tensor h = w;
    for (int i = 0; i < 6; i++) {
      h = h.mul(2).named("h");
    }
    assertThat(Backprop.explain(h).steps())
        .extracting(Step::name)
        .containsExactly("h(5)", "h(4)", "h′′′", "h′′", "h′", "h");
  }

  @Test
  void longChainNeitherOverflowsNorFloodsThePage() {
    Tensor h = w;
    for (int i = 0; i < 10_000; i++) {
      h = h.add(1);
    }
    Explanation page = Backprop.explain(h);
    assertThat(page.steps()).hasSize(10_000);
    assertThat(page.toString()).contains("     … 9960 more …\n").hasLineCount(250);
    assertThat(page.toString().lines()).allMatch(line -> line.length() < 90);
  }

  @Test
  void outputThatIsALeafHasNoSteps() {
    Explanation page = Backprop.explain(w);
    assertThat(page)
        .hasToString(
            """
            Forward: w is a leaf, nothing was computed
              leaves: w = 3

            Backward: no operation to go back through

            Gradients: what w.backward() adds to those of the leaves
              dw/dw = 1
            """);
    assertThat(page.toHtml())
        .contains(
            "<span class=m>w</span> is a leaf: nothing was computed, and there is nothing to go")
        .doesNotContain("from the leaves on");
  }

  @Test
  void walkThatReachesNoLeafSaysSo() {
    Explanation page = Backprop.explain(Tensor.of(3.0, 0).requiresGrad(true).named("v").norm(0));
    assertThat(page.toString())
        .contains("1. countNorm: loss = how many of v are not 0\n")
        .endsWith(
            "passes on  nothing: no gradient flows to v\n"
                + "     saved      v, loss\n\nGradients: none, no leaf was reached\n");
    assertThat(page.toHtml()).contains("No gradient reached a leaf.");
  }

  @Test
  void normTellsTheFormulaOfItsOrder() {
    Tensor v = Tensor.of(3.0, -4).requiresGrad(true).named("v");
    assertThat(formula(v.norm(3))).isEqualTo("(Σ abs(v)^p)^(1/p)");
    assertThat(formula(v.norm(Double.POSITIVE_INFINITY))).isEqualTo("the greatest of abs(v)");
    assertThat(formula(v.norm(Double.NEGATIVE_INFINITY))).isEqualTo("the least of abs(v)");
    assertThat(formula(v.norm(0))).isEqualTo("how many of v are not 0");
  }

  private static String formula(Tensor result) {
    return Backprop.explain(result).steps().getFirst().formula();
  }

  @Test
  void freedGraphIsRefused() {
    Tensor loss = loss();
    loss.backward();
    assertThatThrownBy(() -> Backprop.explain(loss))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "explain: this graph was already walked and freed (at square); explain it before"
                + " backward(), or pass retainGraph there");
  }

  @Test
  void whatWasNotRecordedIsRefused() {
    assertThatThrownBy(() -> Backprop.explain(x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "explain: this tensor of shape [] does not depend on anything that requires a gradient;"
                + " call requiresGrad(true) on a leaf before computing with it, and compute outside"
                + " noGrad");
  }

  @Test
  void severalNumbersNeedAGradient() {
    assertThatThrownBy(() -> Backprop.explain(w.mul(Tensor.of(1.0, 2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "explain: a gradient can be made up only for a single number, but this tensor has shape"
                + " [2]; reduce it first, with sum() or mean(), or pass a gradient of its shape");
  }

  @Test
  void sumOfManyNumbersStandsOnLinesOfItsOwn() {
    Tensor v = Tensor.of(FLOAT64, 1.0 / 3, 2.0 / 3, 4.0 / 3).requiresGrad(true).named("v");
    assertThat(Backprop.explain(v.mul(v).sum()).toString())
        .endsWith(
            """

            Gradients: what loss.backward() adds to those of the leaves
              dloss/dv = [0.3333, 0.6667, 1.333]
                       + [0.3333, 0.6667, 1.333]
                       = [0.6667, 1.333, 2.667]   gradients add up, from step 2, 2 times
            """);
  }

  @Test
  void pageForTheBrowserIsOneFileThatEscapesNames() {
    Tensor evil = w.mul(x).named("</td><script>alert(1)</script>");
    String html = Backprop.explain(evil.add(b.mul(x))).toHtml();
    assertThat(html)
        .doesNotContain("<script>alert")
        .contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("const stops = [0, 1, 2, 3, 4];")
        .doesNotContain("http:", "https:", "src=", "{{")
        .containsOnlyOnce("<script>");
    assertThat(html.split("<section>")).hasSize(6);
  }

  @Test
  void longWalkShowsBothEndsInTheBrowser() {
    Tensor h = w;
    for (int i = 0; i < 600; i++) {
      h = h.add(1);
    }
    String html = Backprop.explain(h).toHtml();
    assertThat(html).contains("249, 250, 351, 352").contains("… 100 more …");
    assertThat(html.split("<section>")).hasSize(503);
  }

  @Test
  void writesIntoNewFoldersAndGivesTheFile(@TempDir Path folder) {
    Path file = folder.resolve("new/one/a.html");
    Explanation page = Backprop.explain(w.square());
    assertThat(page.write(file)).isEqualTo(file).isNotEmptyFile();
    Path below = file.resolve("a.txt");
    assertThatThrownBy(() -> page.write(below))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "Explanation: it cannot be written to %s; choose another file".formatted(below));
  }

  @Test
  void endOfTheNameTellsTheForm(@TempDir Path folder) throws IOException {
    Explanation page = Backprop.explain(loss());
    page.write(folder.resolve("a.html"));
    page.write(folder.resolve("a.txt"));
    assertThat(folder.resolve("a.html")).hasContent(page.toHtml());
    assertThat(folder.resolve("a.txt")).hasContent(page.toString());
    assertThatThrownBy(() -> page.write(folder.resolve("a.pdf")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("write: the name a.pdf tells no form; let it end in .html or .txt");
  }
}
