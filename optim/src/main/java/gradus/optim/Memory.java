package gradus.optim;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.util.List;

/// What an optimizer remembers of one parameter, and how it moves the parameter with it: a record
/// of tensors, such as Adam's two moments. See [PerParameterOptimizer].
///
/// @param <O> the options of the optimizer
public interface Memory<O> {
  /// Moves the parameter in place and brings this memory up to date. Nothing is recorded meanwhile.
  ///
  /// @param parameter contiguous
  /// @param gradient contiguous, of the parameter's shape and type
  /// @param options those of the parameter's group
  /// @param t the number of this step, 1 for the first since this memory began
  void update(Tensor parameter, Tensor gradient, O options, long t);

  /// The tensors of this memory under torch's names, to be saved, and written when a state is
  /// loaded; none by default.
  default StateDict tensors() {
    return new StateDict();
  }

  /// The tensors in which a number that is subnormal, nearer to 0 than any normal one, is as good
  /// as 0, and is set to 0 now and then; none by default. A mean of gradients that have become 0
  /// would stay subnormal for ever, and many processors take a hundred times as long for each such
  /// number. What something is divided by is not as good as 0, unless `options` add more to it.
  ///
  /// They must be contiguous and of a floating-point type.
  default List<Tensor> fading(O options) {
    return List.of();
  }

  /// Tells whether this memory holds what `options` need. Where it does not, because an option
  /// changed between steps, memory begins anew.
  default boolean suits(O options) {
    return true;
  }
}
