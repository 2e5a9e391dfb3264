package gradus.autograd.kernel;

import jdk.incubator.vector.VectorShape;

/// What the vector unit of this processor can do. Mentions the Vector API: touch it only if the
/// module is there.
final class VectorUnit {
  private VectorUnit() {}

  /// Whether multiplication and addition are one instruction. Where they are not, `fma` is computed
  /// exactly in software, a thousand times slower. Processors of the x86 family have it if their
  /// vectors are wider than 128 bits; the others that Java runs on always do.
  static boolean hasFusedMultiplyAdd() {
    String family = System.getProperty("os.arch");
    boolean x86 = family.equals("amd64") || family.equals("x86_64") || family.equals("x86");
    return !x86 || VectorShape.preferredShape().vectorBitSize() > 128;
  }
}
