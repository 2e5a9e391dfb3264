package gradus.autograd;

import static gradus.autograd.Domain.POSITIVE;
import static gradus.autograd.Domain.REAL;

import java.util.List;

/// Rows of arithmetic, powers, rounding and the choice between two numbers.
final class ArithmeticCases {
  private static final Domain APART_FROM_ZERO = REAL.avoiding(0);

  static final List<OpCase> ROWS =
      List.of(
          OpCase.binary("add", Tensor::add).inPlaceWith(Tensor::add_),
          OpCase.binary("add", (a, b) -> a.add(b, 0.5)).inPlaceWith((a, b) -> a.add_(b, 0.5)),
          OpCase.unary("add", x -> x.add(1.5)).inPlace(x -> x.add_(1.5)),
          OpCase.unary("add", x -> x.add(2)).inPlace(x -> x.add_(2)),
          OpCase.binary("sub", Tensor::sub).inPlaceWith(Tensor::sub_),
          OpCase.binary("sub", (a, b) -> a.sub(b, 0.5)).inPlaceWith((a, b) -> a.sub_(b, 0.5)),
          OpCase.unary("sub", x -> x.sub(1.5)).inPlace(x -> x.sub_(1.5)),
          OpCase.unary("rsub", x -> x.rsub(1)),
          OpCase.binary("rsub", Tensor::rsub),
          OpCase.binary("mul", Tensor::mul).inPlaceWith(Tensor::mul_),
          OpCase.unary("mul", x -> x.mul(-3)).inPlace(x -> x.mul_(-3)),
          OpCase.binary("div", Tensor::div).in(REAL, POSITIVE).inPlaceWith(Tensor::div_),
          OpCase.unary("div", x -> x.div(-4)).inPlace(x -> x.div_(-4)),
          OpCase.unary("rdiv", x -> x.rdiv(2)).in(APART_FROM_ZERO),
          OpCase.unary("neg", Tensor::neg).inPlace(Tensor::neg_),
          OpCase.binary("pow", Tensor::pow).in(POSITIVE, REAL).inPlaceWith(Tensor::pow_),
          OpCase.unary("pow", x -> x.pow(3)).inPlace(x -> x.pow_(3)),
          OpCase.unary("pow", x -> x.pow(-1.5)).in(POSITIVE).inPlace(x -> x.pow_(-1.5)),
          OpCase.unary("pow", x -> x.pow(2)).inPlace(x -> x.pow_(2)),
          OpCase.unary("pow", x -> Tensor.pow(2, x)),
          OpCase.unary("floatPower", x -> Tensor.floatPower(1.5, x)),
          OpCase.binary("floatPower", Tensor::floatPower)
              .in(POSITIVE, REAL)
              .inPlaceWith(Tensor::floatPower_),
          OpCase.unary("sqrt", Tensor::sqrt).in(POSITIVE).inPlace(Tensor::sqrt_),
          OpCase.unary("rsqrt", Tensor::rsqrt).in(POSITIVE).inPlace(Tensor::rsqrt_),
          OpCase.unary("square", Tensor::square).inPlace(Tensor::square_),
          OpCase.unary("reciprocal", Tensor::reciprocal)
              .in(APART_FROM_ZERO)
              .inPlace(Tensor::reciprocal_),
          OpCase.binary("hypot", Tensor::hypot).in(POSITIVE).inPlaceWith(Tensor::hypot_),
          OpCase.unary("abs", Tensor::abs).in(APART_FROM_ZERO).inPlace(Tensor::abs_),
          OpCase.unary("sign", Tensor::sign).in(APART_FROM_ZERO).inPlace(Tensor::sign_),
          OpCase.binary("copysign", Tensor::copysign)
              .in(APART_FROM_ZERO)
              .inPlaceWith(Tensor::copysign_),
          OpCase.unary("copysign", x -> x.copysign(-1))
              .in(APART_FROM_ZERO)
              .inPlace(x -> x.copysign_(-1)),
          OpCase.binary("maximum", Tensor::maximum),
          OpCase.binary("minimum", Tensor::minimum),
          OpCase.binary("max", Tensor::max),
          OpCase.binary("min", Tensor::min),
          OpCase.binary("fmax", Tensor::fmax),
          OpCase.binary("fmin", Tensor::fmin),
          OpCase.unary("relu", Tensor::relu).in(APART_FROM_ZERO).inPlace(Tensor::relu_),
          OpCase.unary("nanToNum", Tensor::nanToNum).inPlace(Tensor::nanToNum_),
          OpCase.unary("clamp", x -> x.clamp(-0.5, 1))
              .in(REAL.avoiding(-0.5, 1))
              .inPlace(x -> x.clamp_(-0.5, 1)),
          OpCase.of("clamp", in -> in[0].clamp(in[1], in[1].add(1.5)))
              .shapes(Shapes.broadcast(2))
              .inPlaceOf(in -> in[0].clamp_(in[1], in[1].add(1.5))),
          OpCase.binary("clampMin", Tensor::clampMin).inPlaceWith(Tensor::clampMin_),
          OpCase.unary("clampMin", x -> x.clampMin(0.25))
              .in(REAL.avoiding(0.25))
              .inPlace(x -> x.clampMin_(0.25)),
          OpCase.binary("clampMax", Tensor::clampMax).inPlaceWith(Tensor::clampMax_),
          OpCase.unary("clampMax", x -> x.clampMax(0.25))
              .in(REAL.avoiding(0.25))
              .inPlace(x -> x.clampMax_(0.25)),
          OpCase.of("addcmul", in -> in[0].addcmul(in[1], in[2], 0.5))
              .shapes(Shapes.broadcast(3))
              .inPlaceOf(in -> in[0].addcmul_(in[1], in[2], 0.5)),
          OpCase.of("addcdiv", in -> in[0].addcdiv(in[1], in[2], 0.5))
              .shapes(Shapes.broadcast(3))
              .in(REAL, REAL, POSITIVE)
              .inPlaceOf(in -> in[0].addcdiv_(in[1], in[2], 0.5)),
          OpCase.binary("lerp", (a, b) -> a.lerp(b, 0.3)).inPlaceWith((a, b) -> a.lerp_(b, 0.3)),
          OpCase.of("lerp", in -> in[0].lerp(in[1], in[2]))
              .shapes(Shapes.broadcast(3))
              .inPlaceOf(in -> in[0].lerp_(in[1], in[2])),
          OpCase.unary("where", x -> Tensor.where(x.gt(0), 0.5, x)).in(APART_FROM_ZERO),
          OpCase.binary("where", (a, b) -> a.where(a.gt(b), b.mul(2))).around("gt"),
          // ---- rounding: flat, with steps that the domains keep away from ----
          OpCase.unary("floor", Tensor::floor).in(steps()).inPlace(Tensor::floor_),
          OpCase.unary("ceil", Tensor::ceil).in(steps()).inPlace(Tensor::ceil_),
          OpCase.unary("trunc", Tensor::trunc).in(steps()).inPlace(Tensor::trunc_),
          OpCase.unary("round", Tensor::round)
              .in(REAL.avoiding(-1.5, -0.5, 0.5, 1.5))
              .inPlace(Tensor::round_),
          OpCase.unary("round", x -> x.round(-1))
              .in(Domain.in(-40, 40).avoiding(-35, -25, -15, -5, 5, 15, 25, 35))
              .inPlace(x -> x.round_(-1)),
          OpCase.unary("frac", Tensor::frac).in(steps()).inPlace(Tensor::frac_),
          OpCase.unary("div", x -> x.div(1.5, DivisionRounding.FLOOR))
              .in(REAL.avoiding(-1.5, 0, 1.5))
              .inPlace(x -> x.div_(1.5, DivisionRounding.FLOOR)),
          OpCase.binary("div", (a, b) -> a.div(b, DivisionRounding.TRUNC))
              .in(Domain.in(0.1, 0.9), Domain.in(1, 2))
              .inPlaceWith((a, b) -> a.div_(b, DivisionRounding.TRUNC)),
          OpCase.unary("floorDivide", x -> x.floorDivide(1.5))
              .in(REAL.avoiding(-1.5, 0, 1.5))
              .notDifferentiable()
              .inPlace(x -> x.floorDivide_(1.5)),
          OpCase.binary("remainder", Tensor::remainder)
              .in(Domain.in(0.1, 0.9), Domain.in(1, 2))
              .inPlaceWith(Tensor::remainder_),
          OpCase.unary("remainder", x -> x.remainder(1.5))
              .in(REAL.avoiding(-1.5, 0, 1.5))
              .inPlace(x -> x.remainder_(1.5)),
          OpCase.unary("remainder", x -> Tensor.remainder(2.5, x)).in(Domain.in(1.3, 2)),
          OpCase.binary("fmod", Tensor::fmod)
              .in(Domain.in(-0.9, 0.9), Domain.in(1, 2))
              .inPlaceWith(Tensor::fmod_),
          OpCase.unary("fmod", x -> x.fmod(1.5))
              .in(REAL.avoiding(-1.5, 1.5))
              .inPlace(x -> x.fmod_(1.5)));

  private ArithmeticCases() {}

  private static Domain steps() {
    return REAL.avoiding(-2, -1, 0, 1, 2);
  }
}
