package gradus.autograd.kernel;

import gradus.autograd.DType;
import gradus.autograd.Shape;
import java.util.Arrays;

/// Blocks of a contiguous array, named by where they start.
///
/// The array is cut into `parts` equal parts, one after the other. In every part the same blocks
/// are named, block `i` from element `starts[i]` of the part on, `length` elements long. Lined up
/// part by part they are the *chosen* elements. For row 3 and row 1 of a matrix with 10 columns
/// there is one part, the starts are 30 and 10, and the length is 10.
///
/// @param parts the number of parts
/// @param starts where the blocks start within a part; one may be named several times
/// @param length the number of elements of a block
public record Places(int parts, int[] starts, int length) {
  /// Single elements of a whole array.
  public static Places elements(int... starts) {
    return new Places(1, starts, 1);
  }

  /// The number of chosen elements.
  public int count() {
    return parts * starts.length * length;
  }

  /// The chosen elements of `x`, in a fresh array of `shape`.
  public Array take(Array x, Shape shape) {
    Array whole = x.contiguous();
    Array out = Array.zeros(x.dtype(), shape);
    int stride = stride(whole);
    switch (whole.storage()) {
      case Storage.F32 s ->
          FloatPlaces.take(this, s.data(), whole.offset(), stride, out.floats(), out.offset());
      case Storage.F64 s ->
          DoublePlaces.take(this, s.data(), whole.offset(), stride, out.doubles(), out.offset());
      default ->
          visit(
              whole,
              (at, i) ->
                  whole.storage().copyRow(at, 1, out.storage(), out.offset() + i, 1, length));
    }
    return out;
  }

  /// Writes `source`, which has as many elements as are chosen, to the chosen elements of `onto`,
  /// which is contiguous. Where one is named several times, the last stays.
  public void put(Array source, Array onto) {
    Array from = source.contiguous();
    switch (onto.storage()) {
      case Storage.F32 s ->
          FloatPlaces.put(
              this, from.floats(), from.offset(), s.data(), onto.offset(), stride(onto));
      case Storage.F64 s ->
          DoublePlaces.put(
              this, from.doubles(), from.offset(), s.data(), onto.offset(), stride(onto));
      default ->
          visit(
              onto,
              (at, i) ->
                  from.storage().copyRow(from.offset() + i, 1, onto.storage(), at, 1, length));
    }
  }

  /// Adds `source`, which has as many elements as are chosen, to the chosen elements of `onto`,
  /// which is contiguous. For BOOL, adding is *or*.
  public void add(Array source, Array onto) {
    Array from = source.contiguous();
    switch (onto.storage()) {
      case Storage.F32 s ->
          FloatPlaces.add(
              this, from.floats(), from.offset(), s.data(), onto.offset(), stride(onto));
      case Storage.F64 s ->
          DoublePlaces.add(
              this, from.doubles(), from.offset(), s.data(), onto.offset(), stride(onto));
      default -> visitElements(from, onto, Long::sum);
    }
  }

  /// Multiplies the chosen elements of `onto`, which is contiguous, by those of `source`. For BOOL,
  /// multiplying is *and*.
  public void multiply(Array source, Array onto) {
    Array from = source.contiguous();
    switch (onto.storage()) {
      case Storage.F32 s ->
          FloatPlaces.multiply(
              this, from.floats(), from.offset(), s.data(), onto.offset(), stride(onto));
      case Storage.F64 s ->
          DoublePlaces.multiply(
              this, from.doubles(), from.offset(), s.data(), onto.offset(), stride(onto));
      default -> visitElements(from, onto, (a, b) -> a * b);
    }
  }

  /// Sets the chosen elements of `onto`, which is contiguous, to the single element of `value`.
  public void fill(Array value, Array onto) {
    visit(
        onto, (at, _) -> value.storage().copyRow(value.offset(), 0, onto.storage(), at, 1, length));
  }

  /// The places of the elements of `x` that are not zero, counted in row-major order.
  public static int[] nonzero(Array x) {
    Array mask = x.to(DType.BOOL).contiguous();
    boolean[] isSet = mask.booleans();
    int offset = mask.offset();
    int count = 0;
    for (int i = 0; i < x.numel(); i++) {
      count += isSet[offset + i] ? 1 : 0;
    }
    int[] places = new int[count + 1];
    for (int i = 0, found = 0; i < x.numel(); i++) {
      places[found] = i;
      found += isSet[offset + i] ? 1 : 0;
    }
    return Arrays.copyOf(places, count);
  }

  private int stride(Array whole) {
    return parts == 0 ? 0 : whole.numel() / parts;
  }

  private interface Visit {
    void at(int place, int i);
  }

  private void visit(Array whole, Visit visit) {
    int stride = stride(whole);
    int i = 0;
    for (int part = 0; part < parts; part++) {
      int base = whole.offset() + part * stride;
      for (int start : starts) {
        visit.at(base + start, i);
        i += length;
      }
    }
  }

  private interface Combine {
    long apply(long a, long b);
  }

  private void visitElements(Array from, Array onto, Combine combine) {
    Storage in = from.storage();
    Storage out = onto.storage();
    visit(
        onto,
        (at, i) -> {
          for (int k = 0; k < length; k++) {
            long sum = combine.apply(out.getLong(at + k), in.getLong(from.offset() + i + k));
            out.setLong(at + k, sum);
          }
        });
  }
}
