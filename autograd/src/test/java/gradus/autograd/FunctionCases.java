package gradus.autograd;

import static gradus.autograd.Domain.POSITIVE;
import static gradus.autograd.Domain.REAL;

import java.util.List;

/// Rows of exponential, trigonometric and special functions.
final class FunctionCases {
  private static final Domain WITHIN_ONE = Domain.in(-0.9, 0.9);

  static final List<OpCase> ROWS =
      List.of(
          OpCase.unary("exp", Tensor::exp).inPlace(Tensor::exp_),
          OpCase.unary("exp2", Tensor::exp2).inPlace(Tensor::exp2_),
          OpCase.unary("expm1", Tensor::expm1).inPlace(Tensor::expm1_),
          OpCase.unary("log", Tensor::log).in(POSITIVE).inPlace(Tensor::log_),
          OpCase.unary("log2", Tensor::log2).in(POSITIVE).inPlace(Tensor::log2_),
          OpCase.unary("log10", Tensor::log10).in(POSITIVE).inPlace(Tensor::log10_),
          OpCase.unary("log1p", Tensor::log1p).in(Domain.in(-0.7, 2)).inPlace(Tensor::log1p_),
          OpCase.binary("logaddexp", Tensor::logaddexp),
          OpCase.binary("xlogy", Tensor::xlogy)
              .in(REAL.avoiding(0), POSITIVE)
              .inPlaceWith(Tensor::xlogy_),
          OpCase.unary("xlogy", x -> Tensor.xlogy(1.5, x)).in(POSITIVE),
          OpCase.unary("sin", Tensor::sin).inPlace(Tensor::sin_),
          OpCase.unary("cos", Tensor::cos).inPlace(Tensor::cos_),
          OpCase.unary("tan", Tensor::tan).in(Domain.in(-1, 1)).inPlace(Tensor::tan_),
          OpCase.unary("asin", Tensor::asin).in(WITHIN_ONE).inPlace(Tensor::asin_),
          OpCase.unary("acos", Tensor::acos).in(WITHIN_ONE).inPlace(Tensor::acos_),
          OpCase.unary("atan", Tensor::atan).inPlace(Tensor::atan_),
          OpCase.binary("atan2", Tensor::atan2).in(REAL, POSITIVE).inPlaceWith(Tensor::atan2_),
          OpCase.unary("sinh", Tensor::sinh).inPlace(Tensor::sinh_),
          OpCase.unary("cosh", Tensor::cosh).inPlace(Tensor::cosh_),
          OpCase.unary("tanh", Tensor::tanh).inPlace(Tensor::tanh_),
          OpCase.unary("asinh", Tensor::asinh).inPlace(Tensor::asinh_),
          OpCase.unary("acosh", Tensor::acosh).in(Domain.in(1.2, 3)).inPlace(Tensor::acosh_),
          OpCase.unary("atanh", Tensor::atanh).in(WITHIN_ONE).inPlace(Tensor::atanh_),
          OpCase.unary("deg2rad", Tensor::deg2rad).inPlace(Tensor::deg2rad_),
          OpCase.unary("rad2deg", Tensor::rad2deg).inPlace(Tensor::rad2deg_),
          OpCase.unary("sigmoid", Tensor::sigmoid).inPlace(Tensor::sigmoid_),
          OpCase.unary("logit", Tensor::logit).in(Domain.in(0.1, 0.9)).inPlace(Tensor::logit_),
          OpCase.unary("logit", x -> x.logit(0.2))
              .in(Domain.in(0, 1).avoiding(0.2, 0.8))
              .inPlace(x -> x.logit_(0.2)),
          OpCase.unary("erf", Tensor::erf).inPlace(Tensor::erf_),
          OpCase.unary("erfc", Tensor::erfc).inPlace(Tensor::erfc_),
          OpCase.unary("erfinv", Tensor::erfinv).in(WITHIN_ONE).inPlace(Tensor::erfinv_),
          OpCase.unary("sinc", Tensor::sinc).inPlace(Tensor::sinc_));

  private FunctionCases() {}
}
