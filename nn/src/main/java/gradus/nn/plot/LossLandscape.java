package gradus.nn.plot;

import gradus.autograd.Autograd;
import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.nn.Block;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The loss of a network around its present parameters θ, in a plane through them: at `(a, b)`
/// stands the loss of `θ + a · first + b · second`.
///
/// ```java
/// var landscape = LossLandscape.around(net, () -> mse.apply(net.apply(batch.x()), batch.y()));
/// Figure.of("Loss", Trace.surface(landscape.grid(1)));
/// ```
///
/// A plane shows two of many thousand directions: what looks like a bowl in it may be a saddle.
/// Source of the method: Li, Xu, Taylor, Studer and Goldstein, *Visualizing the Loss Landscape of
/// Neural Nets*, 2018.
///
/// @param net whose parameters are moved; they are put back
/// @param loss computes the loss with the parameters that `net` has at the time
/// @param first the direction of the x axis
/// @param second the direction of the y axis
public record LossLandscape(Block net, Supplier<Tensor> loss, Direction first, Direction second) {
  private static final int PLACES = 31;

  /// Makes a landscape in the plane of two directions.
  ///
  /// @throws IllegalArgumentException if the directions are parallel, or lack a parameter
  public LossLandscape {
    for (String name : net.namedParameters().keySet()) {
      if (!first.steps().containsKey(name) || !second.steps().containsKey(name)) {
        throw new IllegalArgumentException(
            "LossLandscape: a direction has no step for '%s'; make it of the same network"
                .formatted(name));
      }
    }
    if (area(first, second) <= 1e-12 * first.dot(first) * second.dot(second)) {
      throw new IllegalArgumentException(
          "LossLandscape: the two directions are parallel, so they span no plane; choose another"
              + " second one");
    }
  }

  /// A landscape in two random directions whose filters are as long as those of `net`.
  public static LossLandscape around(Block net, Supplier<Tensor> loss) {
    return new LossLandscape(net, loss, Direction.random(net), Direction.random(net));
  }

  /// The losses at 31 × 31 places, from `-reach` to `reach` in both directions.
  public Grid grid(double reach) {
    return grid(-reach, reach, -reach, reach);
  }

  /// The losses at 31 × 31 places of a rectangle.
  public Grid grid(double fromA, double toA, double fromB, double toB) {
    double[] a = Grid.places(fromA, toA, PLACES);
    double[] b = Grid.places(fromB, toB, PLACES);
    double[][] losses = new double[PLACES][PLACES];
    for (int row = 0; row < PLACES; row++) {
      for (int column = 0; column < PLACES; column++) {
        losses[row][column] = at(a[column], b[row]);
      }
    }
    return new Grid(a, b, losses);
  }

  /// The loss at one place.
  public double at(double a, double b) {
    return Autograd.noGrad(() -> {
      Map<String, Tensor> moved = new LinkedHashMap<>();
      net.namedParameters()
          .forEach((name, weight) -> {
            Tensor step = first.steps().get(name).mul(a).add(second.steps().get(name).mul(b));
            moved.put(name, weight.add(step));
          });
      return net.functionalCall(moved, loss).item();
    });
  }

  /// The place in the plane that is nearest to the parameters of `state`, such as those of an
  /// earlier epoch: `[a, b]`.
  ///
  /// @throws IllegalArgumentException if `state` lacks a parameter
  public double[] locate(StateDict state) {
    Direction way = Direction.towards(net, state);
    double xx = first.dot(first);
    double xy = first.dot(second);
    double yy = second.dot(second);
    double x = first.dot(way);
    double y = second.dot(way);
    double area = xx * yy - xy * xy;
    return new double[] {(x * yy - y * xy) / area, (y * xx - x * xy) / area};
  }

  /// The square of the area between the two directions.
  private static double area(Direction first, Direction second) {
    double mixed = first.dot(second);
    return first.dot(first) * second.dot(second) - mixed * mixed;
  }
}
