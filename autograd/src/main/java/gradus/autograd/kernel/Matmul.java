package gradus.autograd.kernel;

import gradus.autograd.Shape;

/// Products of matrices and batches of them, on top of the matrix kernel.
public final class Matmul {
  private Matmul() {}

  /// The product of `a` [m, k] and `b` [k, n], in a fresh array, with the row `bias` added if it is
  /// not null.
  public static Array product(Array a, Array b, Array bias) {
    Array out = Array.unwritten(a.dtype(), Shape.of(a.geometry().size(0), b.geometry().size(1)));
    multiply(a, b, out, false, bias);
    return out;
  }

  /// The products of the matrices of `a` [batch, m, k] and `b` [batch, k, n], in a fresh array.
  public static Array batched(Array a, Array b) {
    Geometry x = a.geometry();
    Array out = Array.unwritten(a.dtype(), Shape.of(x.size(0), x.size(1), b.geometry().size(2)));
    for (int i = 0; i < x.size(0); i++) {
      multiply(
          a.with(x.select(0, i)),
          b.with(b.geometry().select(0, i)),
          out.with(out.geometry().select(0, i)),
          false,
          null);
    }
    return out;
  }

  /// Writes the product to `out` [m, n], whose rows are contiguous, or adds it.
  public static void multiply(Array a, Array b, Array out, boolean accumulate, Array bias) {
    Geometry x = a.geometry();
    Geometry y = b.geometry();
    int m = x.size(0);
    int k = x.size(1);
    int n = y.size(1);
    if (out.numel() == 0) {
      return;
    }
    Array row = bias == null ? null : bias.contiguous();
    switch (out.storage()) {
      case Storage.F32 s ->
          FloatGemm.gemm(
              m,
              n,
              k,
              a.floats(),
              x.offset(),
              x.stride(0),
              x.stride(1),
              b.floats(),
              y.offset(),
              y.stride(0),
              y.stride(1),
              s.data(),
              out.offset(),
              out.geometry().stride(0),
              accumulate,
              row == null ? null : row.floats(),
              row == null ? 0 : row.offset());
      case Storage.F64 s ->
          DoubleGemm.gemm(
              m,
              n,
              k,
              a.doubles(),
              x.offset(),
              x.stride(0),
              x.stride(1),
              b.doubles(),
              y.offset(),
              y.stride(0),
              y.stride(1),
              s.data(),
              out.offset(),
              out.geometry().stride(0),
              accumulate,
              row == null ? null : row.doubles(),
              row == null ? 0 : row.offset());
      case Storage.I64 s -> multiplyWhole(a, b, s.data(), out, accumulate);
      case Storage.Bool _ ->
          throw new IllegalArgumentException("a kernel was given BOOL; convert it first");
    }
  }

  private static void multiplyWhole(Array a, Array b, long[] out, Array c, boolean accumulate) {
    Geometry x = a.geometry();
    Geometry y = b.geometry();
    for (int i = 0; i < x.size(0); i++) {
      for (int j = 0; j < y.size(1); j++) {
        int at = c.offset() + i * c.geometry().stride(0) + j;
        long sum = accumulate ? out[at] : 0;
        for (int p = 0; p < x.size(1); p++) {
          sum +=
              a.longs()[x.offset() + i * x.stride(0) + p * x.stride(1)]
                  * b.longs()[y.offset() + p * y.stride(0) + j * y.stride(1)];
        }
        out[at] = sum;
      }
    }
  }
}
