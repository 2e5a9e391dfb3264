package gradus.nn.conformance;

import static gradus.nn.functional.Attention.*;
import static gradus.nn.functional.Distances.*;
import static gradus.nn.functional.Embeddings.*;
import static gradus.nn.functional.Linears.*;
import static gradus.nn.functional.Normalization.*;

import gradus.autograd.Tensor;
import gradus.conformance.Argument;
import gradus.conformance.Call;
import gradus.conformance.Calls;
import gradus.conformance.UnsupportedCall;
import java.util.function.Function;

/// The calls of normalizations, linear maps, embeddings, distances and attention.
final class NormalizationCalls {
  private NormalizationCalls() {}

  static void addTo(Calls calls) {
    add(
        calls,
        "batch_norm",
        call ->
            batchNorm(
                call.tensor(0),
                call.tensor(1),
                call.tensor(2),
                call.arg(3, "weight").tensorOrNull(),
                call.arg(4, "bias").tensorOrNull(),
                call.flag("training", false),
                call.doubleArg("momentum", 0.1),
                call.doubleArg("eps", 1e-5)));
    add(
        calls,
        "instance_norm",
        call ->
            instanceNorm(
                call.tensor(0),
                call.arg("running_mean").tensorOrNull(),
                call.arg("running_var").tensorOrNull(),
                call.arg("weight").tensorOrNull(),
                call.arg("bias").tensorOrNull(),
                call.flag("use_input_stats", true),
                call.doubleArg("momentum", 0.1),
                call.doubleArg("eps", 1e-5)));
    add(
        calls,
        "layer_norm",
        call ->
            layerNorm(
                call.tensor(0),
                call.arg(1).integers(),
                call.arg(2, "weight").tensorOrNull(),
                call.arg(3, "bias").tensorOrNull(),
                call.arg(4, "eps").number(1e-5)));
    add(
        calls,
        "rms_norm",
        call ->
            rmsNorm(
                call.tensor(0),
                call.arg(1).integers(),
                call.arg(2, "weight").tensorOrNull(),
                call.arg(3, "eps").number(Double.NaN)));
    add(
        calls,
        "group_norm",
        call ->
            groupNorm(
                call.tensor(0),
                call.arg(1).integer(),
                call.arg(2, "weight").tensorOrNull(),
                call.arg(3, "bias").tensorOrNull(),
                call.arg(4, "eps").number(1e-5)));
    add(
        calls,
        "local_response_norm",
        call ->
            localResponseNorm(
                call.tensor(0),
                call.arg(1).integer(),
                call.doubleArg("alpha", 1e-4),
                call.doubleArg("beta", 0.75),
                call.doubleArg("k", 1)));
    add(
        calls,
        "normalize",
        call ->
            normalize(
                call.tensor(0),
                call.doubleArg("p", 2),
                call.intArg("dim", 1),
                call.doubleArg("eps", 1e-12)));
    addOthers(calls);
  }

  private static void addOthers(Calls calls) {
    add(
        calls,
        "linear",
        call -> linear(call.tensor(0), call.tensor(1), call.arg(2, "bias").tensorOrNull()));
    add(
        calls,
        "bilinear",
        call ->
            bilinear(
                call.tensor(0),
                call.tensor(1),
                call.tensor(2),
                call.arg(3, "bias").tensorOrNull()));
    add(calls, "embedding", NormalizationCalls::embedded);
    add(calls, "one_hot", NormalizationCalls::hot);
    add(
        calls,
        "cosine_similarity",
        call ->
            cosineSimilarity(
                call.tensor(0),
                call.tensor(1),
                call.intArg("dim", 1),
                call.doubleArg("eps", 1e-8)));
    add(
        calls,
        "pairwise_distance",
        call ->
            pairwiseDistance(
                call.tensor(0),
                call.tensor(1),
                call.doubleArg("p", 2),
                call.doubleArg("eps", 1e-6),
                call.flag("keepdim", false)));
    add(calls, "scaled_dot_product_attention", NormalizationCalls::attended);
  }

  private static Tensor embedded(Call call) {
    if (call.has("max_norm")
        || call.flag("scale_grad_by_freq", false)
        || call.flag("sparse", false)) {
      throw new UnsupportedCall("there is no maxNorm, scaleGradByFreq or sparse");
    }
    Argument padding = call.arg("padding_idx");
    Tensor table = call.tensor(0);
    Tensor numbers = call.tensor(1);
    return padding.isGiven()
        ? embedding(numbers, table, padding.integer())
        : embedding(numbers, table);
  }

  private static Tensor hot(Call call) {
    int classes = call.arg(1, "num_classes").integer(-1);
    return classes == -1 ? oneHot(call.tensor(0)) : oneHot(call.tensor(0), classes);
  }

  private static Tensor attended(Call call) {
    Tensor query = call.tensor(0);
    Argument scale = call.arg("scale");
    return scaledDotProductAttention(
        query,
        call.tensor(1),
        call.tensor(2),
        call.arg("attn_mask").tensorOrNull(),
        call.doubleArg("dropout_p", 0),
        call.flag("is_causal", false),
        scale.isGiven() ? scale.number() : scale(query));
  }

  private static void add(Calls calls, String name, Function<Call, Tensor> call) {
    calls.one("nn.functional." + name, call);
  }
}
