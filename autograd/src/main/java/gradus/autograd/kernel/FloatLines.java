package gradus.autograd.kernel;

/// Arrays whose vectors lie on whole lines of the cache, when they are counted from [#BEGIN] on. A
/// vector across two lines costs a tile that reads it over and over a tenth of its speed.
///
/// The garbage collector G1 puts an array of half a region of the heap where a region begins, and
/// never moves it.
final class FloatLines {
  /// 64 bytes from an array's own begin, 16 of which are its header.
  static final int BEGIN = (64 - 16) / Float.BYTES;

  /// At least half of a region: G1 cuts the heap into 2048 of them, rounds them up to a power of
  /// two, and makes none longer than 32 MB.
  private static final int HALF_REGION =
      (int) Math.min(Runtime.getRuntime().maxMemory() / 2048, 16 << 20) / Float.BYTES;

  private FloatLines() {}

  /// Zeros, `length` from [#BEGIN] on or more.
  static float[] zeros(int length) {
    return new float[Math.max(BEGIN + length, HALF_REGION)];
  }
}
