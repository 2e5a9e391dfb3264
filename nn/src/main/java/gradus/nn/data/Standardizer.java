package gradus.nn.data;

import gradus.autograd.Autograd;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.function.UnaryOperator;

/// Moves and scales the columns of data so that on the training part each has mean 0 and standard
/// deviation 1: steps of gradient descent then suit all of them.
///
/// ```java
/// var standard = Standardizer.fit(train);
/// Tensor x = standard.apply(train);
/// Tensor xTest = standard.apply(test);      // with the numbers of the training part
/// ```
///
/// @param mean what is subtracted, one number per column
/// @param std what is divided by, one number per column; 1 for a column that does not vary
public record Standardizer(Tensor mean, Tensor std) implements UnaryOperator<Tensor> {
  /// Takes mean and standard deviation (of the whole, divided by n) of every column of `x`.
  ///
  /// @throws ShapeException if `x` is no matrix with at least one row
  public static Standardizer fit(Tensor x) {
    if (x.dim() != 2 || x.size(0) == 0) {
      throw new ShapeException(
          "Standardizer: data of shape %s; give a matrix with a row per sample", x.shape());
    }
    return Autograd.noGrad(() -> {
      Tensor mean = x.mean(0);
      Tensor std = x.sub(mean).square().mean(0).sqrt();
      return new Standardizer(mean, Tensor.where(std.eq(0), std.onesLike(), std));
    });
  }

  /// `(x − mean) / std`.
  @Override
  public Tensor apply(Tensor x) {
    return x.sub(mean).div(std);
  }

  /// The way back: `y · std + mean`.
  public Tensor invert(Tensor y) {
    return y.mul(std).add(mean);
  }
}
