package gradus.autograd;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// Rows of comparisons and logic; none has a derivative.
final class ComparisonCases {
  static final List<OpCase> ROWS =
      List.of(
          pair("eq", Tensor::eq).inPlaceWith(Tensor::eq_),
          question("eq", x -> x.eq(1)).inPlace(x -> x.eq_(1)),
          pair("ne", Tensor::ne).inPlaceWith(Tensor::ne_),
          question("ne", x -> x.ne(1)).inPlace(x -> x.ne_(1)),
          pair("lt", Tensor::lt).inPlaceWith(Tensor::lt_),
          question("lt", x -> x.lt(0.5)).inPlace(x -> x.lt_(0.5)),
          pair("le", Tensor::le).inPlaceWith(Tensor::le_),
          question("le", x -> x.le(0.5)).inPlace(x -> x.le_(0.5)),
          pair("gt", Tensor::gt).inPlaceWith(Tensor::gt_),
          question("gt", x -> x.gt(0.5)).inPlace(x -> x.gt_(0.5)),
          pair("ge", Tensor::ge).inPlaceWith(Tensor::ge_),
          question("ge", x -> x.ge(0.5)).inPlace(x -> x.ge_(0.5)),
          pair("logicalAnd", Tensor::logicalAnd).inPlaceWith(Tensor::logicalAnd_),
          pair("logicalOr", Tensor::logicalOr).inPlaceWith(Tensor::logicalOr_),
          pair("logicalXor", Tensor::logicalXor).inPlaceWith(Tensor::logicalXor_),
          question("logicalNot", Tensor::logicalNot).inPlace(Tensor::logicalNot_),
          question("isnan", Tensor::isnan),
          question("isinf", Tensor::isinf),
          question("isfinite", Tensor::isfinite));

  private ComparisonCases() {}

  private static OpCase pair(String name, BinaryOperator<Tensor> function) {
    return OpCase.binary(name, function).notDifferentiable();
  }

  private static OpCase question(String name, UnaryOperator<Tensor> function) {
    return OpCase.unary(name, function).notDifferentiable();
  }
}
