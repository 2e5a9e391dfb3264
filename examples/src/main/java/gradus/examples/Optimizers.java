package gradus.examples;

import gradus.autograd.Tensor;
import gradus.optim.Adagrad;
import gradus.optim.Adam;
import gradus.optim.AdamW;
import gradus.optim.EmaMomentum;
import gradus.optim.Optimizer;
import gradus.optim.RMSprop;
import gradus.optim.SGD;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Lesson: the rules by which optimizers step, on the bowl `f(θ) = Σ θ²` from θ = (5, −3, 2).
///
/// ```
/// plain            p −= lr g
/// moving average   v = βv + (1 − β) g                     p −= lr v
/// heavy ball       v = βv + g                             p −= lr v
/// Nesterov         v = βv + g                             p −= lr (g + βv)
/// RMSprop          s = αs + (1 − α) g²                    p −= lr g / (√s + ε)
/// AdaGrad          s = s + g²                             p −= lr g / (√s + ε)
/// Adam             m = β₁m + (1 − β₁) g, v = β₂v + (1 − β₂) g²
///                  p −= lr (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
/// AdamW            p *= 1 − lr · decay, then as Adam
/// ```
///
/// Those that divide by the size of the gradient take about the same step in every direction,
/// however steep it is: look at Adam's first, which is the learning rate in all three.
///
/// To try: the same on `Σ (100 θ)²`. Whose path does not change?
final class Optimizers {
  private static final int[] SHOWN = {1, 2, 3, 10, 25, 50, 100};

  private Optimizers() {}

  /// The rules with the learning rates of the lesson.
  static Map<String, Function<List<Tensor>, Optimizer<?>>> rules() {
    Map<String, Function<List<Tensor>, Optimizer<?>>> rules = new LinkedHashMap<>();
    rules.put("plain 0.01", x -> new SGD(x, SGD.lr(0.01)));
    rules.put("moving average 0.01", x -> new EmaMomentum(x, EmaMomentum.lr(0.01).beta(0.9)));
    rules.put("heavy ball 0.01", x -> new SGD(x, SGD.lr(0.01).momentum(0.9)));
    rules.put("Nesterov 0.01", x -> new SGD(x, SGD.lr(0.01).momentum(0.9).nesterov(true)));
    rules.put("RMSprop 0.01", x -> new RMSprop(x, RMSprop.lr(0.01).alpha(0.9)));
    rules.put("AdaGrad 0.1", x -> new Adagrad(x, Adagrad.lr(0.1)));
    rules.put("Adam 0.1", x -> new Adam(x, Adam.lr(0.1)));
    rules.put("Adam 0.001", x -> new Adam(x, Adam.lr(0.001)));
    rules.put("AdamW 0.1", x -> new AdamW(x, AdamW.lr(0.1).weightDecay(0.01)));
    return rules;
  }

  static void main() {
    rules()
        .forEach((name, rule) -> {
          StringBuilder line = new StringBuilder("%-20s".formatted(name));
          Path path = descend(rule);
          for (int step : SHOWN) {
            line.append("%9.4f".formatted(path.places().get(step).x()[0]));
          }
          IO.println(line);
        });
  }

  /// 100 steps with one of the rules.
  static Path descend(Function<List<Tensor>, Optimizer<?>> rule) {
    return Path.descend(theta -> theta.square().sum(), rule, 100, 5, -3, 2);
  }
}
