package gradus.conformance;

import static gradus.conformance.ArithmeticCalls.operand;

import gradus.autograd.DType;
import gradus.autograd.Tensor;

/// The calls of functions of every element.
final class FunctionCalls {
  private FunctionCalls() {}

  static void addTo(Calls calls) {
    calls.one("abs", call -> call.tensor(0).abs());
    calls.one("acos", call -> call.tensor(0).acos());
    calls.one("acosh", call -> call.tensor(0).acosh());
    calls.one("asin", call -> call.tensor(0).asin());
    calls.one("asinh", call -> call.tensor(0).asinh());
    calls.one("atan", call -> call.tensor(0).atan());
    calls.one("atanh", call -> call.tensor(0).atanh());
    calls.one("ceil", call -> call.tensor(0).ceil());
    calls.one("cos", call -> call.tensor(0).cos());
    calls.one("cosh", call -> call.tensor(0).cosh());
    calls.one("deg2rad", call -> call.tensor(0).deg2rad());
    calls.one("erf", call -> call.tensor(0).erf());
    calls.one("erfc", call -> call.tensor(0).erfc());
    calls.one("erfinv", call -> call.tensor(0).erfinv());
    calls.one("exp", call -> call.tensor(0).exp());
    calls.one("exp2", call -> call.tensor(0).exp2());
    calls.one("expm1", call -> call.tensor(0).expm1());
    calls.one("floor", call -> call.tensor(0).floor());
    calls.one("frac", call -> call.tensor(0).frac());
    calls.one("log", call -> call.tensor(0).log());
    calls.one("log10", call -> call.tensor(0).log10());
    calls.one("log1p", call -> call.tensor(0).log1p());
    calls.one("log2", call -> call.tensor(0).log2());
    calls.one("rad2deg", call -> call.tensor(0).rad2deg());
    calls.one("reciprocal", call -> call.tensor(0).reciprocal());
    calls.one("relu", call -> call.tensor(0).relu());
    calls.one("rsqrt", call -> call.tensor(0).rsqrt());
    calls.one("sigmoid", call -> call.tensor(0).sigmoid());
    calls.one("sign", call -> call.tensor(0).sign());
    calls.one("sin", call -> call.tensor(0).sin());
    calls.one("sinc", call -> call.tensor(0).sinc());
    calls.one("sinh", call -> call.tensor(0).sinh());
    calls.one("sqrt", call -> call.tensor(0).sqrt());
    calls.one("square", call -> call.tensor(0).square());
    calls.one("tan", call -> call.tensor(0).tan());
    calls.one("tanh", call -> call.tensor(0).tanh());
    calls.one("trunc", call -> call.tensor(0).trunc());
    calls.one("atan2", call -> call.tensor(0).atan2(call.tensor(1, "other")));
    calls.one("logaddexp", call -> call.tensor(0).logaddexp(call.tensor(1, "other")));
    calls.one("logit", FunctionCalls::logit);
    calls.one("nan_to_num", FunctionCalls::nanToNum);
    calls.one("round", FunctionCalls::round);
    calls.one("xlogy", FunctionCalls::xlogy);
  }

  private static Tensor logit(Call call) {
    Argument eps = call.arg(1, "eps");
    return eps.isGiven() ? call.tensor(0).logit(eps.number()) : call.tensor(0).logit();
  }

  private static Tensor nanToNum(Call call) {
    Tensor x = call.tensor(0);
    double nan = call.arg(1, "nan").number(0);
    Argument posInf = call.arg(2, "posinf");
    Argument negInf = call.arg(3, "neginf");
    if (!posInf.isGiven() && !negInf.isGiven()) {
      return x.nanToNum(nan);
    }
    double greatest = x.dtype() == DType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
    return x.nanToNum(nan, posInf.number(greatest), negInf.number(-greatest));
  }

  private static Tensor round(Call call) {
    Argument decimals = call.arg("decimals");
    return decimals.isGiven() ? call.tensor(0).round(decimals.integer()) : call.tensor(0).round();
  }

  private static Tensor xlogy(Call call) {
    Argument factor = call.arg(0);
    return factor.isTensor()
        ? operand(call, Tensor::xlogy, Tensor::xlogy, Tensor::xlogy)
        : Tensor.xlogy(factor.number(), call.tensor(1, "other"));
  }
}
