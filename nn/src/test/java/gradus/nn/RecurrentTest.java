package gradus.nn;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.autograd.Generator;
import gradus.autograd.GradCheck;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.nn.functional.Recurrent;
import gradus.nn.functional.Recurrent.LstmState;
import gradus.nn.functional.Sequences;
import gradus.nn.functional.Sequences.LstmResult;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Networks with a memory.
class RecurrentTest {
  @BeforeEach
  void seed() {
    Generator.manualSeed(3);
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.allclose(expected)).as("%s against %s", actual, expected).isTrue();
  }

  /// The state of a cell, taken from a layer of a network.
  private static StateDict cellState(Block network, String place) {
    StateDict state = new StateDict();
    for (String name : new String[] {"weight_ih", "weight_hh", "bias_ih", "bias_hh"}) {
      state.put(name, network.stateDict().tensor(name + place));
    }
    return state;
  }

  @Test
  void aNetworkIsItsCellTimeAfterTime() {
    var network = new LSTM(3, 4);
    var cell = new LSTMCell(3, 4);
    cell.loadStateDict(cellState(network, "_l0"));
    Tensor x = Tensor.randn(5, 2, 3);
    LstmResult result = network.apply(x);
    LstmState state = cell.apply(x.at(0));
    for (int time = 1; time < 5; time++) {
      assertClose(result.output().at(time - 1), state.h());
      state = cell.apply(x.at(time), state);
    }
    assertClose(result.h().at(0), state.h());
    assertClose(result.c().at(0), state.c());
  }

  @Test
  void aGatedUnitMixesItsStateWithANewOne() {
    var cell = new GRUCell(3, 2);
    Tensor x = Tensor.randn(4, 3);
    Tensor h = Tensor.randn(4, 2);
    StateDict state = cell.stateDict();
    Tensor i = x.matmul(state.tensor("weight_ih").t()).add(state.tensor("bias_ih"));
    Tensor j = h.matmul(state.tensor("weight_hh").t()).add(state.tensor("bias_hh"));
    Tensor r = i.narrow(1, 0, 2).add(j.narrow(1, 0, 2)).sigmoid();
    Tensor z = i.narrow(1, 2, 2).add(j.narrow(1, 2, 2)).sigmoid();
    Tensor n = i.narrow(1, 4, 2).add(r.mul(j.narrow(1, 4, 2))).tanh();
    assertClose(cell.apply(x, h), z.rsub(1).mul(n).add(z.mul(h)));
  }

  @Test
  void theReverseDirectionReadsFromTheEnd() {
    var both = new GRU(3, 4, GRU.bidirectional(true));
    var forward = new GRUCell(3, 4);
    forward.loadStateDict(cellState(both, "_l0"));
    var backward = new GRUCell(3, 4);
    backward.loadStateDict(cellState(both, "_l0_reverse"));
    Tensor x = Tensor.randn(2, 5, 3);
    var result = both.apply(x);
    assertThat(result.output().shape()).isEqualTo(Shape.of(2, 5, 8));
    Tensor first = forward.apply(x.at(0));
    Tensor last = backward.apply(x.at(1));
    assertClose(result.output().at(0).narrow(1, 0, 4), first);
    assertClose(result.output().at(1).narrow(1, 4, 4), last);
    assertClose(result.h().at(0), forward.apply(x.at(1), first));
    assertClose(result.h().at(1), backward.apply(x.at(0), last));
  }

  @Test
  void aSecondLayerReadsWhatTheFirstGives() {
    var two = new RNN(3, 4, Nonlinearity.RELU, RNN.numLayers(2));
    assertThat(two.stateDict().tensor("weight_ih_l1").shape()).isEqualTo(Shape.of(4, 4));
    var first = new RNNCell(3, 4, true, Nonlinearity.RELU);
    first.loadStateDict(cellState(two, "_l0"));
    var second = new RNNCell(4, 4, true, Nonlinearity.RELU);
    second.loadStateDict(cellState(two, "_l1"));
    Tensor x = Tensor.randn(1, 2, 3);
    Tensor h0 = Tensor.randn(2, 2, 4);
    var result = two.apply(x, h0);
    Tensor between = first.apply(x.at(0), h0.at(0));
    assertClose(result.h().at(0), between);
    assertClose(result.output().at(0), second.apply(between, h0.at(1)));
  }

  @Test
  void batchFirstSwapsTheFirstTwoDimensions() {
    var timeFirst = new LSTM(3, 4, LSTM.numLayers(2).bidirectional(true));
    var batchFirst = new LSTM(3, 4, LSTM.numLayers(2).bidirectional(true).batchFirst(true));
    batchFirst.loadStateDict(timeFirst.stateDict());
    Tensor x = Tensor.randn(5, 2, 3);
    var expected = timeFirst.apply(x);
    var actual = batchFirst.apply(x.transpose(0, 1));
    assertClose(actual.output().transpose(0, 1), expected.output());
    assertClose(actual.h(), expected.h());
    assertClose(actual.c(), expected.c());
  }

  @Test
  void aSequenceWithoutABatchGivesResultsWithoutOne() {
    var lstm = new LSTM(3, 4, LSTM.batchFirst(true));
    Tensor x = Tensor.randn(5, 3);
    var alone = lstm.apply(x, Tensor.ones(1, 4), Tensor.ones(1, 4));
    var batch = lstm.apply(x.unsqueeze(0), Tensor.ones(1, 1, 4), Tensor.ones(1, 1, 4));
    assertClose(alone.output(), batch.output().squeeze(0));
    assertClose(alone.h(), batch.h().squeeze(1));
    assertClose(alone.c(), batch.c().squeeze(1));
    var gru = new GRU(3, 4);
    assertThat(gru.apply(x).output().shape()).isEqualTo(Shape.of(5, 4));
    assertThat(gru.apply(x).h().shape()).isEqualTo(Shape.of(1, 4));
    assertThat(new RNNCell(3, 4).apply(x.at(0)).shape()).isEqualTo(Shape.of(4));
    assertThat(new LSTMCell(3, 4, false).apply(x.at(0)).c().shape()).isEqualTo(Shape.of(4));
  }

  @Test
  void anEmptyBatchGivesEmptyResults() {
    var gru = new GRU(3, 4);
    assertThat(gru.apply(Tensor.zeros(5, 0, 3)).output().shape()).isEqualTo(Shape.of(5, 0, 4));
  }

  @Test
  void dropoutWorksBetweenLayersInTrainingAlone() {
    var lstm = new LSTM(3, 4, LSTM.numLayers(2).dropout(0.5));
    var still = new LSTM(3, 4, LSTM.numLayers(2));
    still.loadStateDict(lstm.stateDict());
    Tensor x = Tensor.randn(5, 2, 3);
    Tensor dropped = lstm.apply(x).output();
    assertThat(dropped.allclose(lstm.apply(x).output())).isFalse();
    lstm.eval();
    assertThat(lstm.apply(x).output().equal(still.apply(x).output())).isTrue();
  }

  static Stream<Function<Tensor[], Tensor>> networks() {
    return Stream.of(
        in -> output(new Recurrent.Weights(in[2], in[3], in[4], in[5]), in[0], in[1], 4),
        in -> output(new Recurrent.Weights(in[2], in[3], in[4], in[5]), in[0], in[1], 3),
        in -> output(new Recurrent.Weights(in[2], in[3], in[4], in[5]), in[0], in[1], 1));
  }

  private static Tensor output(Recurrent.Weights whole, Tensor x, Tensor h, int gates) {
    int rows = gates * 2;
    var weights =
        new Recurrent.Weights(
            whole.input().narrow(0, 0, rows),
            whole.hidden().narrow(0, 0, rows),
            whole.inputBias().narrow(0, 0, rows),
            whole.hiddenBias().narrow(0, 0, rows));
    var stack = new Sequences.Stack(List.of(weights, weights), true, 0);
    return switch (gates) {
      case 4 -> {
        LstmResult result = Sequences.lstm(x, new LstmState(h, h.mul(2)), stack);
        yield Tensor.cat(0, result.output().flatten(), result.c().flatten());
      }
      case 3 -> Sequences.gru(x, h, stack).output();
      default -> Sequences.rnnTanh(x, h, stack).output();
    };
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientsAreThoseOfFiniteDifferences(Function<Tensor[], Tensor> network) {
    GradCheck.check(
        network,
        Tensor.randn(FLOAT64, 3, 2, 3),
        Tensor.randn(FLOAT64, 2, 2, 2),
        Tensor.randn(FLOAT64, 8, 3),
        Tensor.randn(FLOAT64, 8, 2),
        Tensor.randn(FLOAT64, 8),
        Tensor.randn(FLOAT64, 8));
  }

  @Test
  void derivativesOfDerivativesAreThoseOfFiniteDifferences() {
    var lstm = new LSTM(2, 2);
    lstm.to(FLOAT64);
    GradCheck.check(
        GradCheck.order(2), x -> lstm.apply(x).output(), Tensor.randn(FLOAT64, 3, 1, 2));
  }

  @Test
  void firstValuesLieWithinTheirBound() {
    var gru = new GRU(3, 16);
    gru.parameters()
        .forEach(parameter -> assertThat(parameter.abs().max().item()).isBetween(0.1, 0.25));
  }

  @Test
  void textsArePyTorchs() {
    assertThat(new RNN(3, 4)).hasToString("RNN(3, 4)");
    assertThat(
            new LSTM(
                3,
                4,
                LSTM.numLayers(2).bias(false).batchFirst(true).dropout(0.1).bidirectional(true)))
        .hasToString(
            "LSTM(3, 4, num_layers=2, bias=False, batch_first=True, dropout=0.1,"
                + " bidirectional=True)");
    assertThat(new GRUCell(3, 4, false)).hasToString("GRUCell(3, 4, bias=False)");
    assertThat(new RNNCell(3, 4, true, Nonlinearity.RELU))
        .hasToString("RNNCell(3, 4, nonlinearity=relu)");
  }

  @Test
  void whatDoesNotFitIsExplained() {
    assertRefused(
        () -> new LSTM(3, 4).apply(Tensor.zeros(5, 2, 6)),
        "LSTM: an input of shape [5, 2, 6]; it must be [T, N, 3], or [T, 3] without a batch");
    assertRefused(
        () -> new GRU(3, 4, GRU.batchFirst(true)).apply(Tensor.zeros(3)),
        "GRU: an input of shape [3]; it must be [N, T, 3], or [T, 3] without a batch");
    assertRefused(
        () -> new GRU(3, 4).apply(Tensor.zeros(0, 2, 3)),
        "gru: an input of shape [0, 2, 3] has no time; give a sequence of at least one");
    assertRefused(
        () -> new RNN(3, 4).apply(Tensor.zeros(5, 2, 3), Tensor.zeros(1, 3, 4)),
        "rnnTanh: a state of shape [1, 3, 4] for an input of shape [5, 2, 3]; it must be"
            + " [1, 2, 4]: layers times directions, batch, hidden size");
    assertRefused(
        () -> new RNN(3, 4).apply(Tensor.zeros(5, 3), Tensor.zeros(1, 1, 4)),
        "RNN: a state of shape [1, 1, 4] for an input of shape [5, 3]; both must have a batch, or"
            + " neither");
    assertRefused(
        () -> new GRUCell(3, 4).apply(Tensor.zeros(2, 3), Tensor.zeros(1, 4)),
        "gruCell: input [2, 3] and state [1, 4] do not belong together: they must be [N, 3] and"
            + " [N, 4], or [3] and [4] without a batch");
    assertRefused(
        () -> new LSTMCell(3, 4).apply(Tensor.zeros(2, 4)),
        "LSTMCell: an input of shape [2, 4]; it must be [N, 3], or [3] without a batch");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RNN(3, 4, Nonlinearity.SIGMOID, RNN.numLayers(1)))
        .withMessage("RNN: the nonlinearity is SIGMOID; use TANH or RELU");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GRU(3, 0))
        .withMessage("GRU: 3 inputs and a state of 0; both must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LSTMCell(0, 4))
        .withMessage("LSTMCell: 0 inputs and a state of 4; both must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LSTM.numLayers(0))
        .withMessage("RecurrentOptions: numLayers is 0; there must be at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LSTM.dropout(2))
        .withMessage("RecurrentOptions: dropout is 2.0; a probability is in [0, 1]");
  }

  @Test
  void whatIsMissingIsNamed() {
    Tensor x = Tensor.zeros(4, 1, 2);
    Tensor one = Tensor.zeros(1, 2);
    assertMissing(() -> new GRU(2, 3).apply(null), "GRU: the input");
    assertMissing(() -> new GRU(2, 3).apply(x, null), "GRU: the state");
    assertMissing(() -> new RNN(2, 3).apply(x, null), "RNN: the state");
    assertMissing(() -> new LSTM(2, 3).apply(x, Tensor.zeros(1, 1, 3), null), "LSTM: the state");
    assertMissing(() -> new RNNCell(2, 3).apply(null), "RNNCell: the input");
    assertMissing(() -> new GRUCell(2, 3).apply(one, null), "gruCell: the state");
    assertMissing(() -> new LSTMCell(2, 3).apply(one, null), "lstmCell: the state");
    assertMissing(
        () -> Sequences.lstm(x, null, new Sequences.Stack(List.of(), false, 0)), "lstm: the state");
    assertMissing(
        () -> new MultiheadAttention(4, 2).apply(x, null, x), "MultiheadAttention: the key");
  }

  private static void assertMissing(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            what
                + " is null; check where it comes from: grad(), for one, is null until backward()"
                + " brings a gradient");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
  }
}
