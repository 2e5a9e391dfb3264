package gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.autograd.Tensor;
import gradus.nn.functional.Reduction;
import org.junit.jupiter.api.Test;

/// Losses as blocks: numbers worked out from their definitions.
class LossLayersTest {
  private static final Tensor X = Tensor.of(1.0, -2, 0.5);
  private static final Tensor Y = Tensor.of(0.0, 1, 0.25);

  private static void assertLosses(Tensor actual, double... expected) {
    assertThat(actual.toDoubleArray()).containsExactly(expected, within(1e-5));
  }

  @Test
  void differencesAreAveragedAddedOrLeft() {
    assertLosses(new L1Loss().apply(X, Y), 4.25 / 3);
    assertLosses(new L1Loss(Reduction.SUM).apply(X, Y), 4.25);
    assertLosses(new L1Loss(Reduction.NONE).apply(X, Y), 1, 3, 0.25);
    var smooth = new SmoothL1Loss().beta(2).reduction(Reduction.NONE);
    assertLosses(smooth.apply(X, Y), 0.25, 2, 0.015625);
    var huber = new HuberLoss().delta(2).reduction(Reduction.NONE);
    assertLosses(huber.apply(X, Y), 0.5, 4, 0.03125);
  }

  @Test
  void aLossWithAnotherOptionIsAnotherLoss() {
    var mean = new HuberLoss();
    var sum = mean.reduction(Reduction.SUM);
    assertThat(sum).isNotSameAs(mean);
    assertThat(sum.apply(X, Y).item()).isCloseTo(3 * mean.apply(X, Y).item(), within(1e-5));
    assertThat(mean).hasToString("HuberLoss()");
  }

  @Test
  void classesAreWeighedAndIgnored() {
    Tensor logs = Tensor.of(new double[][] {{-1, -2}, {-3, -4}, {-5, -6}});
    Tensor labels = Tensor.of(0L, 1, 7);
    var loss = new NLLLoss().weight(Tensor.of(1.0, 3)).ignoreIndex(7);
    assertLosses(loss.apply(logs, labels), (1 + 3 * 4) / 4.0);
    assertLosses(loss.reduction(Reduction.NONE).apply(logs, labels), 1, 12, 0);
    assertThat(loss.stateDict().names()).containsExactly("weight");
  }

  @Test
  void yesAndNoAreJudgedByProbabilityOrScore() {
    Tensor scores = Tensor.of(0.0, 2, -1);
    Tensor target = Tensor.of(1.0, 1, 0);
    var byScore = new BCEWithLogitsLoss();
    double expected = byScore.apply(scores, target).item();
    assertLosses(new BCELoss().apply(scores.sigmoid(), target), expected);
    Tensor each = byScore.reduction(Reduction.NONE).apply(scores, target);
    assertLosses(each, Math.log(2), Math.log1p(Math.exp(-2)), Math.log1p(Math.exp(-1)));
    var weighted = byScore.posWeight(Tensor.of(2.0, 3, 4)).reduction(Reduction.NONE);
    assertThat(weighted.apply(scores, target).allclose(each.mul(Tensor.of(2.0, 3, 1)))).isTrue();
    assertThat(weighted.stateDict().names()).containsExactly("pos_weight");
    var half = new BCELoss().weight(Tensor.of(0.5)).reduction(Reduction.NONE);
    assertThat(half.apply(scores.sigmoid(), target).allclose(each.mul(0.5))).isTrue();
  }

  @Test
  void divergenceIsPerSampleWhereItIsOne() {
    Tensor p = Tensor.of(new double[][] {{0.5, 0.5}, {0.25, 0.75}});
    Tensor q = Tensor.of(new double[][] {{0.25, 0.75}, {0.25, 0.75}});
    double divergence = (0.25 * Math.log(0.5) + 0.75 * Math.log(1.5)) / 2;
    assertLosses(new KLDivLoss().batchMean().apply(p.log(), q), divergence);
    assertLosses(new KLDivLoss().apply(p.log(), q), divergence / 2);
    assertLosses(new KLDivLoss().logTarget(true).batchMean().apply(p.log(), q.log()), divergence);
    assertLosses(
        new KLDivLoss().batchMean().reduction(Reduction.SUM).apply(p.log(), q), 2 * divergence);
  }

