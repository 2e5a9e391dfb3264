package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GraphTest implements TrackingValues {
  private final Tensor w = Tensor.scalar(3.0).requiresGrad(true).named("w");
  private final Tensor b = Tensor.scalar(1.0).requiresGrad(true).named("b");
  private final Tensor x = Tensor.scalar(2.0).named("x");
  private final Tensor y = Tensor.scalar(5.0).named("y");

  private Tensor loss() {
    return w.mul(x).add(b).sub(y).square().named("loss");
  }

  @Test
  void treeShowsValuesAndGradientsFromTheResultDown() {
    Tensor loss = loss();
    loss.backward();
    assertThat(Graph.of(loss))
        .hasToString(
            """
            loss: square [] = 4, gradient 1
            └─ sub [] = 2, gradient 4
               ├─ add [] = 7, gradient 4
               │  ├─ mul [] = 6, gradient 4
               │  │  ├─ w: leaf [] = 3, gradient 8
               │  │  └─ x: constant [] = 2
               │  └─ b: leaf [] = 1, gradient 4
               └─ y: constant [] = 5
            """);
  }

  @Test
  void treeBeforeTheWalkHasNoGradients() {
    assertThat(Graph.of(w.mul(x)))
        .hasToString(
            """
            mul [] = 6
            ├─ w: leaf [] = 3
            └─ x: constant [] = 2
            """);
  }

  @Test
  void untrackedTreeShowsOperationsAndLeavesAndSaysHowToSeeMore() {
    Autograd.trackValues(false);
    Tensor loss = loss();
    loss.backward();
    assertThat(Graph.of(loss))
        .hasToString(
            """
            loss: square [] = 4
            └─ sub []
               └─ add []
                  ├─ mul []
                  │  └─ w: leaf [] = 3, gradient 8
                  └─ b: leaf [] = 1, gradient 4

            Autograd.trackValues(true) before the forward shows numbers, constants and layers as well.
            """);
  }

  @Test
  void gradientsThatResultsKeepAreShownUntracked() {
    Autograd.trackValues(false);
    Tensor product = w.mul(x);
    product.retainGrad();
    Tensor loss = product.square();
    loss.backward();
    assertThat(Graph.of(loss).toString()).contains("└─ mul [] = 6, gradient 12\n");
  }

  @Test
  void whatIsUsedTwiceStandsInTheTreeOnce() {
    Tensor square = w.mul(w);
    assertThat(Graph.of(square.add(square.exp())))
        .hasToString(
            """
            add [] = 8112
            ├─ #2 mul [] = 9
            │  ├─ #1 w: leaf [] = 3
            │  └─ → #1 w
            └─ exp [] = 8103
               └─ → #2 mul
            """);
  }

  @Test
  void scopesAreHeadings() {
    Tensor inner =
        Autograd.scope("net", () -> Autograd.scope("hidden", () -> w.mul(x)).add(b).tanh());
    assertThat(Graph.of(inner.square()))
        .hasToString(
            """
            square [] = 1
            │  ── net ──
            └─ tanh [] = 1
               └─ add [] = 7
                  │  ── net / hidden ──
                  ├─ mul [] = 6
                  │  ├─ w: leaf [] = 3
                  │  └─ x: constant [] = 2
                  └─ b: leaf [] = 1
            """);
  }

  @Test
  void callsOfOneScopeAreCounted() {
    Tensor twice =
        Autograd.scope("cell", () -> Autograd.scope("cell", () -> w.mul(x)).mul(1)).named("h");
    Tensor again = Autograd.scope("cell", () -> twice.add(b));
    assertThat(Graph.of(again))
        .hasToString(
            """
            ── cell (2) ──
            add [] = 7
            │  ── cell (1) ──
            ├─ h: mul [] = 6
            │  │  ── cell (1) / cell ──
            │  ├─ mul [] = 6
            │  │  ├─ w: leaf [] = 3
            │  │  └─ x: constant [] = 2
            │  └─ constant [] = 1
            └─ b: leaf [] = 1
            """);
  }

  @Test
  void deepGraphGoesOnAtTheMargin() {
    Autograd.trackValues(false);
    Tensor deep = w;
    for (int i = 0; i < 17; i++) {
      deep = deep.neg();
    }
    String[] lines = Graph.of(deep).toString().split("\n");
    assertThat(lines[0]).isEqualTo("neg [] = -3");
    assertThat(lines[16]).isEqualTo("   ".repeat(15) + "└─ → #2 neg");
    assertThat(lines[18]).isEqualTo("#2 neg []");
    assertThat(lines[19]).isEqualTo("└─ w: leaf [] = 3");
  }

  @Test
  void graphOfSeveralResultsHasOneTreeEach() {
    Tensor product = w.mul(x);
    assertThat(Graph.of(product.exp(), product.neg(), w))
        .hasToString(
            """
            exp [] = 403.4
            └─ #3 mul [] = 6
               ├─ w: leaf [] = 3
               └─ x: constant [] = 2

            neg [] = -6
            └─ → #3 mul

            w: leaf [] = 3
            """);
  }

  @Test
  void snapshotStaysAsItWas() {
    Tensor loss = loss();
    Graph before = Graph.of(loss);
    String text = before.toString();
    loss.backward();
    Autograd.noGrad(() -> w.sub_(1));
    assertThat(before).hasToString(text);
    assertThat(before.size()).isEqualTo(8);
  }

  @Test
  void treeTellsWhatWasChangedSinceItWasUsed() {
    Tensor product = w.mul(x);
    Tensor sum = product.add(b);
    product.detach().neg_();
    Autograd.noGrad(() -> b.zero_());
    assertThat(Graph.of(sum))
        .hasToString(
            """
            add [] = 7
            ├─ mul [] — changed by neg_ since it was used here
            │  ├─ w: leaf [] = 3
            │  └─ x: constant [] = 2
            └─ b: leaf [] — changed by zero_ since it was used here
            """);
  }

  @Test
  void treeTellsTheLineThatMadeAnOperation() {
    Autograd.trackOrigins(true);
    Tensor product = w.mul(x);
    Autograd.trackOrigins(false);
    assertThat(Graph.of(product).toString())
        .startsWith("mul [] = 6 — made (at gradus.autograd.GraphTest.treeTellsTheLineThat");
  }

  @Test
  void changesInPlaceAreRecordedWithWhatTheyChange() {
    Tensor buffer = Tensor.zeros(2);
    buffer.at(0).copy_(w.mul(x));
    assertThat(Graph.of(buffer.sum()).toString())
        .isEqualTo(
            """
            sum [] = 6
            └─ copySlices [2] = [6, 0]
               └─ mul [] = 6
                  ├─ w: leaf [] = 3
                  └─ x: constant [] = 2
            """);
  }

  @Test
  void dotQuotesWhatPeopleWrite() {
    Tensor odd = Autograd.scope("a\"b", () -> w.mul(x)).named("c\\d");
    assertThat(Graph.of(odd).toDot())
        .isEqualTo(
            """
            digraph {
              compound=true
              fontname="Helvetica"
              node [shape=box, style="rounded,filled", fillcolor="#eef4fb", fontname="Helvetica"]
              edge [color="#7a8699"]
              subgraph cluster_1 {
                label="a\\"b"
                n1 [label="w\\n[]\\n3", fillcolor="#dff2e1"]
                n2 [label="x\\n[]\\n2", fillcolor="#eeeeee"]
                n3 [label="c\\\\d: mul\\n[]\\n6"]
              }
              n1 -> n3
              n2 -> n3
            }
            """);
  }

  @Test
  void mermaidQuotesWhatPeopleWrite() {
    Tensor odd = Autograd.scope("a\"b", () -> w.mul(Tensor.scalar(Double.NaN))).named("<c>");
    assertThat(Graph.of(odd).toMermaid())
        .isEqualTo(
            """
            flowchart TD
              subgraph g1["a#34;b"]
                n1(["w<br/>[]<br/>3"]):::leaf
                n2(["constant<br/>[]<br/>nan"]):::sick
                n3["#60;c#62;: mul<br/>[]<br/>nan"]:::sick
              end
              n1 --> n3
              n2 --> n3
              classDef leaf fill:#dff2e1,stroke:#3f8f4f,color:#12301a
              classDef constant fill:#eeeeee,stroke:#888888,color:#222222
              classDef sick stroke:#d1242f,stroke-width:3px
            """);
  }

  @Test
  void unrecordedResultIsRefused() {
    assertThatThrownBy(() -> Graph.of(x.mul(y)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "graph: this tensor of shape [] does not depend on anything that requires a gradient,"
                + " so nothing was recorded; call requiresGrad(true) on a leaf before computing"
                + " with it, and compute outside noGrad");
    assertThatThrownBy(Graph::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("graph: of no tensor; give at least one result");
    assertThatThrownBy(() -> Graph.of((Tensor[]) null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("graph: of no tensor; give at least one result");
  }
}
