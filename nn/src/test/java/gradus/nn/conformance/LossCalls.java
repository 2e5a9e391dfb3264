package gradus.nn.conformance;

import static gradus.nn.functional.LikelihoodLosses.*;
import static gradus.nn.functional.Losses.*;
import static gradus.nn.functional.MarginLosses.*;

import gradus.autograd.Tensor;
import gradus.conformance.Call;
import gradus.conformance.Calls;
import gradus.conformance.UnsupportedCall;
import gradus.nn.functional.Reduction;
import java.util.function.Function;

/// The calls of losses.
final class LossCalls {
  private LossCalls() {}

  static void addTo(Calls calls) {
    calls.named("nn.functional.mse_loss", "mse");
    add(calls, "mse_loss", call -> mseLoss(x(call), y(call), reduction(call)));
    add(calls, "l1_loss", call -> l1Loss(x(call), y(call), reduction(call)));
    add(
        calls,
        "smooth_l1_loss",
        call -> smoothL1Loss(x(call), y(call), call.doubleArg("beta", 1), reduction(call)));
    add(
        calls,
        "huber_loss",
        call -> huberLoss(x(call), y(call), call.doubleArg("delta", 1), reduction(call)));
    add(
        calls,
        "cross_entropy",
        call ->
            crossEntropy(
                x(call),
                y(call),
                call.arg("weight").tensorOrNull(),
                call.arg("ignore_index").integer((int) IGNORED),
                reduction(call),
                call.doubleArg("label_smoothing", 0)));
    add(
        calls,
        "nll_loss",
        call ->
            nllLoss(
                x(call),
                y(call),
                call.arg("weight").tensorOrNull(),
                call.arg("ignore_index").integer((int) IGNORED),
                reduction(call)));
    addLikelihoods(calls);
    addMargins(calls);
  }

  private static void addLikelihoods(Calls calls) {
    add(
        calls,
        "binary_cross_entropy",
        call ->
            binaryCrossEntropy(
                x(call), y(call), call.arg("weight").tensorOrNull(), reduction(call)));
    add(
        calls,
        "binary_cross_entropy_with_logits",
        call ->
            binaryCrossEntropyWithLogits(
                x(call),
                y(call),
                call.arg("weight").tensorOrNull(),
                call.arg("pos_weight").tensorOrNull(),
                reduction(call)));
    add(calls, "kl_div", LossCalls::divergence);
    add(
        calls,
        "poisson_nll_loss",
        call ->
            poissonNllLoss(
                x(call),
                y(call),
                call.flag("log_input", true),
                call.flag("full", false),
                call.doubleArg("eps", 1e-8),
                reduction(call)));
    add(
        calls,
        "gaussian_nll_loss",
        call ->
            gaussianNllLoss(
                x(call),
                y(call),
                call.tensor(2, "var"),
                call.flag("full", false),
                call.doubleArg("eps", 1e-6),
                reduction(call)));
  }

  private static Tensor divergence(Call call) {
    boolean logTarget = call.flag("log_target", false);
    return call.arg("reduction").text("mean").equals("batchmean")
        ? klDivBatchMean(x(call), y(call), logTarget)
        : klDiv(x(call), y(call), reduction(call), logTarget);
  }

  private static void addMargins(Calls calls) {
    add(
        calls,
        "hinge_embedding_loss",
        call -> hingeEmbeddingLoss(x(call), y(call), margin(call, 1), reduction(call)));
    add(
        calls,
        "margin_ranking_loss",
        call ->
            marginRankingLoss(x(call), y(call), call.tensor(2), margin(call, 0), reduction(call)));
    add(
        calls,
        "cosine_embedding_loss",
        call ->
            cosineEmbeddingLoss(
                x(call), y(call), call.tensor(2), margin(call, 0), reduction(call)));
    add(
        calls,
        "triplet_margin_loss",
        call ->
            tripletMarginLoss(
                x(call),
                y(call),
                call.tensor(2),
                margin(call, 1),
                call.doubleArg("p", 2),
                call.doubleArg("eps", 1e-6),
                call.flag("swap", false),
                reduction(call)));
    add(calls, "soft_margin_loss", call -> softMarginLoss(x(call), y(call), reduction(call)));
    add(
        calls,
        "multilabel_soft_margin_loss",
        call ->
            multilabelSoftMarginLoss(
                x(call), y(call), call.arg("weight").tensorOrNull(), reduction(call)));
    add(
        calls,
        "multi_margin_loss",
        call ->
            multiMarginLoss(
                x(call),
                y(call),
                call.arg("p").integer(1),
                margin(call, 1),
                call.arg("weight").tensorOrNull(),
                reduction(call)));
  }

  private static void add(Calls calls, String name, Function<Call, Tensor> call) {
    calls.one("nn.functional." + name, call);
  }

  private static Tensor x(Call call) {
    return call.tensor(0);
  }

  private static Tensor y(Call call) {
    return call.tensor(1);
  }

  private static double margin(Call call, double absent) {
    return call.doubleArg("margin", absent);
  }

  private static Reduction reduction(Call call) {
    return switch (call.arg("reduction").text("mean")) {
      case "mean" -> Reduction.MEAN;
      case "sum" -> Reduction.SUM;
      case "none" -> Reduction.NONE;
      default -> throw new UnsupportedCall("there is no such reduction");
    };
  }
}
