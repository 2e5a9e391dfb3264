package gradus.optim.lab;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/// Losses with known minima, each difficult in its own way. All are functions of a row of FLOAT64
/// numbers; where a formula says `x` and `y`, of two.
public final class TestFunctions {
  /// `x²`: where every lesson begins. Converges for learning rates below 1.
  public static final Problem SQUARE =
      Problem.of("square", x -> x.square().sum(), at(4)).minimum(0).minima(at(0));

  /// `0.1 x² + 2 y²`: a ravine, 20 times as steep across as along.
  public static final Problem RAVINE =
      Problem.of("ravine", x -> x.square().mul(at(0.1, 2)).sum(), at(-5, -2))
          .minimum(0)
          .minima(at(0, 0));

  /// `(1 - x)² + 100 (y - x²)²`: a bent, flat valley. H. Rosenbrock, 1960.
  public static final Problem ROSENBROCK =
      Problem.of("rosenbrock", TestFunctions::rosenbrock, at(-1.2, 1)).minimum(0).minima(at(1, 1));

  /// `(1.5 - x + xy)² + (2.25 - x + xy²)² + (2.625 - x + xy³)²`: flat, with steep corners. E.
  /// Beale, 1958.
  public static final Problem BEALE =
      Problem.of("beale", TestFunctions::beale, at(1, 1)).minimum(0).minima(at(3, 0.5));

  /// `(x² + y - 11)² + (x + y² - 7)²`: four equal minima. D. Himmelblau, 1972.
  public static final Problem HIMMELBLAU =
      Problem.of(
              "himmelblau", TestFunctions::himmelblau, at(0, 0), at(-1, 4), at(-4, -1), at(4, -4))
          .minimum(0)
          .minima(
              at(3, 2),
              at(-2.805118086952745, 3.131312518250573),
              at(-3.779310253377747, -3.283185991286170),
              at(3.584428340330492, -1.848126526964404));

  /// `(x + 2y - 7)² + (2x + y - 5)²`: a plain bowl, tilted.
  public static final Problem BOOTH =
      Problem.of("booth", TestFunctions::booth, at(-5, -5)).minimum(0).minima(at(1, 3));

  /// `10 n + Σ (xᵢ² - 10 cos 2πxᵢ)`: a bowl full of dips. L. Rastrigin, 1974.
  public static final Problem RASTRIGIN =
      Problem.of("rastrigin", TestFunctions::rastrigin, at(0.4, -0.3), at(2.2, -1.7))
          .minimum(0)
          .minima(at(0, 0));

  /// `-20 exp(-0.2 √(Σ xᵢ² / n)) - exp(Σ cos(2πxᵢ) / n) + 20 + e`: a plain with dips around a
  /// funnel. The gradient at the minimum itself, a tip, is not defined. D. Ackley, 1987.
  public static final Problem ACKLEY =
      Problem.of("ackley", TestFunctions::ackley, at(0.4, -0.3), at(2.2, -1.7))
          .minimum(0)
          .minima(at(0, 0));

  /// `½ Σ (xᵢ⁴ - 16 xᵢ² + 5 xᵢ)`: four valleys, one of which is the lowest. M. Styblinski, T. Tang,
  /// 1990.
  public static final Problem STYBLINSKI_TANG =
      Problem.of("styblinski-tang", TestFunctions::styblinskiTang, at(-1, -1), at(1, -1))
          .minimum(-78.33233140754282)
          .minima(at(-2.903534027771178, -2.903534027771178));

  /// `x² - y² + y⁴/4`: a saddle at 0, next to which the run starts, and a minimum to either side.
  public static final Problem SADDLE =
      Problem.of("saddle", TestFunctions::saddle, at(1, 0.001))
          .minimum(-1)
          .minima(at(0, Math.sqrt(2)), at(0, -Math.sqrt(2)));

  /// `x³ - 3xy² + (x² + y²)²/4`: a saddle for a monkey, with room for the tail. Around 0 it is flat
  /// to second order; the last term keeps the three ways down finite.
  public static final Problem MONKEY_SADDLE =
      Problem.of("monkey-saddle", TestFunctions::monkeySaddle, at(0.1, 0.01))
          .minimum(-6.75)
          .minima(at(-3, 0), at(1.5, 1.5 * Math.sqrt(3)), at(1.5, -1.5 * Math.sqrt(3)));

  /// `x⁴ - 4x² + x/2`: two valleys, of which only the left one is the lowest.
  public static final Problem TRICKY =
      Problem.of("tricky", TestFunctions::tricky, at(-2), at(0.5), at(2))
          .minimum(-4.714753862304105)
          .minima(at(-1.444484700444654));

