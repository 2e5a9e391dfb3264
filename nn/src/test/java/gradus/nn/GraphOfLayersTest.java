package gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Autograd;
import gradus.autograd.Graph;
import gradus.autograd.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Layers are the parts of a graph.
class GraphOfLayersTest {
  @BeforeEach
  void track() {
    Autograd.trackValues(true);
  }

  @AfterEach
  void stopTracking() {
    Autograd.trackValues(false);
  }

  private static <T extends Block> T halves(T block) {
    block.parameters().forEach(parameter -> Init.constant_(parameter, 0.5));
    return block;
  }

  @Test
  void operationsStandInTheirLayersWithTheParameters() {
    var net = halves(new Sequential(new Linear(2, 2), new ReLU(), new Linear(2, 1)));
    Tensor loss = net.apply(Tensor.of(1.0, 2).named("x")).square().sum().named("loss");
    loss.backward();
    assertThat(Graph.of(loss))
        .hasToString(
            """
            loss: sum [] = 6.25, gradient 1
            └─ square [1] = [6.25], gradient [1]
               │  ── Sequential / 2: Linear ──
               └─ linear [1] = [2.5], gradient [5]
                  │  ── Sequential / 1: ReLU ──
                  ├─ relu [2] = [2, 2], gradient [2.5, 2.5]
                  │  │  ── Sequential / 0: Linear ──
                  │  └─ linear [2] = [2, 2], gradient [2.5, 2.5]
                  │     ├─ x: constant [2] = [1, 2]
                  │     ├─ weight: leaf [2, 2] = [[0.5, 0.5], [0.5, 0.5]], gradient [[2.5, 5], [2.5, 5]]
                  │     └─ bias: leaf [2] = [0.5, 0.5], gradient [2.5, 2.5]
                  ├─ weight: leaf [1, 2] = [[0.5, 0.5]], gradient [[10, 10]]
                  └─ bias: leaf [1] = [0.5], gradient [5]
            """);
  }

  @Test
  void parametersOfOneLayerStandInItsClusterAndDataOutside() {
    var net = halves(new Sequential(new Linear(2, 1)));
    assertThat(Graph.of(net.apply(Tensor.of(1.0, 2).named("x"))).toDot())
        .contains(
            """
              n1 [label="x\\n[2]\\n[1, 2]", fillcolor="#eeeeee"]
              subgraph cluster_1 {
                label="Sequential"
                subgraph cluster_2 {
                  label="0: Linear"
                  n2 [label="weight\\n[1, 2]\\n[[0.5, 0.5]]", fillcolor="#dff2e1"]
                  n3 [label="bias\\n[1]\\n[0.5]", fillcolor="#dff2e1"]
                  n4 [label="linear\\n[1]\\n[2]"]
                }
              }
            """);
  }

  @Test
  void everyCallOfACellIsAPartAndSharesItsParametersWithTheOthers() {
    var cell = new RNNCell(2, 2);
    Tensor x = Tensor.ones(1, 2);
    String dot = Graph.of(cell.apply(x, cell.apply(x))).toDot();
    assertThat(dot).contains("label=\"RNNCell (1)\"", "label=\"RNNCell (2)\"");
    assertThat(dot.lines().filter(line -> line.contains("weight_ih"))).hasSize(1);
    assertThat(dot.lines().filter(line -> line.startsWith("  n") && line.contains("weight_ih")))
        .hasSize(1);
  }

  @Test
  void recurrentNetworksAndAttentionArePartsToo() {
    Tensor x = Tensor.ones(3, 1, 4);
    assertThat(Graph.of(new LSTM(4, 2).apply(x).output()).toDot()).contains("label=\"LSTM\"");
    assertThat(Graph.of(new GRU(4, 2).apply(x).output()).toDot()).contains("label=\"GRU\"");
    assertThat(Graph.of(new RNN(4, 2).apply(x).output()).toDot()).contains("label=\"RNN\"");
    var encoder = new TransformerEncoder(new TransformerEncoderLayer(4, 2), 2);
    for (Tensor y : new Tensor[] {encoder.apply(x), encoder.apply(x, null, null)}) {
      assertThat(Graph.of(y).toDot())
          .containsOnlyOnce("label=\"TransformerEncoder\"")
          .containsOnlyOnce("label=\"0: TransformerEncoderLayer\"")
          .containsOnlyOnce("label=\"1: TransformerEncoderLayer\"")
          .contains("label=\"self_attn: MultiheadAttention\"");
    }
  }
}
