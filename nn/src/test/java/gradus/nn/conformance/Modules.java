package gradus.nn.conformance;

import gradus.autograd.Tensor;
import gradus.nn.Block;
import gradus.nn.Layer;
import gradus.nn.Loss;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/// How the modules of torch are made and called here, by torch's names.
final class Modules {
  private final Map<String, Kind<?>> kinds = new TreeMap<>();

  /// A module: how it is made, and how it is called.
  record Kind<B extends Block>(
      Function<ModuleArguments, B> make, BiFunction<B, Tensor[], Tensor[]> call) {
    Made<B> made(ModuleArguments arguments) {
      Made<B> made = new Made<>(make.apply(arguments), call);
      arguments.requireAllRead();
      return made;
    }
  }

  /// A module that was made.
  record Made<B extends Block>(B block, BiFunction<B, Tensor[], Tensor[]> call) {
    Tensor[] outputs(Tensor... inputs) {
      return call.apply(block, inputs);
    }
  }

  boolean knows(String name) {
    return kinds.containsKey(name);
  }

  Kind<?> kind(String name) {
    return kinds.get(name);
  }

  /// Adds a module with a call of its own.
  <B extends Block> Modules add(
      String name, Function<ModuleArguments, B> make, BiFunction<B, Tensor[], Tensor[]> call) {
    if (kinds.put(name, new Kind<>(make, call)) != null) {
      throw new IllegalArgumentException(name + " was added twice");
    }
    return this;
  }

  /// Adds a layer: one tensor in, one out.
  Modules layer(String name, Function<ModuleArguments, ? extends Layer> make) {
    return this.<Layer>add(name, make::apply, (layer, in) -> new Tensor[] {layer.apply(in[0])});
  }

  /// Adds a loss of two tensors.
  Modules loss(String name, Function<ModuleArguments, ? extends Loss> make) {
    return this.<Loss>add(name, make::apply, (loss, in) -> new Tensor[] {loss.apply(in[0], in[1])});
  }
}
