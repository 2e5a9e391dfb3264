package gradus.optim;

/// The numbers that steer an optimizer, or one group of its parameters: a record with one wither
/// per component, so that `SGD.lr(0.1).momentum(0.9)` reads as it is meant and prints all values.
///
/// A record that implements this has components of the types double, int, long and boolean only;
/// they are saved with the optimizer's state.
///
/// @param <O> the record itself
public interface Options<O> {
  /// The learning rate, 0 or more.
  double lr();

  /// The same options with another learning rate; schedules use it.
  ///
  /// @throws IllegalArgumentException if it is negative or NaN
  O lr(double lr);

  /// Refuses options that contradict each other. Called when they are given to an optimizer; a
  /// single value is refused where it is set.
  ///
  /// @throws IllegalArgumentException if they do
  default void check() {}
}
