package gradus.examples;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Tensor;
import gradus.nn.plot.Trace;
import gradus.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The way that a descent took: every place where it was, from the start to the end.
///
/// This is the loop of [FirstDescent] once more, for any function and any optimizer, so that the
/// lessons after it need not write it again.
record Path(List<Place> places) {
  /// A place and how high the function is there.
  record Place(double[] x, double f) {}

  /// Takes `steps` steps down `f`, from `start`, in 64 bits.
  ///
  /// @param f takes all coordinates as one vector and gives one number
  /// @param method makes the optimizer over that vector
  static Path descend(
      UnaryOperator<Tensor> f,
      Function<List<Tensor>, Optimizer<?>> method,
      int steps,
      double... start) {
    Tensor x = Tensor.of(FLOAT64, start).requiresGrad(true);
    var optimizer = method.apply(List.of(x));
    List<Place> places = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      optimizer.zeroGrad();
      Tensor height = f.apply(x);
      places.add(new Place(x.toDoubleArray(), height.item()));
      height.backward();
      optimizer.step();
    }
    places.add(new Place(x.toDoubleArray(), f.apply(x).item()));
    return new Path(places);
  }

  /// Where it ended.
  Place end() {
    return places.getLast();
  }

  /// One coordinate of every place.
  double[] coordinate(int i) {
    return places.stream().mapToDouble(place -> place.x()[i]).toArray();
  }

  /// The height of every place.
  double[] heights() {
    return places.stream().mapToDouble(Place::f).toArray();
  }

  // ---- pictures ----

  /// The way on the curve of a function of one coordinate.
  Trace onCurve(String name) {
    return Trace.path(name, coordinate(0), heights());
  }

  /// The way on the map of a function of two coordinates.
  Trace onMap(String name) {
    return Trace.path(name, coordinate(0), coordinate(1));
  }

  /// The way over the landscape of a function of two coordinates.
  Trace onSurface(String name) {
    return Trace.path(name, coordinate(0), coordinate(1), heights());
  }

  /// How high it was at each step.
  Trace height(String name) {
    return Trace.line(name, heights());
  }
}
