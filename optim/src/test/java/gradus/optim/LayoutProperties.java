package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.DType;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// Where the elements of a parameter lie, and how many there are, changes nothing about its path.
class LayoutProperties {
  private static final int STEPS = 4;

  /// Optimizers that move every element by itself.
  @Provide
  Arbitrary<String> elementwise() {
    return Arbitraries.of(Zoo.OPTIMIZERS.keySet())
        .filter(name -> !name.matches("Muon|LBFGS.*|SAM"));
  }

  @Provide
  Arbitrary<DType> types() {
    return Arbitraries.of(DType.FLOAT32, FLOAT64);
  }

  @Property(seed = "1", tries = 200)
  void aRowMovesAsItsElementsAlone(
      @ForAll("elementwise") String name,
      @ForAll("types") DType dtype,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll long seed) {
    Function<List<Tensor>, Optimizer<?>> make = Zoo.OPTIMIZERS.get(name);
    Tensor values = random(seed, dtype, n);
    Tensor row = values.clone().requiresGrad(true);
    List<Tensor> alone = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      alone.add(values.narrow(0, i, 1).clone().requiresGrad(true));
    }
    Optimizer<?> ofRow = make.apply(List.of(row));
    Optimizer<?> ofElements = make.apply(alone);
    for (int step = 0; step < STEPS; step++) {
      Tensor gradient = random(seed + step, dtype, n);
      row.grad(gradient);
      for (int i = 0; i < n; i++) {
        alone.get(i).grad(gradient.narrow(0, i, 1).clone());
      }
      ofRow.step();
      ofElements.step();
    }
    for (int i = 0; i < n; i++) {
      assertThat(row.at(i).item()).as("element %d", i).isEqualTo(alone.get(i).item());
    }
  }

  @Property(seed = "1", tries = 100)
  void aParameterWithGapsMovesAsOneWithout(
      @ForAll("elementwise") String name,
      @ForAll("types") DType dtype,
      @ForAll @IntRange(min = 1, max = 6) int rows,
      @ForAll @IntRange(min = 1, max = 20) int columns,
      @ForAll long seed) {
    Function<List<Tensor>, Optimizer<?>> make = Zoo.OPTIMIZERS.get(name);
    Tensor memory = random(seed, dtype, columns + 2, rows);
    Tensor before = memory.clone();
    Tensor view = memory.narrow(0, 1, columns).mT().detach().requiresGrad(true);
    Tensor plain = view.detach().clone().requiresGrad(true);
    Optimizer<?> ofView = make.apply(List.of(view));
    Optimizer<?> ofPlain = make.apply(List.of(plain));
    for (int step = 0; step < STEPS; step++) {
      Tensor gradient = random(seed + step, dtype, columns, rows);
      view.grad(gradient.mT());
      plain.grad(gradient.mT().clone());
      ofView.step();
      ofPlain.step();
    }
    assertThat(view.equal(plain)).isTrue();
    assertThat(memory.narrow(0, 1, columns).mT().equal(plain)).isTrue();
    assertThat(memory.select(0, 0).equal(before.select(0, 0))).isTrue();
    assertThat(memory.select(0, columns + 1).equal(before.select(0, columns + 1))).isTrue();
  }

  private static Tensor random(long seed, DType dtype, int... shape) {
    return Tensor.zeros(dtype, shape).normal_(0, 1, new Generator(seed));
  }
}
