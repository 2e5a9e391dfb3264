package gradus.autograd;

import static gradus.autograd.DType.BOOL;
import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static gradus.autograd.DType.INT64;
import static gradus.autograd.DivisionRounding.FLOOR;
import static gradus.autograd.DivisionRounding.TRUNC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What pointwise operations make of whole numbers and truth values, where they refuse them, and
/// the values at the edges.
class PointwiseTypesTest {
  private final Tensor whole = Tensor.of(7L, -7, 0);
  private final Tensor truth = Tensor.of(true, false);

  @Test
  void wholeNumbersStayWholeWhereTheFunctionIs() {
    List<UnaryOperator<Tensor>> functions =
        List.of(
            Tensor::abs,
            Tensor::neg,
            Tensor::sign,
            Tensor::square,
            Tensor::floor,
            Tensor::ceil,
            Tensor::trunc,
            Tensor::round,
            Tensor::relu,
            Tensor::nanToNum,
            x -> x.clamp(-1, 1),
            x -> x.clampMin(0),
            x -> x.maximum(x),
            x -> x.fmax(x),
            x -> x.fmin(x),
            x -> x.pow(2),
            x -> x.add(x, 2),
            x -> x.floorDivide(2),
            x -> x.addcmul(x, x));
    for (UnaryOperator<Tensor> function : functions) {
      assertThat(function.apply(whole).dtype()).isEqualTo(INT64);
    }
    assertThat(whole.relu().toLongArray()).containsExactly(7, 0, 0);
    assertThat(whole.fmax(Tensor.of(0L)).toLongArray()).containsExactly(7, 0, 0);
    assertThat(whole.fmin(Tensor.of(0L)).toLongArray()).containsExactly(0, -7, 0);
  }

  @Test
  void wholeNumbersBecomeTheDefaultTypeWhereTheFunctionIsNot() {
    List<UnaryOperator<Tensor>> functions =
        List.of(
            Tensor::exp,
            Tensor::sin,
            Tensor::sigmoid,
            Tensor::erf,
            Tensor::reciprocal,
            Tensor::deg2rad,
            x -> x.div(2),
            x -> x.mul(2.0),
            x -> x.pow(0.5),
            x -> x.clamp(-1.0, 1.0),
            x -> x.copysign(-1),
            x -> x.atan2(x),
            x -> x.xlogy(x),
            x -> x.logit(0.1));
    for (UnaryOperator<Tensor> function : functions) {
      assertThat(function.apply(whole).dtype()).isEqualTo(FLOAT32);
      assertThat(function.apply(truth.to(INT64)).dtype()).isEqualTo(FLOAT32);
    }
  }

  @Test
  void floatPowerIsAlwaysDouble() {
    assertThat(whole.floatPower(2).dtype()).isEqualTo(FLOAT64);
    assertThat(Tensor.of(1f, 2f).floatPower(truth).dtype()).isEqualTo(FLOAT64);
    assertThat(Tensor.floatPower(2, Tensor.of(3L)).toDoubleArray()).containsExactly(8);
  }

  @Test
  void wholeQuotientsRoundDownOrTowardsZero() {
    Tensor a = Tensor.of(7L, -7, 7, -7);
    Tensor b = Tensor.of(2L, 2, -2, -2);
    assertThat(a.div(b, FLOOR).toLongArray()).containsExactly(3, -4, -4, 3);
    assertThat(a.div(b, TRUNC).toLongArray()).containsExactly(3, -3, -3, 3);
    assertThat(a.floorDivide(b).toLongArray()).containsExactly(3, -4, -4, 3);
    assertThat(a.remainder(b).toLongArray()).containsExactly(1, 1, -1, -1);
    assertThat(a.fmod(b).toLongArray()).containsExactly(1, -1, 1, -1);
    assertThat(a.to(FLOAT64).remainder(b).toDoubleArray()).containsExactly(1, 1, -1, -1);
    assertThat(a.to(FLOAT32).fmod(b).toDoubleArray()).containsExactly(1, -1, 1, -1);
    assertThat(Tensor.remainder(7, b).toLongArray()).containsExactly(1, 1, -1, -1);
  }

