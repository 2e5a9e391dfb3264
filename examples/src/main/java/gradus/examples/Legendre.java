package gradus.examples;

import gradus.autograd.Op;
import gradus.autograd.Saved;
import gradus.autograd.Tensor;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Page;
import gradus.nn.plot.Trace;
import gradus.optim.SGD;
import java.util.List;

/// Lesson: an operation of one's own. A sine is fitted by `a + b P₃(c + d x)`, with Legendre's
/// third polynomial `P₃(u) = (5u³ − 3u) / 2` as one recorded operation: its forward, what it keeps,
/// and its derivative `P₃′(u) = (15u² − 3) / 2` stand in one method.
///
/// The derivative is written in tensor operations, so it can be derived in turn. `GradCheck` holds
/// it against finite differences, in both orders; one that is declared `once()` refuses the second.
///
/// To try: make a mistake in the derivative and run `GradCheck`; add `.once()` and ask for the
/// second derivative.
final class Legendre {
  private static final int POINTS = 2000;
  private static final int STEPS = 2000;

  private Legendre() {}

  /// Legendre's third polynomial of every element.
  static Tensor p3(Tensor input) {
    Saved u = Op.save(input);
    return Op.of("p3", input)
        .forward(() -> input.pow(3).mul(5).sub(input.mul(3)).mul(0.5))
        .backward(g -> g.mul(u.get().square().mul(5).sub(1).mul(1.5)));
  }

  /// The same, with a derivative that cannot be derived again.
  static Tensor p3Once(Tensor input) {
    Saved u = Op.save(input);
    return Op.of("p3", input)
        .forward(() -> p3(input.detach()))
        .once()
        .backward(g -> g.mul(u.get().square().mul(5).sub(1).mul(1.5)));
  }

  /// The four parameters and the loss at the end.
  record Fit(double a, double b, double c, double d, double loss) {}

  static Fit fit() {
    Tensor x = Tensor.linspace(-Math.PI, Math.PI, POINTS);
    Tensor y = x.sin();
    Tensor a = parameter(0);
    Tensor b = parameter(-1);
    Tensor c = parameter(0);
    Tensor d = parameter(0.3);
    var optimizer = new SGD(List.of(a, b, c, d), SGD.lr(5e-6));
    double last = 0;
    for (int step = 0; step < STEPS; step++) {
      Tensor fitted = a.add(b.mul(p3(c.add(d.mul(x)))));
      Tensor loss = fitted.sub(y).square().sum();
      last = loss.item();
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
    }
    return new Fit(a.item(), b.item(), c.item(), d.item(), last);
  }

  private static Tensor parameter(double value) {
    return Tensor.scalar(value).requiresGrad(true);
  }

  static void main(String[] args) {
    System.exit(Lesson.run(Legendre::fit, Legendre::tell, Legendre::page, args));
  }

  private static void tell(Fit fit) {
    IO.println(
        "sin x is about %.4f %+.4f P3(%.4f %+.4f x), with a squared error of %.4f"
            .formatted(fit.a, fit.b, fit.c, fit.d, fit.loss));
  }

  // ---- pictures ----

  private static Page page(Fit fit) {
    return Page.of("An operation of one's own")
        .text(
            "A sine is fitted by `a + b P₃(c + d x)`, with Legendre's third polynomial as one"
                + " operation.")
        .add(
            Figure.of("The fit", Trace.function("sin x", Math::sin, -Math.PI, Math.PI), fitted(fit))
                .x("x")
                .y("y")
                .caption("Four parameters are enough to come near, and not enough to meet it."));
  }

  private static Trace fitted(Fit fit) {
    Tensor x = Tensor.linspace(-Math.PI, Math.PI, 200);
    Tensor y = p3(x.mul(fit.d).add(fit.c)).mul(fit.b).add(fit.a);
    return Trace.line("a + b P₃(c + d x)", x.toDoubleArray(), y.toDoubleArray());
  }
}
