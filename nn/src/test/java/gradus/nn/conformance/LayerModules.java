package gradus.nn.conformance;

import gradus.autograd.Tensor;
import gradus.nn.*;

/// Linear layers, activations, normalizations and dropouts.
final class LayerModules {
  private LayerModules() {}

  static void addTo(Modules all) {
    linears(all);
    activations(all);
    bentActivations(all);
    normalizations(all);
    dropouts(all);
  }

  private static void linears(Modules all) {
    all.layer(
        "Linear",
        a ->
            new Linear(
                a.integer(0, "in_features"),
                a.integer(1, "out_features"),
                a.flag(2, "bias", true)));
    all.block(
        "Bilinear",
        a ->
            new Bilinear(
                a.integer(0, "in1_features"),
                a.integer(1, "in2_features"),
                a.integer(2, "out_features"),
                a.flag(3, "bias", true)),
        (block, x) -> new Tensor[] {block.apply(x[0], x[1])});
    all.layer("Identity", _ -> new Identity());
    all.layer(
        "Flatten", a -> new Flatten(a.integer(0, "start_dim", 1), a.integer(1, "end_dim", -1)));
    all.layer(
        "Unflatten", a -> new Unflatten(a.integer(0, "dim"), a.integers(1, "unflattened_size")));
    all.layer("Embedding", LayerModules::embedding);
    all.block(
        "CosineSimilarity",
        a -> new CosineSimilarity(a.integer(0, "dim", 1), a.number(1, "eps", 1e-8)),
        (block, x) -> new Tensor[] {block.apply(x[0], x[1])});
    all.block(
        "PairwiseDistance",
        a ->
            new PairwiseDistance(
                a.number(0, "p", 2), a.number(1, "eps", 1e-6), a.flag(2, "keepdim", false)),
        (block, x) -> new Tensor[] {block.apply(x[0], x[1])});
  }

  private static Layer embedding(ModuleArguments a) {
    int count = a.integer(0, "num_embeddings");
    int size = a.integer(1, "embedding_dim");
    int padding = a.integer(2, "padding_idx", Integer.MIN_VALUE);
    return padding == Integer.MIN_VALUE
        ? new Embedding(count, size)
        : new Embedding(count, size, padding);
  }

  private static void activations(Modules all) {
    all.layer("ReLU", _ -> new ReLU());
    all.layer("Tanh", _ -> new Tanh());
    all.layer("Sigmoid", _ -> new Sigmoid());
    all.layer("SELU", _ -> new SELU());
    all.layer("SiLU", _ -> new SiLU());
    all.layer("Mish", _ -> new Mish());
    all.layer("LogSigmoid", _ -> new LogSigmoid());
    all.layer("ReLU6", _ -> new ReLU6());
    all.layer("Hardsigmoid", _ -> new Hardsigmoid());
    all.layer("Hardswish", _ -> new Hardswish());
    all.layer("Tanhshrink", _ -> new Tanhshrink());
    all.layer("Softsign", _ -> new Softsign());
  }

  private static void bentActivations(Modules all) {
    all.layer("ELU", a -> new ELU(a.number(0, "alpha", 1)));
    all.layer("CELU", a -> new CELU(a.number(0, "alpha", 1)));
    all.layer("LeakyReLU", a -> new LeakyReLU(a.number(0, "negative_slope", 0.01)));
    all.layer(
        "PReLU", a -> new PReLU(a.integer(0, "num_parameters", 1), a.number(1, "init", 0.25)));
    all.layer(
        "GELU", a -> a.text(0, "approximate", "none").equals("tanh") ? GELU.tanh() : new GELU());
    all.layer("Softplus", a -> new Softplus(a.number(0, "beta", 1), a.number(1, "threshold", 20)));
    all.layer("Hardtanh", a -> new Hardtanh(a.number(0, "min_val", -1), a.number(1, "max_val", 1)));
    all.layer("Hardshrink", a -> new Hardshrink(a.number(0, "lambd", 0.5)));
    all.layer("Softshrink", a -> new Softshrink(a.number(0, "lambd", 0.5)));
    all.layer(
        "Threshold", a -> new Threshold(a.number(0, "threshold", 0), a.number(1, "value", 0)));
    all.layer("GLU", a -> new GLU(a.integer(0, "dim", -1)));
    all.layer("Softmax", a -> new Softmax(a.integer(0, "dim")));
    all.layer("LogSoftmax", a -> new LogSoftmax(a.integer(0, "dim")));
    all.layer("Softmin", a -> new Softmin(a.integer(0, "dim")));
  }

  private static void normalizations(Modules all) {
    all.layer("BatchNorm1d", a -> new BatchNorm1d(features(a), norm(a, true)));
    all.layer("BatchNorm2d", a -> new BatchNorm2d(features(a), norm(a, true)));
    all.layer("InstanceNorm2d", a -> new InstanceNorm2d(features(a), norm(a, false)));
    all.layer(
        "LayerNorm",
        a ->
            new LayerNorm(
                a.integers(0, "normalized_shape"),
                a.number(1, "eps", 1e-5),
                a.flag(2, "elementwise_affine", true),
                a.flag(3, "bias", true)));
    all.layer(
        "RMSNorm",
        a ->
            new RMSNorm(
                a.integers(0, "normalized_shape"),
                a.number(1, "eps", Double.NaN),
                a.flag(2, "elementwise_affine", true)));
    all.layer(
        "GroupNorm",
        a ->
            new GroupNorm(
                a.integer(0, "num_groups"),
                a.integer(1, "num_channels"),
                a.number(2, "eps", 1e-5),
                a.flag(3, "affine", true)));
  }

  private static int features(ModuleArguments a) {
    return a.integer(0, "num_features");
  }

  private static NormOptions norm(ModuleArguments a, boolean batch) {
    return new NormOptions(
        a.number(1, "eps", 1e-5),
        a.momentum(2, 0.1),
        a.flag(3, "affine", batch),
        a.flag(4, "track_running_stats", batch));
  }

  private static void dropouts(Modules all) {
    all.layer("Dropout", a -> new Dropout(a.number(0, "p", 0.5)));
    all.layer("Dropout2d", a -> new Dropout2d(a.number(0, "p", 0.5)));
    all.layer("AlphaDropout", a -> new AlphaDropout(a.number(0, "p", 0.5)));
  }
}
