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
      case "RMSprop" ->
          new RMSprop(parameters, set(RMSprop.lr(1e-2), options, OptimizersByName::rmsprop));
      case "Adagrad" ->
          new Adagrad(parameters, set(Adagrad.lr(1e-2), options, OptimizersByName::adagrad));
      case "Adadelta" ->
          new Adadelta(parameters, set(Adadelta.lr(1.0), options, OptimizersByName::adadelta));
      case "Adamax" ->
          new Adamax(parameters, set(Adamax.lr(2e-3), options, OptimizersByName::adamax));
      case "NAdam" -> new NAdam(parameters, set(NAdam.lr(2e-3), options, OptimizersByName::nAdam));
      case "RAdam" -> new RAdam(parameters, set(RAdam.lr(1e-3), options, OptimizersByName::rAdam));
      case "ASGD" -> new ASGD(parameters, set(ASGD.lr(1e-2), options, OptimizersByName::asgd));
      case "Rprop" -> new Rprop(parameters, set(Rprop.lr(1e-2), options, OptimizersByName::rprop));
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
      case "decoupled_weight_decay" -> o.decoupledWeightDecay(x.flag());
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

  private static RMSprop.Options rmsprop(RMSprop.Options o, Option x) {
    return switch (x.name()) {
      case "alpha" -> o.alpha(x.number());
      case "eps" -> o.eps(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "momentum" -> o.momentum(x.number());
      case "centered" -> o.centered(x.flag());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }

  private static Adagrad.Options adagrad(Adagrad.Options o, Option x) {
    return switch (x.name()) {
      case "lr_decay" -> o.lrDecay(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "initial_accumulator_value" -> o.initialAccumulatorValue(x.number());
      case "eps" -> o.eps(x.number());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }

  private static Adadelta.Options adadelta(Adadelta.Options o, Option x) {
    return switch (x.name()) {
      case "rho" -> o.rho(x.number());
      case "eps" -> o.eps(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }

  private static Adamax.Options adamax(Adamax.Options o, Option x) {
    return switch (x.name()) {
      case "betas" -> o.betas(x.number(0), x.number(1));
      case "eps" -> o.eps(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }

  private static NAdam.Options nAdam(NAdam.Options o, Option x) {
    return switch (x.name()) {
      case "betas" -> o.betas(x.number(0), x.number(1));
      case "eps" -> o.eps(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "momentum_decay" -> o.momentumDecay(x.number());
      case "decoupled_weight_decay" -> o.decoupledWeightDecay(x.flag());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }

  private static RAdam.Options rAdam(RAdam.Options o, Option x) {
    return switch (x.name()) {
      case "betas" -> o.betas(x.number(0), x.number(1));
      case "eps" -> o.eps(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "decoupled_weight_decay" -> o.decoupledWeightDecay(x.flag());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }

  private static ASGD.Options asgd(ASGD.Options o, Option x) {
    return switch (x.name()) {
      case "lambd" -> o.lambd(x.number());
      case "alpha" -> o.alpha(x.number());
      case "t0" -> o.t0(x.number());
      case "weight_decay" -> o.weightDecay(x.number());
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }

  private static Rprop.Options rprop(Rprop.Options o, Option x) {
    return switch (x.name()) {
      case "etas" -> o.etas(x.number(0), x.number(1));
      case "step_sizes" -> o.stepSizes(x.number(0), x.number(1));
      case "maximize" -> o.maximize(x.flag());
      default -> throw x.unknown();
    };
  }
}
