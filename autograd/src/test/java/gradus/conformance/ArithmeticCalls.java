package gradus.conformance;

import gradus.autograd.DivisionRounding;
import gradus.autograd.Tensor;
import java.util.function.BinaryOperator;

/// The calls of element by element arithmetic.
final class ArithmeticCalls {
  private ArithmeticCalls() {}

  static void addTo(Calls calls) {
    calls.one(
        "add", call -> sum(call, Tensor::add, Tensor::add, Tensor::add, Tensor::add, Tensor::add));
    calls.one(
        "sub", call -> sum(call, Tensor::sub, Tensor::sub, Tensor::sub, Tensor::sub, Tensor::sub));
    calls.one(
        "rsub",
        call -> sum(call, Tensor::rsub, Tensor::rsub, Tensor::rsub, Tensor::rsub, Tensor::rsub));
    calls.one("mul", call -> operand(call, Tensor::mul, Tensor::mul, Tensor::mul));
    calls.one("div", ArithmeticCalls::div);
    calls.one("neg", call -> call.tensor(0).neg());
    calls.one(
        "floor_divide",
        call -> operand(call, Tensor::floorDivide, Tensor::floorDivide, Tensor::floorDivide));
    calls.one("remainder", ArithmeticCalls::remainder);
    calls.one("fmod", call -> operand(call, Tensor::fmod, Tensor::fmod, Tensor::fmod));
    calls.one("addcmul", ArithmeticCalls::addcmul);
    calls.one(
        "addcdiv",
        call -> call.tensor(0).addcdiv(call.tensor(1), call.tensor(2), call.doubleArg("value", 1)));
    calls.one("lerp", ArithmeticCalls::lerp);
    calls.one("pow", ArithmeticCalls::pow);
    calls.one("float_power", ArithmeticCalls::floatPower);
    calls.one("hypot", call -> call.tensor(0).hypot(call.tensor(1)));
    calls.one(
        "copysign", call -> operand(call, Tensor::copysign, Tensor::copysign, Tensor::copysign));
  }

  interface WithDouble {
    Tensor apply(Tensor a, double b);
  }

  interface WithLong {
    Tensor apply(Tensor a, long b);
  }

  interface WithDoubleMultiple {
    Tensor apply(Tensor a, Tensor b, double alpha);
  }

  interface WithLongMultiple {
    Tensor apply(Tensor a, Tensor b, long alpha);
  }

  /// Calls the form that fits the second operand: a tensor, a whole number or a decimal one.
  static Tensor operand(
      Call call, BinaryOperator<Tensor> tensors, WithDouble decimal, WithLong whole) {
    Argument other = call.arg(1, "other");
    Tensor self = call.tensor(0);
    if (other.isTensor()) {
      return tensors.apply(self, other.tensor());
    }
    return other.isWhole() ? whole.apply(self, other.whole()) : decimal.apply(self, other.number());
  }

  private static Tensor sum(
      Call call,
      BinaryOperator<Tensor> tensors,
      WithDouble decimal,
      WithLong whole,
      WithDoubleMultiple decimalMultiple,
      WithLongMultiple wholeMultiple) {
    Argument alpha = call.arg("alpha");
    if (!alpha.isGiven()) {
      return operand(call, tensors, decimal, whole);
    }
    Tensor self = call.tensor(0);
    Tensor other = call.tensor(1, "other");
    return alpha.isWhole()
        ? wholeMultiple.apply(self, other, alpha.whole())
        : decimalMultiple.apply(self, other, alpha.number());
  }

  private static Tensor div(Call call) {
    String mode = call.arg("rounding_mode").text(null);
    if (mode == null) {
      return operand(call, Tensor::div, Tensor::div, Tensor::div);
    }
    DivisionRounding rounding =
        mode.equals("floor") ? DivisionRounding.FLOOR : DivisionRounding.TRUNC;
    return operand(
        call,
        (a, b) -> a.div(b, rounding),
        (a, b) -> a.div(b, rounding),
        (a, b) -> a.div(b, rounding));
  }

  private static Tensor remainder(Call call) {
    Argument dividend = call.arg(0);
    if (dividend.isTensor()) {
      return operand(call, Tensor::remainder, Tensor::remainder, Tensor::remainder);
    }
    return dividend.isWhole()
        ? Tensor.remainder(dividend.whole(), call.tensor(1))
        : Tensor.remainder(dividend.number(), call.tensor(1));
  }

  private static Tensor addcmul(Call call) {
    Argument value = call.arg("value");
    Tensor self = call.tensor(0);
    if (!value.isGiven()) {
      return self.addcmul(call.tensor(1), call.tensor(2));
    }
    return value.isWhole()
        ? self.addcmul(call.tensor(1), call.tensor(2), value.whole())
        : self.addcmul(call.tensor(1), call.tensor(2), value.number());
  }

  private static Tensor lerp(Call call) {
    Argument weight = call.arg(2, "weight");
    return weight.isTensor()
        ? call.tensor(0).lerp(call.tensor(1), weight.tensor())
        : call.tensor(0).lerp(call.tensor(1), weight.number());
  }

  private static Tensor pow(Call call) {
    Argument base = call.arg(0);
    if (base.isTensor()) {
      return power(call, Tensor::pow, Tensor::pow, Tensor::pow);
    }
    Tensor exponent = call.tensor(1, "exponent");
    return base.isWhole()
        ? Tensor.pow(base.whole(), exponent)
        : Tensor.pow(base.number(), exponent);
  }

  private static Tensor floatPower(Call call) {
    Argument base = call.arg(0);
    return base.isTensor()
        ? power(call, Tensor::floatPower, Tensor::floatPower, Tensor::floatPower)
        : Tensor.floatPower(base.number(), call.tensor(1, "exponent"));
  }

  private static Tensor power(
      Call call, BinaryOperator<Tensor> tensors, WithDouble decimal, WithLong whole) {
    Argument exponent = call.arg(1, "exponent");
    Tensor self = call.tensor(0);
    if (exponent.isTensor()) {
      return tensors.apply(self, exponent.tensor());
    }
    return exponent.isWhole()
        ? whole.apply(self, exponent.whole())
        : decimal.apply(self, exponent.number());
  }
}