  /// `sin x cos y + x²/8 + y²/8`: four minima, four saddles and a maximum.
  public static final Problem SIN_COS =
      Problem.of("sin-cos", TestFunctions::sinCos, at(3, 3), at(-3, -3), at(4, -1), at(0, 0))
          .minimum(-0.7536754405363792)
          .minima(at(-1.252353234002589, 0));

  /// `x² + 10 y²` whose gradient is a random vector beside the true one, the same for every run:
  /// what batches do. The value counts without the noise.
  public static final Problem NOISY_QUADRATIC = noisyQuadratic(1, 42);

  private TestFunctions() {}

  /// All of them.
  public static List<Problem> all() {
    return List.of(
        SQUARE,
        RAVINE,
        ROSENBROCK,
        BEALE,
        HIMMELBLAU,
        BOOTH,
        RASTRIGIN,
        ACKLEY,
        STYBLINSKI_TANG,
        SADDLE,
        MONKEY_SADDLE,
        TRICKY,
        SIN_COS,
        NOISY_QUADRATIC);
  }

  /// `x² + 10 y²` with normal noise of this deviation added to each element of the gradient.
  public static Problem noisyQuadratic(double deviation, long seed) {
    UnaryOperator<Tensor> bowl = x -> x.square().mul(at(1, 10)).sum();
    return new Problem(
        "noisy-quadratic",
        () -> {
          Generator generator = new Generator(seed);
          return x -> {
            Tensor noise = Tensor.zeros(FLOAT64, 2).normal_(0, deviation, generator);
            return bowl.apply(x).add(x.mul(noise).sum());
          };
        },
        bowl,
        0,
        List.of(at(0, 0)),
        List.of(at(5, 5)));
  }

  private static Tensor at(double... x) {
    return Tensor.of(FLOAT64, x);
  }

  private static Tensor rosenbrock(Tensor p) {
    Tensor x = p.at(0);
    Tensor y = p.at(1);
    return x.rsub(1).square().add(y.sub(x.square()).square().mul(100));
  }

  private static Tensor beale(Tensor p) {
    Tensor x = p.at(0);
    Tensor y = p.at(1);
    Tensor sum = bealePart(x, y, 1.5);
    sum = sum.add(bealePart(x, y.square(), 2.25));
    return sum.add(bealePart(x, y.square().mul(y), 2.625));
  }

  private static Tensor bealePart(Tensor x, Tensor power, double level) {
    return x.mul(power).sub(x).add(level).square();
  }

  private static Tensor himmelblau(Tensor p) {
    Tensor x = p.at(0);
    Tensor y = p.at(1);
    Tensor first = x.square().add(y).sub(11.0).square();
    return first.add(x.add(y.square()).sub(7.0).square());
  }

  private static Tensor booth(Tensor p) {
    Tensor x = p.at(0);
    Tensor y = p.at(1);
    Tensor first = x.add(y.mul(2)).sub(7.0).square();
    return first.add(x.mul(2).add(y).sub(5.0).square());
  }

  private static Tensor rastrigin(Tensor x) {
    return x.square().sub(x.mul(2 * Math.PI).cos().mul(10)).add(10.0).sum();
  }

  private static Tensor ackley(Tensor x) {
    Tensor funnel = x.square().mean().sqrt().mul(-0.2).exp().mul(-20);
    Tensor dips = x.mul(2 * Math.PI).cos().mean().exp();
    return funnel.sub(dips).add(20 + Math.E);
  }

  private static Tensor styblinskiTang(Tensor x) {
    Tensor square = x.square();
    return square.square().sub(square.mul(16)).add(x.mul(5)).sum().div(2);
  }

  private static Tensor saddle(Tensor p) {
    Tensor y = p.at(1).square();
    return p.at(0).square().sub(y).add(y.square().div(4));
  }

  private static Tensor monkeySaddle(Tensor p) {
    Tensor x = p.at(0);
    Tensor x2 = x.square();
    Tensor y2 = p.at(1).square();
    return x.mul(x2.sub(y2.mul(3))).add(x2.add(y2).square().div(4));
  }

  private static Tensor tricky(Tensor x) {
    Tensor square = x.square();
    return square.square().sub(square.mul(4)).add(x.mul(0.5)).sum();
  }

  private static Tensor sinCos(Tensor p) {
    return p.at(0).sin().mul(p.at(1).cos()).add(p.square().sum().div(8));
  }
}
