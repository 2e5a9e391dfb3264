package gradus.examples;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.functional.Losses;

/// Points in the plane, and how well a line passes them. A line is a vector of two parameters, the
/// slope w and the offset b.
record Points(Tensor x, Tensor y) {
  /// The 100 points that [FitLine] fits, near `y = 2x + 3`.
  static Points line(DType dtype) {
    return of(dtype, BundledData.csv("line.csv"));
  }

  /// Three points that lie exactly on `y = 2x`.
  static Points three() {
    return of(DType.FLOAT64, new double[][] {{1, 2}, {2, 4}, {3, 6}});
  }

  static Points of(DType dtype, double[][] rows) {
    Tensor all = Tensor.of(dtype, rows);
    return new Points(all.select(1, 0), all.select(1, 1));
  }

  /// Only these points, in this order.
  Points rows(int... rows) {
    Tensor index = Tensor.of(rows);
    return new Points(x.indexSelect(0, index), y.indexSelect(0, index));
  }

  Tensor predict(Tensor line) {
    return x.mul(line.at(0)).add(line.at(1));
  }

  /// The mean of the squared errors, `1/n Σ (w x + b − y)²`.
  Tensor meanSquaredError(Tensor line) {
    return Losses.mseLoss(predict(line), y);
  }

  /// Half of it, `1/2n Σ (w x + b − y)²`, so that the gradient has no 2. The same learning rate
  /// then makes steps of half the length: whoever names a rate must say which loss it is for.
  Tensor halfMeanSquaredError(Tensor line) {
    return meanSquaredError(line).div(2);
  }
}
