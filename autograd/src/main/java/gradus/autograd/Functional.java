package gradus.autograd;

import java.util.Arrays;
import java.util.function.Function;

/// Derivatives of a function at a point, as values: Jacobians, Hessians, and their products with
/// vectors. The public methods stand in [Autograd].
///
/// The inputs are prepared first: where the result shall be derived again and an input is recorded,
/// a view of it, so that the result depends on it; otherwise a leaf of its own, so that the user's
/// tensors stay as they are.
final class Functional {
  private final String name;
  private final boolean createGraph;
  private final boolean strict;
  private final Tensor[] inputs;

  private Functional(String name, boolean createGraph, boolean strict, Tensor[] given) {
    this.name = name;
    this.createGraph = createGraph;
    this.strict = strict;
    inputs = new Tensor[given.length];
    for (int i = 0; i < given.length; i++) {
      if (!given[i].dtype().isFloatingPoint()) {
        throw new IllegalArgumentException(
            "%s: input %d is %s, and only floating-point tensors have derivatives; cast it with"
                    .formatted(name, i, given[i].dtype())
                + " to(FLOAT32), or let the function capture it");
      }
      inputs[i] =
          createGraph && given[i].requiresGrad()
              ? Op.view("viewAs", given[i], geometry -> geometry, g -> g)
              : given[i].detach().requiresGrad(true);
    }
  }

  // ---- what Autograd offers ----

  static Tensor[] jacobian(
      Function<Tensor[], Tensor> function, Tensor[] given, boolean createGraph, boolean strict) {
    try (var _ = Autograd.enableGrad()) {
      var at = new Functional("jacobian", createGraph, strict, given);
      return at.jacobianOf(at.output(function));
    }
  }

