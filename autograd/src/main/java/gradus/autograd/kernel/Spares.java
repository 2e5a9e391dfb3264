package gradus.autograd.kernel;

import java.lang.ref.SoftReference;

/// Arrays that nobody needs any more, kept for the results of the next operations.
///
/// A new Java array is cleared first, in memory that no cache holds: that costs as much as a cheap
/// operation on it. Only the engine knows which arrays nobody holds, namely gradients that it made
/// and has passed on, so only it keeps some here.
///
/// Every thread has its own few, the last ones kept. They are held softly: when memory is short,
/// they go first.
public final class Spares {
  /// Shorter arrays are cheaper to make than to look for.
  private static final int SHORTEST = 1024;

  private static final int MOST = 32;
  private static final ThreadLocal<SoftReference<Spares>> HERE = new ThreadLocal<>();

  private final Storage[] kept = new Storage[MOST];
  private int count;

  private Spares() {}

  /// Keeps the array of `storage`, which nobody reads or writes any more, unless a derivative has
  /// saved it.
  public static void keep(Storage storage) {
    if (storage.length() >= SHORTEST && storage.dtype().isFloatingPoint() && !storage.isSaved()) {
      Spares here = here();
      if (here == null) {
        here = new Spares();
        HERE.set(new SoftReference<>(here));
      }
      here.add(storage);
    }
  }

  private static Spares here() {
    SoftReference<Spares> reference = HERE.get();
    return reference == null ? null : reference.get();
  }

  private void add(Storage storage) {
    if (count == MOST) {
      remove(0);
    }
    kept[count++] = storage;
  }

  private Storage remove(int index) {
    Storage storage = kept[index];
    System.arraycopy(kept, index + 1, kept, index, --count - index);
    kept[count] = null;
    return storage;
  }

  /// An array of `length` numbers, whatever they are.
  static float[] floats(int length) {
    Spares here = length < SHORTEST ? null : here();
    for (int i = here == null ? -1 : here.count - 1; i >= 0; i--) {
      if (here.kept[i] instanceof Storage.F32 s && s.length() == length) {
        here.remove(i);
        return s.data();
      }
    }
    return new float[length];
  }

  /// An array of `length` numbers, whatever they are.
  static double[] doubles(int length) {
    Spares here = length < SHORTEST ? null : here();
    for (int i = here == null ? -1 : here.count - 1; i >= 0; i--) {
      if (here.kept[i] instanceof Storage.F64 s && s.length() == length) {
        here.remove(i);
        return s.data();
      }
    }
    return new double[length];
  }
}
