package gradus.autograd;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.RoundingMode.FLOOR;
import static gradus.autograd.RoundingMode.TRUNC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The forms with an underscore against those without: the kernel that writes over the receiver,
/// the recorded change, and what both leave of views and broadcasting.
class PointwiseInPlaceTest {
  /// An operation and its form in place on numbers from `low` to `high`; the second operand is
  /// positive and broadcasts.
  private record Row(
      String name,
      double low,
      double high,
      BinaryOperator<Tensor> function,
      BinaryOperator<Tensor> inPlace) {}

  private static Row of(
      String name, double low, double high, UnaryOperator<Tensor> f, UnaryOperator<Tensor> g) {
    return new Row(name, low, high, (x, _) -> f.apply(x), (x, _) -> g.apply(x));
  }

  private static Row of(String name, UnaryOperator<Tensor> f, UnaryOperator<Tensor> g) {
    return of(name, -3, 3, f, g);
  }

  private static Row of(String name, BinaryOperator<Tensor> f, BinaryOperator<Tensor> g) {
    return new Row(name, 0.1, 3, f, g);
  }

  private static final List<Row> ROWS =
      List.of(
          of("abs", Tensor::abs, Tensor::abs_),
          of("acos", -0.9, 0.9, Tensor::acos, Tensor::acos_),
          of("acosh", 1.1, 4, Tensor::acosh, Tensor::acosh_),
          of("add", Tensor::add, Tensor::add_),
          of("add a number", x -> x.add(1.5), x -> x.add_(1.5)),
          of("add a whole number", x -> x.add(2), x -> x.add_(2)),
          of("add a multiple", (x, b) -> x.add(b, 0.5), (x, b) -> x.add_(b, 0.5)),
          of("add a whole multiple", (x, b) -> x.add(b, 2), (x, b) -> x.add_(b, 2)),
          of("addcdiv", (x, b) -> x.addcdiv(b, b.add(1)), (x, b) -> x.addcdiv_(b, b.add(1))),
          of("addcmul", (x, b) -> x.addcmul(b, b.add(1)), (x, b) -> x.addcmul_(b, b.add(1))),
          of("asin", -0.9, 0.9, Tensor::asin, Tensor::asin_),
          of("asinh", Tensor::asinh, Tensor::asinh_),
          of("atan", Tensor::atan, Tensor::atan_),
          of("atan2", Tensor::atan2, Tensor::atan2_),
          of("atanh", -0.9, 0.9, Tensor::atanh, Tensor::atanh_),
          of("ceil", Tensor::ceil, Tensor::ceil_),
          of("clamp", x -> x.clamp(-1.0, 1.5), x -> x.clamp_(-1.0, 1.5)),
          of("clamp to whole numbers", x -> x.clamp(-1, 2), x -> x.clamp_(-1, 2)),
          of("clamp by tensors", (x, b) -> x.clamp(b, b.add(1)), (x, b) -> x.clamp_(b, b.add(1))),
          of("clampMax", Tensor::clampMax, Tensor::clampMax_),
          of("clampMax of a number", x -> x.clampMax(0.5), x -> x.clampMax_(0.5)),
          of("clampMin", Tensor::clampMin, Tensor::clampMin_),
          of("clampMin of a number", x -> x.clampMin(0.5), x -> x.clampMin_(0.5)),
          of("copysign", (x, b) -> x.copysign(b.neg()), (x, b) -> x.copysign_(b.neg())),
          of("cos", Tensor::cos, Tensor::cos_),
          of("cosh", Tensor::cosh, Tensor::cosh_),
          of("deg2rad", Tensor::deg2rad, Tensor::deg2rad_),
          of("div", Tensor::div, Tensor::div_),
          of("div by a number", x -> x.div(3), x -> x.div_(3)),
          of("div floor", (x, b) -> x.div(b, FLOOR), (x, b) -> x.div_(b, FLOOR)),
          of("div trunc", x -> x.div(0.7, TRUNC), x -> x.div_(0.7, TRUNC)),
          of("eq", (x, b) -> like(x, x.eq(b)), Tensor::eq_),
          of("erf", Tensor::erf, Tensor::erf_),
          of("erfc", Tensor::erfc, Tensor::erfc_),
          of("erfinv", -0.9, 0.9, Tensor::erfinv, Tensor::erfinv_),
          of("exp", Tensor::exp, Tensor::exp_),
          of("exp2", Tensor::exp2, Tensor::exp2_),
          of("expm1", Tensor::expm1, Tensor::expm1_),
          of("floor", Tensor::floor, Tensor::floor_),
          of("floorDivide", (x, b) -> x.div(b, FLOOR), Tensor::floorDivide_),
          of("fmod", Tensor::fmod, Tensor::fmod_),
          of("frac", Tensor::frac, Tensor::frac_),
          of("ge", (x, b) -> like(x, x.ge(b)), Tensor::ge_),
          of("gt", (x, b) -> like(x, x.gt(b)), Tensor::gt_),
          of("hypot", Tensor::hypot, Tensor::hypot_),
          of("le", (x, b) -> like(x, x.le(b)), Tensor::le_),
          of("lerp", (x, b) -> x.lerp(b, 0.3), (x, b) -> x.lerp_(b, 0.3)),
          of("lerp by a tensor", (x, b) -> x.lerp(b, b), (x, b) -> x.lerp_(b, b)),
          of("log", 0.1, 3, Tensor::log, Tensor::log_),
          of("log10", 0.1, 3, Tensor::log10, Tensor::log10_),
          of("log1p", 0.1, 3, Tensor::log1p, Tensor::log1p_),
          of("log2", 0.1, 3, Tensor::log2, Tensor::log2_),
          of("logicalAnd", (x, b) -> like(x, x.logicalAnd(b)), Tensor::logicalAnd_),
          of("logicalNot", x -> like(x, x.logicalNot()), Tensor::logicalNot_),
          of("logicalOr", (x, b) -> like(x, x.logicalOr(b)), Tensor::logicalOr_),
          of("logicalXor", (x, b) -> like(x, x.logicalXor(b)), Tensor::logicalXor_),
          of("logit", 0.1, 0.9, Tensor::logit, Tensor::logit_),
          of("logit with eps", 0.1, 0.9, x -> x.logit(0.2), x -> x.logit_(0.2)),
          of("lt", (x, b) -> like(x, x.lt(b)), Tensor::lt_),
          of("mul", Tensor::mul, Tensor::mul_),
          of("mul by a number", x -> x.mul(-2), x -> x.mul_(-2)),
          of("nanToNum", x -> x.nanToNum(), x -> x.nanToNum_()),
          of("ne", (x, b) -> like(x, x.ne(b)), Tensor::ne_),
          of("neg", Tensor::neg, Tensor::neg_),
          of("pow", Tensor::pow, Tensor::pow_),
          of("pow of a number", x -> x.pow(3), x -> x.pow_(3)),
          of("rad2deg", Tensor::rad2deg, Tensor::rad2deg_),
          of("reciprocal", 0.2, 3, Tensor::reciprocal, Tensor::reciprocal_),
          of("relu", Tensor::relu, Tensor::relu_),
          of("remainder", Tensor::remainder, Tensor::remainder_),
          of("round", x -> x.round(), x -> x.round_()),
          of("round to tenths", x -> x.round(1), x -> x.round_(1)),
          of("rsqrt", 0.2, 3, Tensor::rsqrt, Tensor::rsqrt_),
          of("sigmoid", Tensor::sigmoid, Tensor::sigmoid_),
          of("sign", Tensor::sign, Tensor::sign_),
          of("sin", Tensor::sin, Tensor::sin_),
          of("sinc", Tensor::sinc, Tensor::sinc_),
          of("sinh", Tensor::sinh, Tensor::sinh_),
          of("sqrt", 0.2, 3, Tensor::sqrt, Tensor::sqrt_),
          of("square", Tensor::square, Tensor::square_),
          of("sub", Tensor::sub, Tensor::sub_),
          of("sub a number", x -> x.sub(1.5), x -> x.sub_(1.5)),
          of("sub a multiple", (x, b) -> x.sub(b, 0.5), (x, b) -> x.sub_(b, 0.5)),
          of("tan", -1, 1, Tensor::tan, Tensor::tan_),
          of("tanh", Tensor::tanh, Tensor::tanh_),
          of("trunc", Tensor::trunc, Tensor::trunc_),
          of("xlogy", Tensor::xlogy, Tensor::xlogy_));

