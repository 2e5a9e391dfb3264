package gradus.optim.lab;

import gradus.autograd.Tensor;
import gradus.optim.ASGD;
import gradus.optim.Adadelta;
import gradus.optim.Adagrad;
import gradus.optim.Adam;
import gradus.optim.AdamW;
import gradus.optim.Adamax;
import gradus.optim.EmaMomentum;
import gradus.optim.LBFGS;
import gradus.optim.Lion;
import gradus.optim.Lookahead;
import gradus.optim.NAdam;
import gradus.optim.Optimizer;
import gradus.optim.RAdam;
import gradus.optim.RMSprop;
import gradus.optim.Rprop;
import gradus.optim.SAM;
import gradus.optim.SGD;
import java.util.List;

/// An optimizer whose learning rate is still open.
///
/// ```java
/// Family.ADAM.at(0.1); // a contestant
/// new Family("clipped", (x, lr) -> new SGD(x, SGD.lr(lr).weightDecay(0.1)));
/// ```
///
/// @param name what it is called in results
/// @param maker makes a fresh optimizer over parameters at a learning rate
public record Family(String name, Maker maker) {
  /// Plain gradient descent.
  public static final Family SGD_PLAIN = new Family("SGD", (x, lr) -> new SGD(x, SGD.lr(lr)));

  /// The heavy ball, with a momentum of 0.9.
  public static final Family MOMENTUM =
      new Family("momentum", (x, lr) -> new SGD(x, SGD.lr(lr).momentum(0.9)));

  /// Nesterov's momentum of 0.9.
  public static final Family NESTEROV =
      new Family("Nesterov", (x, lr) -> new SGD(x, SGD.lr(lr).momentum(0.9).nesterov(true)));

  /// The moving average of gradients, with a beta of 0.9.
  public static final Family EMA_MOMENTUM =
      new Family("EmaMomentum", (x, lr) -> new EmaMomentum(x, EmaMomentum.lr(lr)));

  /// Adam.
  public static final Family ADAM = new Family("Adam", (x, lr) -> new Adam(x, Adam.lr(lr)));

  /// AdamW.
  public static final Family ADAMW = new Family("AdamW", (x, lr) -> new AdamW(x, AdamW.lr(lr)));

  /// RMSprop.
  public static final Family RMSPROP =
      new Family("RMSprop", (x, lr) -> new RMSprop(x, RMSprop.lr(lr)));

  /// Adagrad.
  public static final Family ADAGRAD =
      new Family("Adagrad", (x, lr) -> new Adagrad(x, Adagrad.lr(lr)));

  /// Adadelta.
  public static final Family ADADELTA =
      new Family("Adadelta", (x, lr) -> new Adadelta(x, Adadelta.lr(lr)));

  /// Adamax.
  public static final Family ADAMAX = new Family("Adamax", (x, lr) -> new Adamax(x, Adamax.lr(lr)));

  /// NAdam.
  public static final Family NADAM = new Family("NAdam", (x, lr) -> new NAdam(x, NAdam.lr(lr)));

  /// RAdam.
  public static final Family RADAM = new Family("RAdam", (x, lr) -> new RAdam(x, RAdam.lr(lr)));

  /// Averaged gradient descent.
  public static final Family AVERAGED = new Family("ASGD", (x, lr) -> new ASGD(x, ASGD.lr(lr)));

  /// Rprop.
  public static final Family RPROP = new Family("Rprop", (x, lr) -> new Rprop(x, Rprop.lr(lr)));

  /// Lion.
  public static final Family LION = new Family("Lion", (x, lr) -> new Lion(x, Lion.lr(lr)));

  /// Sharpness-aware gradient descent with a momentum of 0.9 and a radius of 0.05.
  public static final Family SHARPNESS_AWARE =
      new Family("SAM", (x, lr) -> new SAM<>(new SGD(x, SGD.lr(lr).momentum(0.9)), 0.05));

  /// Adam with slow weights that follow half of the way every five steps.
  public static final Family LOOKAHEAD =
      new Family("Lookahead", (x, lr) -> new Lookahead<>(new Adam(x, Adam.lr(lr)), 5, 0.5));

  /// L-BFGS with a strong Wolfe line search, up to four moves a step.
  public static final Family QUASI_NEWTON =
      new Family("LBFGS", (x, lr) -> new LBFGS(x, LBFGS.lr(lr).maxIter(4).strongWolfe(true)));

  /// Makes an optimizer.
  @FunctionalInterface
  public interface Maker {
    /// An optimizer over these parameters at this learning rate.
    Optimizer<?> make(List<Tensor> parameters, double lr);
  }

  /// All that move a tensor of any shape.
  public static List<Family> all() {
    return List.of(
        SGD_PLAIN,
        MOMENTUM,
        NESTEROV,
        EMA_MOMENTUM,
        ADAM,
        ADAMW,
        RMSPROP,
        ADAGRAD,
        ADADELTA,
        ADAMAX,
        NADAM,
        RADAM,
        AVERAGED,
        RPROP,
        LION,
        SHARPNESS_AWARE,
        LOOKAHEAD,
        QUASI_NEWTON);
  }

  /// This optimizer at a learning rate.
  public Contestant at(double lr) {
    return new Contestant(name + " " + lr, x -> maker.make(x, lr));
  }
}
