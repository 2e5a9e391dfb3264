package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Jacobians, Hessians and their products with vectors, against what is known of them.
class FunctionalTest {
  private static Tensor of(double... values) {
    return Tensor.of(FLOAT64, values);
  }

  private static Tensor of(double[][] rows) {
    return Tensor.of(FLOAT64, rows);
  }

  private static void requireEqual(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-12));
  }

  // ---- Jacobians ----

  @Test
  void jacobianOfALinearFunctionIsItsMatrix() {
    Tensor matrix = of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    requireEqual(Autograd.jacobian(x -> matrix.matmul(x), of(7, 8, 9)), matrix);
  }

  @Test
  void jacobianHasTheOutputsShapeThenTheInputs() {
    Tensor input = Tensor.ones(FLOAT64, 2, 3);
    Tensor jacobian = Autograd.jacobian(x -> x.mT().mul(2), input);
    assertThat(jacobian.shape()).isEqualTo(Shape.of(3, 2, 2, 3));
    assertThat(jacobian.at(2, 1, 1, 2).item()).isEqualTo(2);
    assertThat(jacobian.at(2, 1, 1, 1).item()).isZero();
    assertThat(jacobian.sum().item()).isEqualTo(12);
    assertThat(Autograd.jacobian(x -> x.sum(), input).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(Autograd.jacobian(x -> x.narrow(0, 0, 0), input).shape())
        .isEqualTo(Shape.of(0, 3, 2, 3));
  }

  @Test
  void jacobianOfSeveralInputsIsOnePerInput() {
    Tensor[] jacobians =
        Autograd.jacobian(in -> in[0].mul(in[1]), new Tensor[] {of(2, 3), of(5, 7)});
    requireEqual(jacobians[0], of(new double[][] {{5, 0}, {0, 7}}));
    requireEqual(jacobians[1], of(new double[][] {{2, 0}, {0, 3}}));
  }

  @Test
  void whatDoesNotDependIsZeroOrStrictlyRefused() {
    Tensor constant = of(1, 2, 3);
    Tensor input = of(1, 2);
    requireEqual(Autograd.jacobian(_ -> constant, input), Tensor.zeros(FLOAT64, 3, 2));
    assertThatThrownBy(() -> Autograd.jacobian(_ -> constant, input, false, true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "jacobian: the output does not depend on any input in a way that can be derived, and"
                + " strict refuses that; compute it from the inputs, without detach(), or leave out"
                + " strict for zeros");
    Tensor[] inputs = {of(1), of(2)};
    Function<Tensor[], Tensor> first = in -> in[0].mul(3);
    requireEqual(Autograd.jacobian(first, inputs)[1], Tensor.zeros(FLOAT64, 1, 1));
    assertThatThrownBy(() -> Autograd.jacobian(first, inputs, false, true))
        .hasMessage(
            "jacobian: the output does not depend on input 1, and strict refuses that; leave out"
                + " strict for zeros");
    assertThatThrownBy(() -> Autograd.jacobian(x -> x.mul(3), of(1), true, true))
        .hasMessageStartingWith("jacobian: the result does not depend on input 0, and strict");
  }

  @Test
  void createGraphLetsTheJacobianBeDerived() {
    Tensor x = of(2, 3).requiresGrad(true);
    Tensor jacobian = Autograd.jacobian(y -> y.pow(3), x, true, false);
    jacobian.sum().backward();
    assertThat(x.grad().toDoubleArray()).as("6x").containsExactly(12, 18);
    assertThat(Autograd.jacobian(y -> y.pow(3), x).requiresGrad()).isFalse();
  }

  @Test
  void theUsersTensorsStayAsTheyAre() {
    Tensor x = of(2, 3).requiresGrad(true);
    Tensor plain = of(5, 7);
    Autograd.jacobian(in -> in[0].mul(in[1]), new Tensor[] {x, plain});
    assertThat(x.grad()).isNull();
    assertThat(plain.requiresGrad()).isFalse();
  }

  @Test
  void itRecordsUnderNoGradToo() {
    try (var _ = Autograd.noGrad()) {
      requireEqual(Autograd.jacobian(x -> x.square(), of(3)), of(new double[][] {{6}}));
    }
  }

  // ---- Hessians ----

  @Test
  void hessianOfAQuadraticFormIsItsMatrixAndItsTranspose() {
    Tensor matrix = of(new double[][] {{1, 2}, {5, 3}});
    UnaryOperator<Tensor> form = x -> x.matmul(matrix).matmul(x);
    requireEqual(Autograd.hessian(form, of(7, -4)), of(new double[][] {{2, 7}, {7, 6}}));
  }

  @Test
  void hessianOfSeveralInputsIsMadeOfBlocks() {
    Tensor[][] blocks =
        Autograd.hessian(in -> in[0].square().mul(in[1]).sum(), new Tensor[] {of(2, 3), of(5, 7)});
    requireEqual(blocks[0][0], of(new double[][] {{10, 0}, {0, 14}}));
    requireEqual(blocks[0][1], of(new double[][] {{4, 0}, {0, 6}}));
    requireEqual(blocks[1][0], of(new double[][] {{4, 0}, {0, 6}}));
    requireEqual(blocks[1][1], Tensor.zeros(FLOAT64, 2, 2));
  }

  @Test
  void hessianOfALinearFunctionIsZero() {
    requireEqual(Autograd.hessian(x -> x.sum(), of(1, 2)), Tensor.zeros(FLOAT64, 2, 2));
    requireEqual(
        Autograd.hessian(_ -> Tensor.scalar(FLOAT64, 1.0), of(1, 2)), Tensor.zeros(FLOAT64, 2, 2));
    assertThatThrownBy(() -> Autograd.hessian(x -> x.sum(), of(1, 2), false, true))
        .hasMessageStartingWith("hessian: the output does not depend on input 0, and strict");
  }

  @Test
  void onlyASingleNumberHasAHessian() {
    assertThatThrownBy(() -> Autograd.hessian(x -> x.mul(2), of(1, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "hessian: the function gave shape [2], but only a single number has a Hessian; reduce"
                + " it, e.g. with sum()");
  }

  // ---- products ----

  @Property(tries = 30, seed = "11")
  void productsAgreeWithTheMatrices(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tensor x = Tensor.wrap(random.doubles(4, -1, 1).toArray(), 2, 2);
    Tensor inputV = Tensor.wrap(random.doubles(4, -1, 1).toArray(), 2, 2);
    Tensor outputV = Tensor.wrap(random.doubles(2, -1, 1).toArray(), 2);
    UnaryOperator<Tensor> function = y -> y.matmul(y).sin().sum(0).add(y.at(0).exp());
    UnaryOperator<Tensor> number = y -> function.apply(y).square().sum();
    Tensor jacobian = Autograd.jacobian(function, x).reshape(2, 4);
    Tensor hessian = Autograd.hessian(number, x).reshape(4, 4);
    requireEqual(Autograd.vjp(function, x, outputV).output(), function.apply(x));
    requireEqual(
        Autograd.vjp(function, x, outputV).product(), outputV.matmul(jacobian).reshape(2, 2));
    requireEqual(Autograd.jvp(function, x, inputV).output(), function.apply(x));
    requireEqual(Autograd.jvp(function, x, inputV).product(), jacobian.matmul(inputV.reshape(4)));
    Tensor expected = hessian.matmul(inputV.reshape(4)).reshape(2, 2);
    requireEqual(Autograd.hvp(number, x, inputV).product(), expected);
    requireEqual(Autograd.vhp(number, x, inputV).product(), expected);
    requireEqual(Autograd.hvp(number, x, inputV).output(), number.apply(x));
    requireEqual(Autograd.vhp(number, x, inputV).output(), number.apply(x));
  }

  @Test
  void productsOfSeveralInputs() {
    Tensor[] inputs = {of(2, 3), of(5, 7)};
    Tensor[] v = {of(1, 10), of(100, 1000)};
    Function<Tensor[], Tensor> product = in -> in[0].mul(in[1]);
    Function<Tensor[], Tensor> number = in -> in[0].square().mul(in[1]).sum();
    VectorProducts back = Autograd.vjp(product, inputs, of(1, 10), false, false);
    requireEqual(back.products()[0], of(5, 70));
    requireEqual(back.products()[1], of(2, 30));
    requireEqual(Autograd.jvp(product, inputs, v, false, false).product(), of(5 + 200, 70 + 3000));
    for (VectorProducts hessian :
        new VectorProducts[] {
          Autograd.hvp(number, inputs, v, false, false),
          Autograd.vhp(number, inputs, v, false, false)
        }) {
      requireEqual(hessian.products()[0], of(10 + 400, 140 + 6000));
      requireEqual(hessian.products()[1], of(4, 60));
    }
  }

  @Test
  void productsOfWhatDoesNotDependAreZeroOrStrictlyRefused() {
    Tensor constant = of(1, 2, 3);
    requireEqual(Autograd.vjp(_ -> constant, of(1, 2), of(1, 1, 1)).product(), of(0, 0));
    requireEqual(Autograd.jvp(_ -> constant, of(1, 2), of(1, 1)).product(), of(0, 0, 0));
    requireEqual(Autograd.hvp(x -> x.sum(), of(1, 2), of(1, 1)).product(), of(0, 0));
    requireEqual(Autograd.vhp(x -> x.sum(), of(1, 2), of(1, 1)).product(), of(0, 0));
    assertThatThrownBy(() -> Autograd.vhp(x -> x.sum(), of(1, 2), of(1, 1), false, true))
        .hasMessageStartingWith("vhp: the output does not depend on input 0, and strict");
    assertThatThrownBy(() -> Autograd.jvp(_ -> constant, of(1, 2), of(1, 1), false, true))
        .hasMessageStartingWith("jvp: the output does not depend on any input");
  }

  @Test
  void createGraphLetsProductsBeDerived() {
    Tensor x = of(2).requiresGrad(true);
    UnaryOperator<Tensor> quartic = y -> y.pow(4).sum();
    assertThat(slope(Autograd.vjp(quartic, x, null, true, false), x)).isEqualTo(12 * 4);
    assertThat(slope(Autograd.jvp(quartic, x, null, true, false), x)).isEqualTo(12 * 4);
    assertThat(slope(Autograd.hvp(quartic, x, null, true, false), x)).isEqualTo(24 * 2);
    assertThat(slope(Autograd.vhp(quartic, x, null, true, false), x)).isEqualTo(24 * 2);
    assertThat(Autograd.jvp(quartic, x, null).product().requiresGrad()).isFalse();
    assertThat(Autograd.vjp(quartic, x, null).output().requiresGrad()).isFalse();
  }

  private static double slope(VectorProduct of, Tensor x) {
    return Autograd.grad(of.product().sum(), x)[0].item();
  }

  // ---- what is refused ----

  @Test
  void vectorsMustFit() {
    UnaryOperator<Tensor> twice = x -> x.mul(2);
    assertThatThrownBy(() -> Autograd.vjp(twice, of(1, 2), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "vjp: v may be null only where the output is a single number, but there are 1 of shape"
                + " [2]; give a tensor of each shape");
    assertThatThrownBy(() -> Autograd.jvp(twice, of(1, 2), of(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("jvp: v has shape [1], the input [2]; they must be the same");
    Tensor[] inputs = {of(1), of(2)};
    assertThatThrownBy(
            () -> Autograd.hvp(in -> in[0].mul(in[1]), inputs, new Tensor[1], false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hvp: 1 vectors for 2 inputs; give one for each");
  }

  @Test
  void inputsMustHaveDerivatives() {
    assertThatThrownBy(() -> Autograd.jacobian(x -> x.mul(2.0), Tensor.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "jacobian: input 0 is INT64, and only floating-point tensors have derivatives; cast it"
                + " with to(FLOAT32), or let the function capture it");
    assertThatThrownBy(() -> Autograd.jacobian(_ -> null, of(1)))
        .hasMessage("jacobian: the function gave null; return its result");
  }
}
