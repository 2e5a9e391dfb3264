package gradus.nn.functional;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Autograd;
import gradus.autograd.Backprop;
import gradus.autograd.Explanation.Step;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Every operation that these functions record has a formula, and no formula is left over.
class FormulasTest {
  private static final String RESOURCE = "/META-INF/formulas/gradus.nn.functional.txt";

  private final Set<String> recorded = new TreeSet<>();
  private final Set<String> withoutFormula = new TreeSet<>();

  @Test
  void everyRecordedOperationHasAFormulaAndEveryFormulaAnOperation() throws IOException {
    activations();
    linearMapsAndConvolutions();
    poolingAndResampling();
    normalizationAndLosses();
    assertThat(withoutFormula).as("no formula").isEmpty();
    assertThat(lines()).doesNotHaveDuplicates();
    assertThat(lines()).filteredOn(line -> !recorded.contains(line)).as("not recorded").isEmpty();
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = Linears.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(FormulasTest::key)
          .toList();
    }
  }

  /// `linear/3` of a line that begins with `linear(x, w, b)`.
  private static String key(String line) {
    String head = line.substring(0, line.indexOf(')'));
    int operands = head.split(", ").length;
    return head.substring(0, head.indexOf('(')) + "/" + operands;
  }

  private void activations() {
    List<UnaryOperator<Tensor>> functions =
        List.of(
            Activations::elu,
            x -> Activations.celu(x, 2),
            Activations::selu,
            Activations::leakyRelu,
            x -> Activations.prelu(x, leaf(1)),
            Activations::gelu,
            Activations::geluTanh,
            Activations::silu,
            Activations::mish,
            Activations::softplus,
            Activations::logsigmoid,
            Activations::hardtanh,
            Activations::hardsigmoid,
            Activations::hardswish,
            x -> Activations.hardshrink(x, 0.5),
            x -> Activations.softshrink(x, 0.5),
            x -> Activations.threshold(x, 0.5, 0),
            x -> Dropouts.dropout(x, 0.5, true),
            x -> Dropouts.dropout2d(x, 0.5, true),
            x -> Dropouts.alphaDropout(x, 0.5, true));
    functions.forEach(function -> note(function.apply(leaf(1, 2, 3, 3))));
  }

  private void linearMapsAndConvolutions() {
    note(Linears.linear(leaf(4, 3), leaf(2, 3)));
    note(Linears.linear(leaf(4, 3), leaf(2, 3), leaf(2)));
    for (Tensor bias : new Tensor[] {null, leaf(2)}) {
      noteTwice(x -> Convolutions.conv1d(x, leaf(2, 2, 3), bias), leaf(1, 2, 5));
      noteTwice(x -> Convolutions.conv2d(x, leaf(2, 2, 2, 2), bias), leaf(1, 2, 4, 4));
      noteTwice(x -> Convolutions.convTranspose1d(x, leaf(2, 2, 3), bias), leaf(1, 2, 5));
      noteTwice(x -> Convolutions.convTranspose2d(x, leaf(2, 2, 2, 2), bias), leaf(1, 2, 3, 3));
    }
    noteTwice(w -> Convolutions.conv1d(leaf(1, 2, 5), w, null), leaf(2, 2, 3));
    noteTwice(b -> Convolutions.conv1d(leaf(1, 2, 5), leaf(2, 2, 3), b), leaf(2));
    note(Convolutions.unfold(leaf(1, 2, 3, 3), Pooling.kernel(2)));
    note(Convolutions.fold(leaf(1, 4, 1), 3, 3, Pooling.kernel(2)));
  }

  private void poolingAndResampling() {
    noteTwice(x -> Pooling.maxPool1d(x, 2), leaf(1, 2, 6));
    noteTwice(x -> Pooling.maxPool2d(x, 2), leaf(1, 2, 4, 4));
    note(Pooling.avgPool1d(leaf(1, 2, 6), 2));
    note(Pooling.avgPool2d(leaf(1, 2, 4, 4), 2));
    note(Pooling.adaptiveAvgPool1d(leaf(1, 2, 6), 4));
    note(Pooling.adaptiveAvgPool2d(leaf(1, 2, 5, 5), 2, 2));
    note(Vision.interpolate(leaf(1, 2, 3, 3), Vision.size(5, 5)));
    note(Padding.pad(leaf(2, 3), 1, 1));
  }

  private void normalizationAndLosses() {
    note(Normalization.batchNorm(leaf(4, 3), null, null, null, null, true, 0.1, 1e-5));
    note(Normalization.layerNorm(leaf(4, 3), new int[] {3}, null, null, 1e-5));
    note(Normalization.groupNorm(leaf(2, 4, 3), 2, null, null, 1e-5));
    note(Normalization.instanceNorm(leaf(2, 4, 3), null, null, null, null, true, 0.1, 1e-5));
    note(Losses.mseLoss(leaf(3), leaf(3)));
    note(Losses.crossEntropy(leaf(2, 3), Tensor.of(0L, 2L)));
    note(LikelihoodLosses.binaryCrossEntropy(leaf(3), leaf(3)));
  }

  /// Positive numbers below 1 that require a gradient.
  private static Tensor leaf(int... shape) {
    return Tensor.rand(new Generator(5), shape).mul(0.8).add(0.1).detach().requiresGrad(true);
  }

  private void note(Tensor result) {
    for (Step step : Backprop.explain(result, result.detach().onesLike()).steps()) {
      String name = step.operation() + "/" + step.operands().size();
      recorded.add(name);
      if (step.passedOn().stream().anyMatch(passed -> passed.rule().isEmpty())) {
        withoutFormula.add(name);
      }
    }
  }

  /// Notes what a function records, and what its gradients record, to the second order.
  private void noteTwice(UnaryOperator<Tensor> function, Tensor x) {
    Tensor y = function.apply(x);
    note(y);
    Tensor seed = y.detach().onesLike().requiresGrad(true);
    Tensor dx = gradient(y, x, seed);
    note(dx);
    Tensor again = dx.detach().onesLike().requiresGrad(true);
    note(gradient(dx, seed, again));
  }

  private static Tensor gradient(Tensor y, Tensor x, Tensor seed) {
    return Autograd.grad(
        new Tensor[] {y}, new Tensor[] {x}, new Tensor[] {seed}, true, true, false)[0];
  }
}
