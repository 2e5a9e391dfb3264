package gradus.conformance;

import gradus.autograd.DType;
import gradus.autograd.Tensor;

/// When two tensors agree: same type and shape, whole numbers and booleans exactly, decimals where
/// |a − b| ≤ atol + rtol |b|, NaN with NaN, infinities exactly.
public record Agreement(double atol, double rtol) {
  public static final Agreement FLOAT64 = new Agreement(1e-7, 1e-6);
  public static final Agreement FLOAT32 = new Agreement(1e-5, 1.3e-4);

  /// What is wrong with `actual`; null where it agrees with `expected`. Either may be null for an
  /// absent tensor.
  public String difference(Tensor actual, Tensor expected) {
    if (actual == null || expected == null) {
      return actual == expected
          ? null
          : "is %s, expected %s".formatted(TensorJson.text(actual), TensorJson.text(expected));
    }
    if (actual.dtype() != expected.dtype() || !actual.shape().equals(expected.shape())) {
      return "is %s, expected %s".formatted(TensorJson.text(actual), TensorJson.text(expected));
    }
    int place = firstDifference(actual, expected);
    return place < 0
        ? null
        : "is %s, expected %s; the first difference is element %d: %s, expected %s"
            .formatted(
                TensorJson.text(actual),
                TensorJson.text(expected),
                place,
                element(actual, place),
                element(expected, place));
  }

  private int firstDifference(Tensor actual, Tensor expected) {
    if (!actual.dtype().isFloatingPoint()) {
      long[] a = actual.toLongArray();
      long[] b = expected.toLongArray();
      return java.util.Arrays.mismatch(a, b);
    }
    double[] a = actual.toDoubleArray();
    double[] b = expected.toDoubleArray();
    for (int i = 0; i < a.length; i++) {
      if (!agree(a[i], b[i])) {
        return i;
      }
    }
    return -1;
  }

  private boolean agree(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b);
    }
    return a == b
        || Double.isFinite(a) && Double.isFinite(b) && Math.abs(a - b) <= atol + rtol * Math.abs(b);
  }

  private static Object element(Tensor tensor, int place) {
    return tensor.dtype() == DType.INT64
        ? (Object) tensor.toLongArray()[place]
        : tensor.toDoubleArray()[place];
  }
}
