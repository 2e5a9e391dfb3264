package gradus.optim;

import static gradus.autograd.Autograd.noGrad;
import static gradus.optim.ParamGroup.group;

import gradus.autograd.DType;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// L-BFGS: steps along an estimate of the Newton direction, made from the last moves and the
/// changes of the gradient. For losses without noise, on all data at once. Like
/// `torch.optim.LBFGS`.
///
/// ```
/// d = -H g                                    H from the pairs (s, y), newest last
/// p = p + t d                                 t = lr, or found by a line search
/// s = t d,  y = g(new) - g(old)               kept if s·y > 1e-10
/// ```
///
/// One call of `step` makes up to `maxIter` such moves and evaluates the loss up to `maxEval`
/// times, so there is only [#step(Supplier)]:
///
/// ```java
/// var optimizer = new LBFGS(List.of(theta), LBFGS.lr(1).strongWolfe(true));
/// optimizer.step(
///     () -> {
///       optimizer.zeroGrad();
///       Tensor loss = theta.square().sum();
///       loss.backward();
///       return loss;
///     });
/// ```
///
/// J. Nocedal, S. Wright, *Numerical optimization*, 2nd edition, 2006, algorithms 7.4, 3.5 and 3.6.
public final class LBFGS extends Optimizer<LBFGS.Options> {
  /// The least `s·y` of a pair that says something about the curvature.
  private static final double LEAST_CURVATURE = 1e-10;

  private History history = new History();

  /// Moves `parameters`, which have one type, with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, if one stands twice or is no leaf, or if
  ///   their types differ
  public LBFGS(Iterable<Tensor> parameters) {
    this(parameters, lr(1));
  }

  /// Moves `parameters`, which have one type.
  ///
  /// @throws IllegalArgumentException if there are none, if one stands twice or is no leaf, or if
  ///   their types differ
  public LBFGS(Iterable<Tensor> parameters, Options options) {
    super(List.of(group(parameters, options)));
    DType dtype = parameters().getFirst().dtype();
    for (Tensor parameter : parameters()) {
      if (parameter.dtype() != dtype) {
        throw new IllegalArgumentException(
            "LBFGS: parameters of %s and %s were given, but the direction is one vector of one type; convert them with to(dtype)"
                .formatted(dtype, parameter.dtype()));
      }
    }
  }

  /// L-BFGS with this learning rate, 1 in general, 20 moves a step, 100 pairs and no line search.
  public static Options lr(double lr) {
    return new Options(lr, 20, 25, 1e-7, 1e-9, 100, false);
  }

