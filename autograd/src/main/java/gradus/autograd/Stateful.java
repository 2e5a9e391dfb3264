package gradus.autograd;

/// What can be saved and continued: a model, an optimizer, a schedule, a generator.
///
/// `b.loadStateDict(a.stateDict())` makes `b` go on exactly as `a` would.
public interface Stateful {
  /// The state, as tensors that share memory with this object's own where it holds tensors.
  StateDict stateDict();

  /// Takes over a state; nothing has changed when this throws.
  ///
  /// @throws IllegalArgumentException if the state does not fit
  void loadStateDict(StateDict state);
}
