package gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Autograd;
import gradus.autograd.Backprop;
import gradus.autograd.Explanation;
import gradus.autograd.Explanation.Leaf;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is explained of layers is what backward does.
class ExplainedLayersTest {
  @AfterEach
  void stopTracking() {
    Autograd.trackValues(false);
  }

  @Test
  void gradientsOfAConvolutionalNetworkAreThoseOfBackwardToTheLastBit() {
    Generator.manualSeed(3);
    Autograd.trackValues(true);
    var net =
        new Sequential(
            new Conv2d(1, 3, 3),
            new BatchNorm2d(3),
            new ReLU(),
            new MaxPool2d(2),
            new Dropout(0.2),
            new Flatten(),
            new Linear(12, 4),
            new Tanh(),
            new Linear(4, 3));
    Tensor loss =
        new CrossEntropyLoss()
            .apply(net.apply(Tensor.randn(5, 1, 6, 6)), Tensor.of(0L, 1, 2, 1, 0));
    Explanation explanation = Backprop.explain(loss);
    assertThat(explanation.tracked()).isTrue();
    loss.backward();
    Iterator<Tensor> parameters = net.parameters().iterator();
    for (Leaf leaf : explanation.leaves()) {
      Tensor gradient = parameters.next().grad();
      assertThat(leaf.gradient().shape()).isEqualTo(gradient.shape());
      assertThat(bits(leaf.gradient())).isEqualTo(bits(gradient));
    }
    assertThat(parameters).isExhausted();
    assertThat(explanation.toString().lines()).allMatch(line -> line.length() < 90);
  }

  private static int[] bits(Tensor tensor) {
    float[] elements = tensor.toFloatArray();
    return IntStream.range(0, elements.length)
        .map(i -> Float.floatToRawIntBits(elements[i]))
        .toArray();
  }

  @Test
  void layersNameTheirParametersAndOperations() {
    Autograd.trackValues(true);
    var net = new Sequential(new Linear(2, 1), new Sigmoid());
    String page = Backprop.explain(net.apply(Tensor.of(1.0, 2).named("x"))).toString();
    assertThat(page).contains("loss = 1 / (1 + exp(−v1))").contains("v1 = x · weightᵀ + bias");
  }
}