  private static Tensor like(Tensor x, Tensor answer) {
    return answer.to(x.dtype()).add(x.mul(0));
  }

  private static Stream<DynamicTest> each(Consumer<Row> test) {
    return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.name, () -> test.accept(row)));
  }

  private static Tensor random(DType dtype, double low, double high, int... shape) {
    return Tensor.rand(dtype, shape).mul(high - low).add(low);
  }

  @TestFactory
  Stream<DynamicTest> unrecordedFormWritesWhatTheFunctionGives() {
    return each(row -> {
      Generator.manualSeed(7);
      for (DType dtype : List.of(FLOAT32, FLOAT64)) {
        Tensor b = random(dtype, 0.2, 2, 5);
        Tensor expected = random(dtype, row.low, row.high, 4, 5);
        Tensor receiver = expected.clone();
        expected = row.function.apply(expected, b);
        try (var _ = Autograd.noGrad()) {
          assertThat(row.inPlace.apply(receiver, b)).isSameAs(receiver);
        }
        assertThat(receiver.version()).isPositive();
        assertThat(receiver.dtype()).isEqualTo(dtype);
        assertThat(receiver.allclose(expected)).as("%s and %s", receiver, expected).isTrue();
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> unrecordedFormWritesThroughAViewAndNothingElse() {
    return each(row -> {
      Generator.manualSeed(8);
      Tensor b = random(FLOAT64, 0.2, 2, 3);
      Tensor whole = random(FLOAT64, row.low, row.high, 4, 6);
      Tensor before = whole.clone();
      Tensor view = whole.narrow(0, 1, 3).narrow(1, 2, 3).mT();
      Tensor expected = row.function.apply(view.clone(), b);
      row.inPlace.apply(view, b);
      assertThat(view.allclose(expected)).as("%s and %s", view, expected).isTrue();
      assertThat(whole.at(0).equal(before.at(0))).isTrue();
      assertThat(whole.narrow(1, 0, 2).equal(before.narrow(1, 0, 2))).isTrue();
      assertThat(whole.narrow(1, 5, 1).equal(before.narrow(1, 5, 1))).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> recordedFormHasTheGradientOfTheFunction() {
    return each(row -> {
      Generator.manualSeed(9);
      Tensor x = random(FLOAT64, row.low, row.high, 4, 5).requiresGrad(true);
      Tensor b = random(FLOAT64, 0.2, 2, 5).requiresGrad(true);
      Tensor weight = random(FLOAT64, -1, 1, 4, 5);
      row.function.apply(x, b).add(b.mul(0)).mul(weight).sum().backward();
      Tensor dx = x.grad();
      Tensor db = b.grad();
      x.zeroGrad();
      b.zeroGrad();
      Tensor y = x.clone();
      row.inPlace.apply(y, b);
      y.add(b.mul(0)).mul(weight).sum().backward();
      assertThat(x.grad().allclose(dx)).as("%s and %s", x.grad(), dx).isTrue();
      assertThat(b.grad().allclose(db)).as("%s and %s", b.grad(), db).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> bothFormsAgreeWithFiniteDifferencesInOrderTwo() {
    return each(row -> {
      Generator.manualSeed(10);
      Tensor x = random(FLOAT64, row.low, row.high, 2, 3);
      Tensor b = random(FLOAT64, 0.2, 2, 3);
      var options = GradCheck.order(2);
      GradCheck.check(options, in -> product(in).add(row.function.apply(in[0], in[1])), x, b);
      GradCheck.check(
          options, in -> product(in).add(row.inPlace.apply(in[0].clone(), in[1])), x, b);
    });
  }

  /// Added to a function that is flat, it gives the check something to derive twice.
  private static Tensor product(Tensor... in) {
    return in[0].square().mul(in[1].square());
  }

  @Test
  void receiverAsItsOwnOperandIsReadBeforeItIsWritten() {
    Tensor x = Tensor.of(FLOAT64, new double[][] {{1, 2}, {3, 4}});
    x.add_(x.mT());
    assertThat(x.toDoubleArray()).containsExactly(2, 5, 5, 8);
    x.mul_(x.at(0, 0));
    assertThat(x.toDoubleArray()).containsExactly(4, 10, 10, 16);
    x.sub_(x);
    assertThat(x.toDoubleArray()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void plainReceiverTakesTheGradientOfARecordedOperand() {
    Tensor w = Tensor.of(FLOAT64, 2, 3).requiresGrad(true);
    Tensor sum = Tensor.of(FLOAT64, 1, 1);
    sum.mul_(w).add_(w);
    sum.square().sum().backward();
    assertThat(w.grad().toDoubleArray()).containsExactly(16, 24);
  }

  @Test
  void wholeReceiverStaysWholeWhereTheResultIs() {
    Tensor x = Tensor.of(7L, -7);
    assertThat(x.add_(1).mul_(2).toLongArray()).containsExactly(16, -12);
    assertThat(x.floorDivide_(5).toLongArray()).containsExactly(3, -3);
    assertThat(x.gt_(0).toLongArray()).containsExactly(1, 0);
    assertThat(x.dtype()).isEqualTo(DType.INT64);
  }
}
