package gradus.autograd;

import gradus.autograd.kernel.Array;

/// The elements of a tensor as Java values.
public sealed interface Elements permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// The only element.
  ///
  /// @throws IllegalStateException if there is not exactly one element
  default double item() {
    return self().array().storage().get(theOnlyPlace("item"));
  }

  /// The only element, exactly; a fraction is cut off.
  ///
  /// @throws IllegalStateException if there is not exactly one element
  default long itemLong() {
    return self().array().storage().getLong(theOnlyPlace("itemLong"));
  }

  /// Whether the only element is true, or not zero.
  ///
  /// @throws IllegalStateException if there is not exactly one element
  default boolean itemBoolean() {
    return self().array().storage().get(theOnlyPlace("itemBoolean")) != 0;
  }

  private int theOnlyPlace(String name) {
    if (self().numel() != 1) {
      throw new IllegalStateException(
          "%s: a tensor of shape %s has %d elements, not one; reduce it first, with sum() or"
                  .formatted(name, self().shape(), self().numel())
              + " mean(), or pick one with at(…)");
    }
    return self().array().offset();
  }

  /// A copy of the elements in row-major order, as FLOAT32 numbers.
  default float[] toFloatArray() {
    return copyAs(DType.FLOAT32).floats();
  }

  /// A copy of the elements in row-major order, as FLOAT64 numbers.
  default double[] toDoubleArray() {
    return copyAs(DType.FLOAT64).doubles();
  }

  /// A copy of the elements in row-major order, as INT64 numbers; fractions are cut off.
  default long[] toLongArray() {
    return copyAs(DType.INT64).longs();
  }

  /// A copy of the elements in row-major order, as booleans; what is not zero is true.
  default boolean[] toBooleanArray() {
    return copyAs(DType.BOOL).booleans();
  }

  private Array copyAs(DType dtype) {
    Array out = Array.zeros(dtype, self().shape());
    out.copyFrom(self().array());
    return out;
  }
}
