package gradus.optim;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/// Makes an optimizer from the name and the options that PyTorch has for it.
final class OptimizersByName {
  private OptimizersByName() {}

  static Optimizer<?> make(String name, JsonNode options, List<Tensor> parameters) {
    return switch (name) {
      case "SGD" -> new SGD(parameters, set(SGD.lr(1e-3), options, OptimizersByName::sgd));
      case "Adam" -> new Adam(parameters, set(Adam.lr(1e-3), options, OptimizersByName::adam));
      case "AdamW" -> new AdamW(parameters, set(AdamW.lr(1e-3), options, OptimizersByName::adamW));
      default -> throw new IllegalArgumentException("no optimizer " + name);
    };
  }

  /// An option of PyTorch's: its name and value.
  private record Option(String name, JsonNode value) {
    double number() {
      return value.asDouble();
    }

    double number(int index) {
      return value.get(index).asDouble();
    }

    boolean flag() {
      return value.asBoolean();
    }

    IllegalArgumentException unknown() {
      return new IllegalArgumentException("no option " + name);
    }
  }

  private static <O extends Options<O>> O set(
      O options, JsonNode given, BiFunction<O, Option, O> with) {
    O result = options;
    for (var entry : given.properties()) {
      Option option = new Option(entry.getKey(), entry.getValue());
      result = option.name().equals("lr") ? result.lr(option.number()) : with.apply(result, option);
    }
    return result;
  }

  private static SGD.Options sgd(SGD.Options o, Option x) {
    return switch (x.name()) {
      case "momentum" -> o.momentum(x.number());
      case "dampening" -> o.dampening(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "nesterov" -> o.nesterov(x.flag());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }

  private static Adam.Options adam(Adam.Options o, Option x) {
    return switch (x.name()) {
      case "betas" -> o.betas(x.number(0), x.number(1));
      case "eps" -> o.eps(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "amsgrad" -> o.amsgrad(x.flag());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }

  private static AdamW.Options adamW(AdamW.Options o, Option x) {
    return switch (x.name()) {
      case "betas" -> o.betas(x.number(0), x.number(1));
      case "eps" -> o.eps(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "amsgrad" -> o.amsgrad(x.flag());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }
}