  /// The options of [LBFGS].
  ///
  /// @param lr the length of a move in units of the Newton step, 0 or more; with a line search
  ///   where the search begins
  /// @param maxIter the most moves in a step, at least 1
  /// @param maxEval the most evaluations of the loss in a step, at least 1; 1.25 `maxIter` unless
  ///   set
  /// @param toleranceGrad stops when no element of the gradient is larger, 0 or more
  /// @param toleranceChange stops when the loss and the parameters change by less, 0 or more
  /// @param historySize how many pairs are remembered, at least 1
  /// @param strongWolfe looks along the direction for a point that meets the strong Wolfe
  ///   conditions
  public record Options(
      double lr,
      int maxIter,
      int maxEval,
      double toleranceGrad,
      double toleranceChange,
      int historySize,
      boolean strongWolfe)
      implements gradus.optim.Options<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("LBFGS")
          .notNegative("lr", lr)
          .require(maxIter >= 1, "maxIter", maxIter, "must be 1 or more")
          .require(maxEval >= 1, "maxEval", maxEval, "must be 1 or more")
          .notNegative("toleranceGrad", toleranceGrad)
          .notNegative("toleranceChange", toleranceChange)
          .require(historySize >= 1, "historySize", historySize, "must be 1 or more");
    }

    @Override
    public Options lr(double lr) {
      return new Options(
          lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /// The same options with another number of moves, and 1.25 times as many evaluations.
    public Options maxIter(int maxIter) {
      return new Options(
          lr, maxIter, maxIter * 5 / 4, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /// The same options with another number of evaluations; set after [#maxIter(int)].
    public Options maxEval(int maxEval) {
      return new Options(
          lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /// The same options with another tolerance of the gradient.
    public Options toleranceGrad(double toleranceGrad) {
      return new Options(
          lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /// The same options with another tolerance of changes.
    public Options toleranceChange(double toleranceChange) {
      return new Options(
          lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /// The same options with another number of pairs.
    public Options historySize(int historySize) {
      return new Options(
          lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }

    /// The same options, with a line search or without.
    public Options strongWolfe(boolean strongWolfe) {
      return new Options(
          lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, strongWolfe);
    }
  }

  /// What goes on from step to step: the pairs, the last direction, and where it began.
  private static final class History {
    final List<Pair> pairs = new ArrayList<>();
    long moves;
    long evaluations;
    double scale = 1;
    double length;
    double loss;
    Tensor direction;
    Tensor gradient;
  }

  /// A move and the change of the gradient that it made.
  private record Pair(Tensor move, Tensor change, double curvature) {
    Pair(Tensor move, Tensor change) {
      this(move, change, dot(change, move));
    }
  }

  @Override
  boolean needsClosure() {
    return true;
  }

  /// Refused: a step evaluates the loss several times.
  ///
  /// @throws UnsupportedOperationException always
  @Override
  public void step() {
    throw new UnsupportedOperationException(
        "LBFGS.step: a step evaluates the loss several times; use step(closure) with a closure that"
            + " clears the gradients, computes the loss, calls backward() and gives the loss");
  }

  /// Makes up to `maxIter` moves; gives the loss before the first.
  @Override
  public Tensor step(Supplier<Tensor> closure) {
    countStep();
    Tensor first = evaluate(closure);
    try (var _ = noGrad()) {
      new Step(closure, groups().getFirst().options()).run(first.item());
    }
    return first;
  }

  /// One call of [#step(Supplier)].
  private final class Step implements LineSearch.Loss {
    private final Supplier<Tensor> closure;
    private final Options options;
    private double loss;
    private Tensor gradient;
    private int evaluations = 1;
    private List<Tensor> start;

    Step(Supplier<Tensor> closure, Options options) {
      this.closure = closure;
      this.options = options;
    }

    /// Every move begins from a point whose loss and gradient are known.
    void run(double firstLoss) {
      loss = firstLoss;
      gradient = flatGradient();
      history.evaluations++;
      for (int i = 1; i <= options.maxIter() && !isFlat(gradient); i++) {
        turn();
        history.gradient = gradient;
        history.loss = loss;
        history.length = options.lr() * (history.moves == 1 ? firstLength() : 1);
        double slope = dot(gradient, history.direction);
        if (slope > -options.toleranceChange()) {
          return;
        }
        move(slope, i == options.maxIter());
        if (evaluations >= options.maxEval() || hasSettled()) {
          return;
        }
      }
    }

    /// Before the curvature is known, no further than the gradient's own length would be.
    private double firstLength() {
      return Math.min(1, 1 / gradient.abs().sum().item());
    }

    private boolean isFlat(Tensor gradient) {
      return largest(gradient) <= options.toleranceGrad();
    }

    private boolean hasSettled() {
      return largest(history.direction.mul(history.length)) <= options.toleranceChange()
          || Math.abs(loss - history.loss) < options.toleranceChange();
    }

    /// Learns from the last move and turns the direction downhill.
    private void turn() {
      if (++history.moves == 1) {
        history.direction = gradient.neg();
        return;
      }
      Pair pair = new Pair(history.direction.mul(history.length), gradient.sub(history.gradient));
      if (pair.curvature() > LEAST_CURVATURE) {
        if (history.pairs.size() == options.historySize()) {
          history.pairs.removeFirst();
        }
        history.pairs.add(pair);
        history.scale = pair.curvature() / dot(pair.change(), pair.change());
      }
      history.direction = newton(gradient.neg());
    }

    /// `H v`, by the two-loop recursion.
    private Tensor newton(Tensor v) {
      List<Pair> pairs = history.pairs;
      double[] along = new double[pairs.size()];
      for (int i = pairs.size() - 1; i >= 0; i--) {
        along[i] = dot(pairs.get(i).move(), v) * (1 / pairs.get(i).curvature());
        v = v.sub(pairs.get(i).change().mul(along[i]));
      }
      v = v.mul(history.scale);
      for (int i = 0; i < pairs.size(); i++) {
        double back = dot(pairs.get(i).change(), v) * (1 / pairs.get(i).curvature());
        v = v.add(pairs.get(i).move().mul(along[i] - back));
      }
      return v;
    }

    private void move(double slope, boolean isLast) {
      if (options.strongWolfe()) {
        start = parameters().stream().map(p -> p.detach().clone()).toList();
        var found =
            LineSearch.strongWolfe(this, history.length, history.direction, loss, gradient, slope);
        loss = found.loss();
        gradient = found.gradient();
        history.length = found.length();
        advance(history.length);
      } else {
        advance(history.length);
        if (!isLast) {
          evaluateHere();
        }
      }
    }

    private void evaluateHere() {
      loss = evaluate(closure).item();
      gradient = flatGradient();
      evaluations++;
      history.evaluations++;
    }

    /// The loss and gradient `length` along the direction; the parameters stay where they are.
    @Override
    public LineSearch.Point at(double length) {
      advance(length);
      evaluateHere();
      List<Tensor> parameters = parameters();
      for (int i = 0; i < start.size(); i++) {
        parameters.get(i).copy_(start.get(i));
      }
      return new LineSearch.Point(length, loss, gradient, dot(gradient, history.direction));
    }

    private void advance(double length) {
      int offset = 0;
      for (Tensor parameter : parameters()) {
        Tensor part = history.direction.narrow(0, offset, parameter.numel());
        parameter.add_(part.reshape(parameter.shape().toArray()).mul(length));
        offset += parameter.numel();
      }
    }
  }

  /// All gradients in one row; zeros for a parameter that has none.
  private Tensor flatGradient() {
    return Tensor.cat(
        0,
        parameters().stream()
            .map(p -> Access.gradient(p) == null ? p.zerosLike() : Access.gradient(p).detach())
            .map(g -> g.reshape(-1))
            .toArray(Tensor[]::new));
  }

  private static double dot(Tensor a, Tensor b) {
    return a.dot(b).item();
  }

  private static double largest(Tensor x) {
    return x.abs().max().item();
  }

  // ---- saving and continuing ----

  @Override
  void saveMemory(StateDict state) {
    state
        .put("state.0.n_iter", history.moves)
        .put("state.0.func_evals", history.evaluations)
        .put("state.0.H_diag", history.scale)
        .put("state.0.t", history.length)
        .put("state.0.prev_loss", history.loss)
        .put("state.0.pairs", history.pairs.size());
    if (history.moves > 0) {
      state.put("state.0.d", history.direction).put("state.0.prev_flat_grad", history.gradient);
    }
    for (int i = 0; i < history.pairs.size(); i++) {
      state.put("state.0.old_stps." + i, history.pairs.get(i).move());
      state.put("state.0.old_dirs." + i, history.pairs.get(i).change());
    }
  }

  @Override
  void loadMemory(StateDict state, List<Options> options) {
    History loaded = new History();
    loaded.moves = state.whole("state.0.n_iter");
    loaded.evaluations = state.whole("state.0.func_evals");
    loaded.scale = state.number("state.0.H_diag");
    loaded.length = state.number("state.0.t");
    loaded.loss = state.number("state.0.prev_loss");
    if (loaded.moves > 0) {
      loaded.direction = flat(state, "state.0.d");
      loaded.gradient = flat(state, "state.0.prev_flat_grad");
    }
    long pairs = state.whole("state.0.pairs");
    for (int i = 0; i < pairs; i++) {
      loaded.pairs.add(
          new Pair(flat(state, "state.0.old_stps." + i), flat(state, "state.0.old_dirs." + i)));
    }
    history = loaded;
  }

  private Tensor flat(StateDict state, String name) {
    Tensor saved = state.tensor(name);
    int numel = parameters().stream().mapToInt(Tensor::numel).sum();
    DType dtype = parameters().getFirst().dtype();
    if (saved.dtype() != dtype || saved.dim() != 1 || saved.numel() != numel) {
      throw new IllegalArgumentException(
          "LBFGS.loadStateDict: %s is %s %s in the state, but the parameters are %d elements of %s"
              .formatted(name, saved.dtype(), saved.shape(), numel, dtype));
    }
    return saved.detach().clone();
  }
}
