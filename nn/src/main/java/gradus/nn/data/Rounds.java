package gradus.nn.data;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.IntFunction;

/// Indices from pieces that are made one after the other, each only when an index of it is asked
/// for, since making one may draw random numbers.
final class Rounds implements PrimitiveIterator.OfInt {
  private final IntFunction<PrimitiveIterator.OfInt> pieces;
  private int next;
  private PrimitiveIterator.OfInt piece;
  private boolean finished;

  /// @param pieces gives piece 0, 1, …, and null after the last
  Rounds(IntFunction<PrimitiveIterator.OfInt> pieces) {
    this.pieces = pieces;
  }

  @Override
  public boolean hasNext() {
    while (!finished && (piece == null || !piece.hasNext())) {
      piece = pieces.apply(next++);
      finished = piece == null;
    }
    return !finished;
  }

  @Override
  public int nextInt() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return piece.nextInt();
  }
}
