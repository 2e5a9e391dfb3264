package gradus.optim;

import gradus.autograd.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Every optimizer once, with options that use all that it remembers.
final class Zoo {
  static final Map<String, Function<List<Tensor>, Optimizer<?>>> OPTIMIZERS = new LinkedHashMap<>();

  static {
    OPTIMIZERS.put("SGD", p -> new SGD(p, SGD.lr(0.01)));
    OPTIMIZERS.put("SGD momentum", p -> new SGD(p, SGD.lr(0.01).momentum(0.9).dampening(0.1)));
    OPTIMIZERS.put("SGD nesterov", p -> new SGD(p, SGD.lr(0.01).momentum(0.9).nesterov(true)));
    OPTIMIZERS.put("EmaMomentum", p -> new EmaMomentum(p, EmaMomentum.lr(0.02).weightDecay(0.1)));
    OPTIMIZERS.put("Adam", p -> new Adam(p, Adam.lr(0.02).weightDecay(0.1)));
    OPTIMIZERS.put("Adam amsgrad", p -> new Adam(p, Adam.lr(0.02).betas(0.8, 0.9).amsgrad(true)));
    OPTIMIZERS.put("AdamW", p -> new AdamW(p, AdamW.lr(0.02)));
    OPTIMIZERS.put("RMSprop", p -> new RMSprop(p, RMSprop.lr(0.01)));
    OPTIMIZERS.put(
        "RMSprop centered", p -> new RMSprop(p, RMSprop.lr(0.01).momentum(0.5).centered(true)));
    OPTIMIZERS.put("Adagrad", p -> new Adagrad(p, Adagrad.lr(0.1).lrDecay(0.1)));
    OPTIMIZERS.put("Adadelta", p -> new Adadelta(p, Adadelta.lr(1).eps(1e-3)));
    OPTIMIZERS.put("Adamax", p -> new Adamax(p, Adamax.lr(0.02)));
    OPTIMIZERS.put("NAdam", p -> new NAdam(p, NAdam.lr(0.02).decoupledWeightDecay(true)));
    OPTIMIZERS.put("RAdam", p -> new RAdam(p, RAdam.lr(0.02).betas(0.8, 0.9)));
    OPTIMIZERS.put("ASGD", p -> new ASGD(p, ASGD.lr(0.01).t0(3)));
    OPTIMIZERS.put("Rprop", p -> new Rprop(p));
    OPTIMIZERS.put("Lion", p -> new Lion(p, Lion.lr(0.01).weightDecay(0.1)));
    OPTIMIZERS.put("Muon", p -> new Muon(p, Muon.lr(0.01)));
    OPTIMIZERS.put("LBFGS", p -> new LBFGS(p, LBFGS.lr(0.5).maxIter(2).historySize(3)));
    OPTIMIZERS.put(
        "LBFGS strong Wolfe", p -> new LBFGS(p, LBFGS.lr(1).maxIter(2).strongWolfe(true)));
    OPTIMIZERS.put("SAM", p -> new SAM<>(new SGD(p, SGD.lr(0.01).momentum(0.9)), 0.05));
    OPTIMIZERS.put("Lookahead", p -> new Lookahead<>(new Adam(p, Adam.lr(0.02)), 3, 0.5));
  }

  private Zoo() {}
}