  @Test
  void countsAndNormalNumbersAreJudgedByTheirLikelihood() {
    Tensor rate = Tensor.of(2.0);
    Tensor count = Tensor.of(3.0);
    assertLosses(new PoissonNLLLoss().apply(rate.log(), count), 2 - 3 * Math.log(2));
    var full = new PoissonNLLLoss().logInput(false).full(true).eps(0);
    double stirling = 3 * Math.log(3) - 3 + 0.5 * Math.log(2 * Math.PI * 3);
    assertLosses(full.apply(rate, count), 2 - 3 * Math.log(2) + stirling);
    var normal = new GaussianNLLLoss().full(true).reduction(Reduction.SUM);
    double expected = 0.5 * (Math.log(4) + 1 / 4.0) + 0.5 * Math.log(2 * Math.PI);
    assertLosses(normal.apply(rate, count, Tensor.of(4.0)), expected);
    var floored = new GaussianNLLLoss().eps(1);
    assertLosses(floored.apply(rate, count, Tensor.of(0.25)), 0.5);
  }

  @Test
  void marginsAreKept() {
    Tensor signs = Tensor.of(1.0, -1, -1);
    assertLosses(
        new HingeEmbeddingLoss().margin(2).reduction(Reduction.NONE).apply(X, signs), 1, 4, 1.5);
    assertLosses(
        new SoftMarginLoss(Reduction.NONE).apply(X, signs),
        Math.log1p(Math.exp(-1)),
        Math.log1p(Math.exp(-2)),
        Math.log1p(Math.exp(0.5)));
    assertLosses(
        new MarginRankingLoss().margin(0.5).reduction(Reduction.NONE).apply(X, Y, signs),
        0,
        0,
        0.75);
    Tensor scores = Tensor.of(new double[][] {{0.1, 0.2, 0.4, 0.8}});
    Tensor label = Tensor.of(3L);
    assertLosses(new MultiMarginLoss().apply(scores, label), (0.3 + 0.4 + 0.6) / 4);
    assertLosses(
        new MultiMarginLoss().p(2).margin(0.5).weight(Tensor.of(1.0, 1, 1, 2)).apply(scores, label),
        2 * 0.01 / 4);
    var several = new MultiLabelSoftMarginLoss();
    assertLosses(several.apply(Tensor.zeros(2, 3), Tensor.ones(2, 3)), Math.log(2));
    assertLosses(
        several.weight(Tensor.of(0.0, 0, 3)).apply(Tensor.zeros(2, 3), Tensor.ones(2, 3)),
        Math.log(2));
  }

  @Test
  void vectorsAreAlikeOrNot() {
    Tensor a = Tensor.of(new double[][] {{3, 0}, {3, 0}});
    Tensor b = Tensor.of(new double[][] {{0, 2}, {1, 0}});
    assertLosses(new CosineSimilarity().apply(a, b), 0, 1);
    assertLosses(new CosineSimilarity(0, 1e-8).apply(a, b).at(0), 1 / Math.sqrt(2));
    assertLosses(new PairwiseDistance(2, 0, false).apply(a, b), Math.sqrt(13), 2);
    assertThat(new PairwiseDistance(1, 0, true).apply(a, b).dim()).isEqualTo(2);
    Tensor signs = Tensor.of(1.0, -1);
    assertLosses(
        new CosineEmbeddingLoss().margin(0.25).reduction(Reduction.NONE).apply(a, b, signs),
        1,
        0.75);
    var triplet = new TripletMarginLoss().margin(2).eps(0).reduction(Reduction.NONE);
    Tensor anchor = Tensor.of(new double[][] {{0, 0}});
    Tensor near = Tensor.of(new double[][] {{0, 3}});
    Tensor far = Tensor.of(new double[][] {{4, 0}});
    assertLosses(triplet.apply(anchor, near, far), 3 - 4 + 2);
    assertLosses(triplet.p(1).swap(true).apply(anchor, near, far), 3 - 4 + 2);
    assertLosses(triplet.swap(true).apply(far, near, anchor), 5 - 3 + 2);
  }
}
