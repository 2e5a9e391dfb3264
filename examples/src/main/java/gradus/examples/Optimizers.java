package gradus.examples;

import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Scrubber;
import gradus.nn.plot.Trace;
import gradus.optim.Adagrad;
import gradus.optim.Adam;
import gradus.optim.AdamW;
import gradus.optim.EmaMomentum;
import gradus.optim.Optimizer;
import gradus.optim.RMSprop;
import gradus.optim.SGD;
import java.util.ArrayList;
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

  static void main(String[] args) {
    System.exit(Lesson.run(Optimizers::tell, Optimizers::page, args));
  }

  private static void tell() {
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

  // ---- pictures ----

  private static Page page() {
    List<Trace> heights = new ArrayList<>();
    List<Trace> ways = new ArrayList<>();
    rules()
        .forEach((name, rule) -> {
          Path path = descend(rule);
          heights.add(path.height(name));
          ways.add(path.onMap(name));
        });
    return Page.of("Nine rules of stepping")
        .text(
            "All go down the bowl `f(θ) = Σ θ²` from θ = (5, −3, 2), 100 steps. Click a name to"
                + " take a rule out, twice to see it alone.")
        .add(
            Figure.of("Height", heights.toArray(Trace[]::new))
                .x("step")
                .y("f(θ)")
                .logY()
                .caption("Their learning rates differ, as in the lesson: this is no race."))
        .add(
            Scrubber.of(
                101,
                Figure.of("The first two numbers of θ", ways.toArray(Trace[]::new))
                    .x("θ₁")
                    .y("θ₂")
                    .x(-3, 6)
                    .y(-4, 3)
                    .equalScale()));
  }
}