  @Test
  void wholeNumbersAreNotDividedByZeroAndNothingHasChanged() {
    Tensor a = Tensor.of(6L, 8);
    Tensor zeros = Tensor.of(2L, 0);
    String rule =
        ": a divisor is 0 (ZeroDivisionError): whole numbers cannot be divided by 0; cast with"
            + " to(FLOAT32) for an infinity or NaN, or mask the zeros out with where";
    assertThatThrownBy(() -> a.div(zeros, FLOOR)).hasMessage("div" + rule);
    assertThatThrownBy(() -> a.floorDivide(0)).hasMessage("floorDivide" + rule);
    assertThatThrownBy(() -> a.remainder(zeros)).hasMessage("remainder" + rule);
    assertThatThrownBy(() -> a.fmod_(zeros)).hasMessage("fmod_" + rule);
    assertThat(a.toLongArray()).containsExactly(6, 8);
    assertThat(a.div(zeros).toDoubleArray()).containsExactly(3, Double.POSITIVE_INFINITY);
    assertThat(a.div(zeros.to(FLOAT32), FLOOR).toDoubleArray())
        .containsExactly(3, Double.POSITIVE_INFINITY);
  }

  @Test
  void whatIsNotDefinedForATypeIsRefusedWithTheCast() {
    assertThatThrownBy(() -> truth.floor())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "floor: BOOL: it is not defined for truth values; cast with to(INT64) or to(FLOAT32)");
    assertThatThrownBy(() -> whole.hypot(whole))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "hypot: the operands are INT64, INT64; it is defined for floating-point numbers: cast"
                + " with to(FLOAT32)");
    assertThatThrownBy(() -> whole.add(whole, 0.5))
        .hasMessageStartingWith("add with the decimal alpha 0.5: the operands are INT64, INT64;");
    assertThatThrownBy(() -> truth.remainder(truth))
        .hasMessage("remainder: BOOL by BOOL: truth values cannot be divided; cast with to(INT64)");
    assertThatThrownBy(() -> truth.pow(truth))
        .hasMessage(
            "pow: BOOL to the power of BOOL: truth values have no powers; cast with to(INT64)");
    assertThatThrownBy(() -> whole.pow(-2))
        .hasMessage(
            "pow: INT64 to the power of the whole number -2: whole numbers have no negative whole"
                + " power; cast with to(FLOAT32) first");
    assertThatThrownBy(() -> truth.clamp(truth, truth))
        .hasMessage(
            "clamp: BOOL within BOOL bounds: truth values are not bounded; cast with to(INT64), or"
                + " use logicalAnd and logicalOr");
    assertThatThrownBy(() -> whole.clamp(null, null))
        .hasMessage(
            "clamp: both bounds are null; give min, max or both, or use the tensor as it is");
    assertThatThrownBy(() -> Tensor.of(1f).lerp(Tensor.of(FLOAT64, 1), 0.5))
        .hasMessage(
            "lerp: the start is FLOAT32, the end FLOAT64; cast one so that both have one type, such"
                + " as end.to(FLOAT32)");
    assertThatThrownBy(() -> Tensor.of(1f).floatPower_(2))
        .hasMessage(
            "floatPower_: the result is FLOAT64, which a receiver of FLOAT32 cannot hold exactly;"
                + " use floatPower, or pow_");
    assertThatThrownBy(() -> whole.exp_()).hasMessageStartingWith("exp_: the result is FLOAT32");
  }

  @Test
  void numbersThatAreNotFiniteAreReplaced() {
    double most = Double.MAX_VALUE;
    Tensor x = Tensor.of(FLOAT64, Double.NaN, 1.0 / 0, -1.0 / 0, 2);
    assertThat(x.nanToNum().toDoubleArray()).containsExactly(0, most, -most, 2);
    assertThat(x.nanToNum(5).toDoubleArray()).containsExactly(5, most, -most, 2);
    assertThat(x.nanToNum(5, 6, 7).toDoubleArray()).containsExactly(5, 6, 7, 2);
    assertThat(x.to(FLOAT32).nanToNum().toFloatArray())
        .containsExactly(0, Float.MAX_VALUE, -Float.MAX_VALUE, 2);
    assertThat(x.isnan().toBooleanArray()).containsExactly(true, false, false, false);
    assertThat(x.isinf().toBooleanArray()).containsExactly(false, true, true, false);
    assertThat(x.isfinite().toBooleanArray()).containsExactly(false, false, false, true);
    assertThat(truth.isfinite().toBooleanArray()).containsExactly(true, true);
  }

  @Test
  void nanIsTrueAndZeroIsNot() {
    Tensor x = Tensor.of(Double.NaN, 0, -0.0, 2);
    Tensor yes = Tensor.of(true, true, true, true);
    assertThat(x.logicalAnd(yes).toBooleanArray()).containsExactly(true, false, false, true);
    assertThat(x.logicalXor(yes).toBooleanArray()).containsExactly(false, true, true, false);
    assertThat(x.logicalNot().toBooleanArray()).containsExactly(false, true, true, false);
  }

  @Test
  void roundingGoesToTheEvenNeighbour() {
    Tensor x = Tensor.of(FLOAT64, 0.5, 1.5, 2.5, -0.5, -1.5);
    assertThat(x.round().toDoubleArray()).containsExactly(0, 2, 2, -0.0, -2);
    assertThat(Tensor.of(FLOAT64, 1.25, 12.345).round(1).toDoubleArray())
        .containsExactly(1.2, 12.3);
    assertThat(Tensor.of(FLOAT64, 1250, 1350).round(-2).toDoubleArray())
        .containsExactly(1200, 1400);
  }

  @Test
  void multiplesAreTakenInTheTypeOfTheResult() {
    Tensor zero = Tensor.of(FLOAT64, 0);
    Tensor one = Tensor.of(1f);
    assertThat(zero.add(one, 0.1).toDoubleArray()).containsExactly(0.1);
    assertThat(zero.sub(one, 0.1).toDoubleArray()).containsExactly(-0.1);
    assertThat(zero.addcmul(one, one, 0.1).toDoubleArray()).containsExactly(0.1);
    assertThat(zero.addcdiv(one, one, 0.1).toDoubleArray()).containsExactly(0.1);
    assertThat(truth.add(truth, 2).toBooleanArray()).containsExactly(true, false);
    assertThat(truth.add(Tensor.of(true, true), 0).toBooleanArray()).containsExactly(true, false);
    assertThat(whole.sub(whole, 3).toLongArray()).containsExactly(-14, 14, 0);
    assertThat(Tensor.of(3L).rsub(Tensor.of(10L), 2).toLongArray()).containsExactly(4);
  }

  /// As in PyTorch, where the type of the result decides.
  @Test
  void truthValuesMayBeMultipliedIntoNumbers() {
    Tensor x = Tensor.of(FLOAT64, 5, 6);
    assertThat(truth.addcmul(x, truth, 2).toDoubleArray()).containsExactly(11, 0);
    assertThatIllegalArgumentException().isThrownBy(() -> truth.addcmul(truth, truth));
  }

  @Test
  void whereTakesNumbersOnEitherSide() {
    Tensor x = Tensor.of(FLOAT64, 5, 6);
    assertThat(Tensor.where(truth, x, 0).toDoubleArray()).containsExactly(5, 0);
    assertThat(Tensor.where(truth, 0.5, x).toDoubleArray()).containsExactly(0.5, 6);
    assertThat(x.where(truth, -1).toDoubleArray()).containsExactly(5, -1);
    assertThat(Tensor.where(truth, 1, 0).dtype()).isEqualTo(INT64);
    assertThat(Tensor.where(truth, 1.0, 0).dtype()).isEqualTo(FLOAT32);
    assertThat(Tensor.where(truth, truth, truth).dtype()).isEqualTo(BOOL);
  }

  @Test
  void lerpMeetsBothEndsExactly() {
    Tensor start = Tensor.of(FLOAT64, 0.1, 1e16);
    Tensor end = Tensor.of(FLOAT64, 0.3, 1);
    assertThat(start.lerp(end, 0).equal(start)).isTrue();
    assertThat(start.lerp(end, 1).equal(end)).isTrue();
    assertThat(start.lerp(end, Tensor.of(FLOAT64, 0, 1)).toDoubleArray()).containsExactly(0.1, 1);
  }
}
