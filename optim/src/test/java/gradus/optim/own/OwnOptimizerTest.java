package gradus.optim.own;

import static gradus.optim.ParamGroup.group;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Tensor;
import gradus.optim.Memory;
import gradus.optim.PerParameterOptimizer;
import gradus.optim.SGD;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An optimizer from outside the library, as a user writes one.
class OwnOptimizerTest {
  /// Moves by the mean of all gradients so far, and keeps them as they were given.
  private static final class Averaging extends PerParameterOptimizer<SGD.Options> {
    Averaging(Tensor parameter) {
      super(List.of(group(List.of(parameter), SGD.lr(1))));
    }

    @Override
    protected Memory<SGD.Options> begin(Tensor parameter, SGD.Options options) {
      return new History(new ArrayList<>());
    }

    private record History(List<Tensor> gradients) implements Memory<SGD.Options> {
      @Override
      public void update(Tensor parameter, Tensor gradient, SGD.Options options, long t) {
        gradients.add(gradient);
        Tensor sum = parameter.zerosLike();
        gradients.forEach(sum::add_);
        parameter.sub_(sum.mul(options.lr() / t));
      }
    }
  }

  /// The parameter is so long that the library uses a gradient's memory again where it may.
  @Test
  void aGradientThatItKeepsStaysAsItWas() {
    Tensor x = Tensor.zeros(2000).requiresGrad(true);
    var optimizer = new Averaging(x);
    for (int factor = 1; factor <= 3; factor++) {
      optimizer.zeroGrad();
      x.mul(factor).sum().backward();
      optimizer.step();
    }
    assertThat(x.detach().toDoubleArray()).containsOnly(-(1 + 1.5 + 2));
  }
}
