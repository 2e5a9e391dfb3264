package gradus.nn.conformance;

import gradus.autograd.Tensor;
import gradus.nn.*;

/// Losses.
final class LossModules {
  private LossModules() {}

  static void addTo(Modules all) {
    differences(all);
    classes(all);
    likelihoods(all);
    margins(all);
    ofThree(all);
  }

  private static void differences(Modules all) {
    all.loss("MSELoss", a -> new MSELoss(a.reduction(2)));
    all.loss("L1Loss", a -> new L1Loss(a.reduction(2)));
    all.loss(
        "SmoothL1Loss",
        a -> new SmoothL1Loss().reduction(a.reduction(2)).beta(a.number(3, "beta", 1)));
    all.loss(
        "HuberLoss", a -> new HuberLoss().reduction(a.reduction(0)).delta(a.number(1, "delta", 1)));
  }

  private static void classes(Modules all) {
    all.loss(
        "CrossEntropyLoss",
        a ->
            new CrossEntropyLoss()
                .weight(a.tensor(0, "weight"))
                .ignoreIndex(a.integer(2, "ignore_index", -100))
                .reduction(a.reduction(4))
                .labelSmoothing(a.number(5, "label_smoothing", 0)));
    all.loss(
        "NLLLoss",
        a ->
            new NLLLoss()
                .weight(a.tensor(0, "weight"))
                .ignoreIndex(a.integer(2, "ignore_index", -100))
                .reduction(a.reduction(4)));
    all.loss(
        "MultiLabelSoftMarginLoss",
        a ->
            new MultiLabelSoftMarginLoss().weight(a.tensor(0, "weight")).reduction(a.reduction(3)));
    all.loss(
        "MultiMarginLoss",
        a ->
            new MultiMarginLoss()
                .p(a.integer(0, "p", 1))
                .margin(a.number(1, "margin", 1))
                .weight(a.tensor(2, "weight"))
                .reduction(a.reduction(5)));
  }

  private static void likelihoods(Modules all) {
    all.loss("BCELoss", a -> new BCELoss().weight(a.tensor(0, "weight")).reduction(a.reduction(3)));
    all.loss(
        "BCEWithLogitsLoss",
        a ->
            new BCEWithLogitsLoss()
                .weight(a.tensor(0, "weight"))
                .reduction(a.reduction(3))
                .posWeight(a.tensor(4, "pos_weight")));
    all.loss("KLDivLoss", LossModules::klDiv);
    all.loss(
        "PoissonNLLLoss",
        a ->
            new PoissonNLLLoss()
                .logInput(a.flag(0, "log_input", true))
                .full(a.flag(1, "full", false))
                .eps(a.number(3, "eps", 1e-8))
                .reduction(a.reduction(5)));
  }

  private static Loss klDiv(ModuleArguments a) {
    KLDivLoss loss = new KLDivLoss().logTarget(a.flag(3, "log_target", false));
    return a.text(2, "reduction", "mean").equals("batchmean")
        ? loss.batchMean()
        : loss.reduction(a.reduction(2));
  }

  private static void margins(Modules all) {
    all.loss(
        "HingeEmbeddingLoss",
        a -> new HingeEmbeddingLoss().margin(a.number(0, "margin", 1)).reduction(a.reduction(3)));
    all.loss("SoftMarginLoss", a -> new SoftMarginLoss(a.reduction(2)));
  }

  private static void ofThree(Modules all) {
    all.block(
        "CosineEmbeddingLoss",
        a -> new CosineEmbeddingLoss().margin(a.number(0, "margin", 0)).reduction(a.reduction(3)),
        (loss, x) -> new Tensor[] {loss.apply(x[0], x[1], x[2])});
    all.block(
        "MarginRankingLoss",
        a -> new MarginRankingLoss().margin(a.number(0, "margin", 0)).reduction(a.reduction(3)),
        (loss, x) -> new Tensor[] {loss.apply(x[0], x[1], x[2])});
    all.block(
        "TripletMarginLoss",
        a ->
            new TripletMarginLoss()
                .margin(a.number(0, "margin", 1))
                .p(a.number(1, "p", 2))
                .eps(a.number(2, "eps", 1e-6))
                .swap(a.flag(3, "swap", false))
                .reduction(a.reduction(6)),
        (loss, x) -> new Tensor[] {loss.apply(x[0], x[1], x[2])});
    all.block(
        "GaussianNLLLoss",
        a ->
            new GaussianNLLLoss()
                .full(a.flag(0, "full", false))
                .eps(a.number(1, "eps", 1e-6))
                .reduction(a.reduction(2)),
        (loss, x) -> new Tensor[] {loss.apply(x[0], x[1], x[2])});
  }
}
