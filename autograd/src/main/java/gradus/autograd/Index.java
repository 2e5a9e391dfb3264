package gradus.autograd;

/// One position in `x.at(…)`: what to take along the next dimension.
///
/// ```java
/// x.at(index(0), range(1, 3), all(), newAxis(), ellipsis(), mask);
/// ```
///
/// A tensor of INT64 numbers picks elements by place, a tensor of BOOL those where it is true; both
/// copy. All others give a view.
public sealed interface Index permits Tensor, Index.Basic {
  /// An index that gives a view.
  sealed interface Basic extends Index {}

  /// One place, whose dimension is left out.
  ///
  /// @param place counted from the end if negative
  record Place(int place) implements Basic {}

  /// Places from `start` to before `stop`, `step` apart; null means from the start, to the end.
  ///
  /// @param start counted from the end if negative; cut to the dimension
  /// @param stop counted from the end if negative; cut to the dimension
  /// @param step 1 or more
  record Range(Integer start, Integer stop, int step) implements Basic {}

  /// A new dimension of size 1.
  record NewAxis() implements Basic {}

  /// As many whole dimensions as are left over.
  record Ellipsis() implements Basic {}

  /// One place, whose dimension is left out: Python's `i`.
  static Index index(int place) {
    return new Place(place);
  }

  /// Places from `start` to before `stop`: Python's `start:stop`. Negative ones count from the end.
  static Index range(int start, int stop) {
    return range(start, stop, 1);
  }

  /// Every `step`-th place from `start` to before `stop`: Python's `start:stop:step`.
  ///
  /// @throws IllegalArgumentException if `step` is less than 1
  static Index range(int start, int stop, int step) {
    requirePositive(step);
    return new Range(start, stop, step);
  }

  /// Places from `start` to the end: Python's `start:`.
  static Index from(int start) {
    return new Range(start, null, 1);
  }

  /// Places before `stop`: Python's `:stop`.
  static Index to(int stop) {
    return new Range(null, stop, 1);
  }

  /// Every `step`-th place: Python's `::step`.
  ///
  /// @throws IllegalArgumentException if `step` is less than 1
  static Index every(int step) {
    requirePositive(step);
    return new Range(null, null, step);
  }

  /// The whole dimension: Python's `:`.
  static Index all() {
    return new Range(null, null, 1);
  }

  /// A new dimension of size 1: Python's `None`.
  static Index newAxis() {
    return new NewAxis();
  }

  /// As many whole dimensions as are left over: Python's `...`.
  static Index ellipsis() {
    return new Ellipsis();
  }

  private static void requirePositive(int step) {
    if (step < 1) {
      throw new IllegalArgumentException(
          "range: step %d: steps go forward, by 1 or more; use flip to go backward"
              .formatted(step));
    }
  }
}
