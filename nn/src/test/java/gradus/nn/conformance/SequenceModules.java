package gradus.nn.conformance;

import gradus.autograd.Tensor;
import gradus.nn.*;
import gradus.nn.functional.Activations;
import gradus.nn.functional.Recurrent.LstmState;
import gradus.nn.functional.Sequences;
import java.util.Locale;

/// Recurrent networks and attention.
final class SequenceModules {
  private SequenceModules() {}

  static void addTo(Modules all) {
    networks(all);
    cells(all);
    attention(all);
  }

  private static void networks(Modules all) {
    all.block(
        "RNN",
        a -> new RNN(in(a), hidden(a), nonlinearity(a, 3), stack(a, 1)),
        (rnn, x) -> both(x.length == 1 ? rnn.apply(x[0]) : rnn.apply(x[0], x[1])));
    all.block(
        "GRU",
        a -> new GRU(in(a), hidden(a), stack(a, 0)),
        (gru, x) -> both(x.length == 1 ? gru.apply(x[0]) : gru.apply(x[0], x[1])));
    all.block(
        "LSTM",
        a -> new LSTM(in(a), hidden(a), stack(a, 0)),
        (lstm, x) -> {
          var y = x.length == 1 ? lstm.apply(x[0]) : lstm.apply(x[0], x[1], x[2]);
          return new Tensor[] {y.output(), y.h(), y.c()};
        });
  }

  private static Tensor[] both(Sequences.Result result) {
    return new Tensor[] {result.output(), result.h()};
  }

  private static int in(ModuleArguments a) {
    return a.integer(0, "input_size");
  }

  private static int hidden(ModuleArguments a) {
    return a.integer(1, "hidden_size");
  }

  private static Nonlinearity nonlinearity(ModuleArguments a, int place) {
    return Nonlinearity.valueOf(a.text(place, "nonlinearity", "tanh").toUpperCase(Locale.ROOT));
  }

  /// @param shift how many places later the options stand than in an LSTM
  private static RecurrentOptions stack(ModuleArguments a, int shift) {
    return LSTM.numLayers(a.integer(2, "num_layers", 1))
        .bias(a.flag(3 + shift, "bias", true))
        .batchFirst(a.flag(4 + shift, "batch_first", false))
        .dropout(a.number(5 + shift, "dropout", 0))
        .bidirectional(a.flag(6 + shift, "bidirectional", false));
  }

  private static void cells(Modules all) {
    all.block(
        "RNNCell",
        a -> new RNNCell(in(a), hidden(a), a.flag(2, "bias", true), nonlinearity(a, 3)),
        (cell, x) -> new Tensor[] {x.length == 1 ? cell.apply(x[0]) : cell.apply(x[0], x[1])});
    all.block(
        "GRUCell",
        a -> new GRUCell(in(a), hidden(a), a.flag(2, "bias", true)),
        (cell, x) -> new Tensor[] {x.length == 1 ? cell.apply(x[0]) : cell.apply(x[0], x[1])});
    all.block(
        "LSTMCell",
        a -> new LSTMCell(in(a), hidden(a), a.flag(2, "bias", true)),
        (cell, x) -> {
          LstmState state =
              x.length == 1 ? cell.apply(x[0]) : cell.apply(x[0], new LstmState(x[1], x[2]));
          return new Tensor[] {state.h(), state.c()};
        });
  }

  private static void attention(Modules all) {
    all.block(
        "MultiheadAttention",
        a ->
            new MultiheadAttention(
                a.integer(0, "embed_dim"),
                a.integer(1, "num_heads"),
                MultiheadAttention.dropout(a.number(2, "dropout", 0))
                    .bias(a.flag(3, "bias", true))
                    .addBiasKv(a.flag(4, "add_bias_kv", false))
                    .addZeroAttn(a.flag(5, "add_zero_attn", false))
                    .kdim(a.integer(6, "kdim", 0))
                    .vdim(a.integer(7, "vdim", 0))
                    .batchFirst(a.flag(8, "batch_first", false))),
        (attention, x) -> {
          var y = attention.apply(x[0], x[1], x[2]);
          return new Tensor[] {y.output(), y.weights()};
        });
    all.layer("TransformerEncoderLayer", SequenceModules::encoderLayer);
  }

  private static Layer encoderLayer(ModuleArguments a) {
    boolean gelu = a.text(4, "activation", "relu").equals("gelu");
    return new TransformerEncoderLayer(
        a.integer(0, "d_model"),
        a.integer(1, "nhead"),
        TransformerEncoderLayer.dimFeedforward(a.integer(2, "dim_feedforward", 2048))
            .dropout(a.number(3, "dropout", 0.1))
            .activation(gelu ? Activations::gelu : Tensor::relu)
            .layerNormEps(a.number(5, "layer_norm_eps", 1e-5))
            .batchFirst(a.flag(6, "batch_first", false))
            .normFirst(a.flag(7, "norm_first", false))
            .bias(a.flag(8, "bias", true)));
  }
}
