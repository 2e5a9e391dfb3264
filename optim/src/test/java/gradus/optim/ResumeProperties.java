package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.DType;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/// A saved optimizer goes on as if it had never been saved.
class ResumeProperties {
  /// Matrices, of which the second gets its first gradient in the third step.
  private record Model(Tensor a, Tensor b) {
    static Model of(DType dtype, List<Double> start) {
      double[] values = start.stream().mapToDouble(Double::doubleValue).toArray();
      Tensor all = Tensor.of(FLOAT64, values).to(dtype);
      return new Model(matrix(all.narrow(0, 0, 6), 2), matrix(all.narrow(0, 6, 4), 2));
    }

    private static Tensor matrix(Tensor row, int rows) {
      return row.clone().reshape(rows, -1).requiresGrad(true);
    }

    List<Tensor> parameters() {
      return List.of(a, b);
    }

    Model copy() {
      return new Model(copyOf(a), copyOf(b));
    }

    private static Tensor copyOf(Tensor x) {
      return x.detach().clone().requiresGrad(true);
    }

    void train(Optimizer<?> optimizer, int from, int to) {
      for (int i = from; i < to; i++) {
        int step = i;
        optimizer.step(() -> {
          optimizer.zeroGrad();
          Tensor loss = step < 2 ? hill(a) : hill(a).add(hill(b).mul(3));
          loss.backward();
          return loss;
        });
      }
    }

    private static Tensor hill(Tensor x) {
      Tensor slope = x.sub(0.3).square();
      return slope.mul(2).add(x.square().square().mul(0.1)).sum();
    }
  }

  @Provide
  Arbitrary<String> optimizers() {
    return Arbitraries.of(Zoo.OPTIMIZERS.keySet());
  }

  @Property(seed = "1", tries = 200)
  void tenStepsEqualFiveSavedLoadedAndFiveMore(
      @ForAll("optimizers") String name,
      @ForAll DTypes dtype,
      @ForAll @Size(10) List<@DoubleRange(min = -2, max = 2) Double> start) {
    Function<List<Tensor>, Optimizer<?>> make = Zoo.OPTIMIZERS.get(name);
    Model through = Model.of(dtype.dtype, start);
    through.train(make.apply(through.parameters()), 0, 10);

    Model first = Model.of(dtype.dtype, start);
    Optimizer<?> saved = make.apply(first.parameters());
    first.train(saved, 0, 5);
    StateDict state = saved.stateDict().copy();
    Model second = first.copy();
    first.train(saved, 5, 7);
    Optimizer<?> loaded = make.apply(second.parameters());
    loaded.loadStateDict(state);
    second.train(loaded, 5, 10);

    assertThat(second.a().toDoubleArray()).isEqualTo(through.a().toDoubleArray());
    assertThat(second.b().toDoubleArray()).isEqualTo(through.b().toDoubleArray());
  }

  /// The types that a parameter may have.
  enum DTypes {
    SINGLE(DType.FLOAT32),
    DOUBLE(DType.FLOAT64);

    private final DType dtype;

    DTypes(DType dtype) {
      this.dtype = dtype;
    }
  }
}
