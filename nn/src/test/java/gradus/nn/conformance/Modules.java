package gradus.nn.conformance;

import gradus.autograd.Tensor;
import gradus.conformance.UnsupportedCall;
import gradus.nn.Block;
import gradus.nn.Layer;
import gradus.nn.Loss;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// How the modules of `torch.nn` are made and called here, by their names.
final class Modules {
  private final Map<String, Module<?>> modules = new TreeMap<>();

  /// All families together.
  static Modules of(List<Consumer<Modules>> families) {
    Modules all = new Modules();
    families.forEach(family -> family.accept(all));
    return all;
  }

  /// How one kind of block is made and called.
  private record Module<B extends Block>(
      Function<ModuleArguments, B> make, BiFunction<B, Tensor[], Tensor[]> call) {
    Made made(ModuleArguments arguments) {
      B block = make.apply(arguments);
      arguments.requireAllAsked();
      return new Made(block, inputs -> call.apply(block, inputs));
    }
  }

  /// A block and how it is called.
  record Made(Block block, Function<Tensor[], Tensor[]> call) {}

  void layer(String name, Function<ModuleArguments, Layer> make) {
    block(name, make, (layer, x) -> new Tensor[] {layer.apply(x[0])});
  }

  void loss(String name, Function<ModuleArguments, Loss> make) {
    block(name, make, (loss, x) -> new Tensor[] {loss.apply(x[0], x[1])});
  }

  <B extends Block> void block(
      String name, Function<ModuleArguments, B> make, BiFunction<B, Tensor[], Tensor[]> call) {
    modules.put(name, new Module<>(make, call));
  }

  Made make(String name, ModuleArguments arguments) {
    Module<?> module = modules.get(name);
    if (module == null) {
      throw new UnsupportedCall("there is no " + name);
    }
    return module.made(arguments);
  }
}