  static Tensor[][] hessian(
      Function<Tensor[], Tensor> function, Tensor[] given, boolean createGraph, boolean strict) {
    try (var _ = Autograd.enableGrad()) {
      var at = new Functional("hessian", createGraph, strict, given);
      Tensor[] gradients = at.gradients(at.number(at.output(function)));
      Tensor[][] blocks = new Tensor[gradients.length][];
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = at.jacobianOf(gradients[i]);
      }
      return blocks;
    }
  }

  static VectorProducts vjp(
      Function<Tensor[], Tensor> function,
      Tensor[] given,
      Tensor v,
      boolean createGraph,
      boolean strict) {
    try (var _ = Autograd.enableGrad()) {
      var at = new Functional("vjp", createGraph, strict, given);
      Tensor output = at.output(function);
      Tensor[] outputs = {output};
      Tensor[] vectors = at.vectors(v == null ? null : new Tensor[] {v}, outputs, "output");
      return new VectorProducts(at.handedOut(output), at.pulledBack(outputs, vectors));
    }
  }

  static VectorProduct jvp(
      Function<Tensor[], Tensor> function,
      Tensor[] given,
      Tensor[] v,
      boolean createGraph,
      boolean strict) {
    try (var _ = Autograd.enableGrad()) {
      var at = new Functional("jvp", createGraph, strict, given);
      Tensor[] vectors = at.vectors(v, at.inputs, "input");
      Tensor output = at.output(function);
      Tensor product = at.pushedForward(new Tensor[] {output}, vectors)[0];
      return new VectorProduct(at.handedOut(output), product);
    }
  }

  static VectorProducts hvp(
      Function<Tensor[], Tensor> function,
      Tensor[] given,
      Tensor[] v,
      boolean createGraph,
      boolean strict) {
    try (var _ = Autograd.enableGrad()) {
      var at = new Functional("hvp", createGraph, strict, given);
      Tensor[] vectors = at.vectors(v, at.inputs, "input");
      Tensor output = at.number(at.output(function));
      Tensor[] products = at.pushedForward(at.gradients(output), vectors);
      return new VectorProducts(at.handedOut(output), products);
    }
  }

  static VectorProducts vhp(
      Function<Tensor[], Tensor> function,
      Tensor[] given,
      Tensor[] v,
      boolean createGraph,
      boolean strict) {
    try (var _ = Autograd.enableGrad()) {
      var at = new Functional("vhp", createGraph, strict, given);
      Tensor[] vectors = at.vectors(v, at.inputs, "input");
      Tensor output = at.number(at.output(function));
      Tensor[] products = at.pulledBack(at.gradients(output), vectors);
      return new VectorProducts(at.handedOut(output), products);
    }
  }

  // ---- how it is computed ----

  private Tensor output(Function<Tensor[], Tensor> function) {
    Tensor output = function.apply(inputs.clone());
    if (output == null) {
      throw new IllegalStateException(name + ": the function gave null; return its result");
    }
    if (strict && !output.requiresGrad()) {
      throw new IllegalStateException(
          name
              + ": the output does not depend on any input in a way that can be derived, and strict"
              + " refuses that; compute it from the inputs, without detach(), or leave out strict"
              + " for zeros");
    }
    return output;
  }

  private Tensor number(Tensor output) {
    if (output.numel() != 1) {
      throw new IllegalStateException(
          "%s: the function gave shape %s, but only a single number has a Hessian; reduce it, e.g."
                  .formatted(name, output.shape())
              + " with sum()");
    }
    return output;
  }

  /// Row by row: the gradient of every element of `output`.
  private Tensor[] jacobianOf(Tensor output) {
    int count = output.numel();
    Tensor[][] rows = new Tensor[inputs.length][count];
    for (int row = 0; row < count; row++) {
      Tensor unit = Op.zeros(output.dtype(), output.shape());
      unit.array().storage().set(row, 1);
      Tensor[] gradients = pulledBack(new Tensor[] {output}, new Tensor[] {unit});
      for (int i = 0; i < inputs.length; i++) {
        rows[i][row] = gradients[i];
      }
    }
    Tensor[] jacobian = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      int[] shape = joined(output.shape(), inputs[i].shape());
      jacobian[i] =
          count == 0
              ? Tensor.zeros(inputs[i].dtype(), shape)
              : Tensor.stack(0, rows[i]).reshape(shape);
    }
    return jacobian;
  }

  private static int[] joined(Shape first, Shape second) {
    int[] sizes = Arrays.copyOf(first.toArray(), first.dim() + second.dim());
    System.arraycopy(second.toArray(), 0, sizes, first.dim(), second.dim());
    return sizes;
  }

  /// The gradients of the number `output`, recorded so that they can be derived.
  private Tensor[] gradients(Tensor output) {
    return filled(gradients(new Tensor[] {output}, inputs, null, true), inputs, false);
  }

  /// Vector times Jacobian: one walk back.
  private Tensor[] pulledBack(Tensor[] outputs, Tensor[] vectors) {
    Tensor[] products = gradients(outputs, inputs, vectors, createGraph);
    return handedOut(filled(products, inputs, createGraph));
  }

  /// Jacobian times vector. Vector times Jacobian is linear in its vector, so its derivative with
  /// respect to that is the Jacobian, transposed: two walks back make one forward.
  private Tensor[] pushedForward(Tensor[] outputs, Tensor[] vectors) {
    Tensor[] dummies = new Tensor[outputs.length];
    for (int i = 0; i < dummies.length; i++) {
      dummies[i] = Op.zeros(outputs[i].dtype(), outputs[i].shape()).requiresGrad(true);
    }
    Tensor[] pulled = filled(gradients(outputs, inputs, dummies, true), inputs, false);
    Tensor[] products = gradients(pulled, dummies, vectors, createGraph);
    return handedOut(filled(products, dummies, createGraph));
  }

  /// As [Autograd#grad], for outputs that need not be recorded; null where none flows.
  private static Tensor[] gradients(
      Tensor[] outputs, Tensor[] inputs, Tensor[] vectors, boolean createGraph) {
    int count = 0;
    Tensor[] recorded = new Tensor[outputs.length];
    Tensor[] weights = new Tensor[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i].requiresGrad()) {
        recorded[count] = outputs[i];
        weights[count++] = vectors == null ? null : vectors[i];
      }
    }
    return Gradients.of(
        Arrays.copyOf(recorded, count),
        inputs,
        Arrays.copyOf(weights, count),
        true,
        createGraph,
        true);
  }

  /// Zeros in the place of what did not flow, unless that is refused.
  private Tensor[] filled(Tensor[] gradients, Tensor[] like, boolean derivedAgain) {
    for (int i = 0; i < gradients.length; i++) {
      boolean independent = gradients[i] == null;
      if (strict && (independent || derivedAgain && !gradients[i].requiresGrad())) {
        throw new IllegalStateException(
            "%s: the %s does not depend on input %d, and strict refuses that; leave out strict for"
                    .formatted(name, independent ? "output" : "result", i)
                + " zeros");
      }
      if (independent) {
        gradients[i] = like[i].detach().zerosLike();
      }
    }
    return gradients;
  }

  private Tensor[] handedOut(Tensor[] results) {
    for (int i = 0; i < results.length; i++) {
      results[i] = handedOut(results[i]);
    }
    return results;
  }

  private Tensor handedOut(Tensor result) {
    return createGraph ? result : result.detach();
  }

  private Tensor[] vectors(Tensor[] given, Tensor[] like, String what) {
    if (given == null) {
      if (like.length == 1 && like[0].numel() == 1) {
        return new Tensor[] {like[0].detach().onesLike()};
      }
      throw new IllegalArgumentException(
          "%s: v may be null only where the %s is a single number, but there are %d of shape %s;"
                  .formatted(name, what, like.length, like[0].shape())
              + " give a tensor of each shape");
    }
    if (given.length != like.length) {
      throw new IllegalArgumentException(
          "%s: %d vectors for %d %ss; give one for each"
              .formatted(name, given.length, like.length, what));
    }
    for (int i = 0; i < given.length; i++) {
      if (!given[i].shape().equals(like[i].shape())) {
        throw new ShapeException(
            "%s: v has shape %s, the %s %s; they must be the same",
            name, given[i].shape(), what, like[i].shape());
      }
    }
    return given;
  }
}
