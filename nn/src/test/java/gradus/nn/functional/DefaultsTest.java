package gradus.nn.functional;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import org.junit.jupiter.api.Test;

/// What the short forms leave out is what PyTorch's documentation says.
class DefaultsTest {
  private final Generator generator = new Generator(5);
  private final Tensor x = random(2, 4, 3, 3);
  private final Tensor a = random(3, 4);
  private final Tensor b = random(3, 4);

  private Tensor random(int... shape) {
    return Tensor.randn(generator, shape).to(FLOAT64);
  }

  private static void same(Tensor form, Tensor full) {
    assertThat(form.equal(full)).as("%s and %s", form, full).isTrue();
  }

  private static void close(Tensor a, Tensor b) {
    assertThat(a.allclose(b, 1e-9, 0, false)).as("%s and %s", a, b).isTrue();
  }

  @Test
  void activations() {
    same(Activations.celu(a), Activations.celu(a, 1));
    same(Activations.hardshrink(a), Activations.hardshrink(a, 0.5));
    same(Activations.softshrink(a), Activations.softshrink(a, 0.5));
    same(Activations.glu(a), Activations.glu(a, 1));
  }

  @Test
  void normalizations() {
    Tensor mean = random(4);
    Tensor var = random(4).square();
    same(
        Normalization.batchNorm(x, mean, var),
        Normalization.batchNorm(x, mean, var, null, null, false, 0.1, 1e-5));
    same(
        Normalization.layerNorm(x, 3, 3),
        Normalization.layerNorm(x, new int[] {3, 3}, null, null, 1e-5));
    close(Normalization.rmsNorm(x, 3), x.div(x.square().mean(-1, true).add(Math.ulp(1.0)).sqrt()));
    same(Normalization.groupNorm(x, 2), Normalization.groupNorm(x, 2, null, null, 1e-5));
    same(
        Normalization.instanceNorm(x),
        Normalization.instanceNorm(x, null, null, null, null, true, 0.1, 1e-5));
    same(
        Normalization.localResponseNorm(x, 2),
        Normalization.localResponseNorm(x, 2, 1e-4, 0.75, 1));
    close(
        Normalization.localResponseNorm(x, Integer.MAX_VALUE, 1e9, 1, 0),
        Normalization.localResponseNorm(x, 9, 1e9, 1, 0).mul(Integer.MAX_VALUE / 9.0));
  }

  @Test
  void losses() {
    Reduction mean = Reduction.MEAN;
    Tensor var = random(3, 4).square();
    Tensor sides = a.sign();
    Tensor labels = Tensor.of(0L, 3, 1);
    same(Losses.smoothL1Loss(a, b), Losses.smoothL1Loss(a, b, 1, mean));
    same(Losses.huberLoss(a, b), Losses.huberLoss(a, b, 1, mean));
    same(LikelihoodLosses.klDiv(a, b.exp()), LikelihoodLosses.klDiv(a, b.exp(), mean, false));
    same(
        LikelihoodLosses.klDivBatchMean(a, b.exp()),
        LikelihoodLosses.klDivBatchMean(a, b.exp(), false));
    same(
        LikelihoodLosses.poissonNllLoss(a, b),
        LikelihoodLosses.poissonNllLoss(a, b, true, false, 1e-8, mean));
    same(
        LikelihoodLosses.gaussianNllLoss(a, b, var),
        LikelihoodLosses.gaussianNllLoss(a, b, var, false, 1e-6, mean));
    same(
        MarginLosses.hingeEmbeddingLoss(a, sides),
        MarginLosses.hingeEmbeddingLoss(a, sides, 1, mean));
    same(
        MarginLosses.marginRankingLoss(a, b, sides),
        MarginLosses.marginRankingLoss(a, b, sides, 0, mean));
    same(
        MarginLosses.cosineEmbeddingLoss(a, b, sides.select(1, 0)),
        MarginLosses.cosineEmbeddingLoss(a, b, sides.select(1, 0), 0, mean));
    same(
        MarginLosses.tripletMarginLoss(a, b, var),
        MarginLosses.tripletMarginLoss(a, b, var, 1, 2, 1e-6, false, mean));
    same(MarginLosses.softMarginLoss(a, sides), MarginLosses.softMarginLoss(a, sides, mean));
    same(
        MarginLosses.multilabelSoftMarginLoss(a, b),
        MarginLosses.multilabelSoftMarginLoss(a, b, null, mean));
    same(
        MarginLosses.multiMarginLoss(a, labels),
        MarginLosses.multiMarginLoss(a, labels, 1, 1, null, mean));
  }

  @Test
  void products() {
    Tensor weight = random(4, 2, 2, 2);
    Tensor filter = random(4, 2, 2);
    same(Convolutions.convTranspose2d(x, weight), Convolutions.convTranspose2d(x, weight, null));
    same(
        Convolutions.convTranspose1d(x.select(0, 0).select(1, 0), filter),
        Convolutions.convTranspose1d(x.select(0, 0).select(1, 0), filter, null));
    Tensor form = random(5, 4, 4);
    same(Linears.bilinear(a, b, form), Linears.bilinear(a, b, form, null));
    Tensor mask = Tensor.ones(3, 3).tril().gt(0);
    same(
        Attention.scaledDotProductAttention(a, b, a, mask),
        Attention.scaledDotProductAttention(a, b, a, mask, 0, false, 0.5));
  }
}
