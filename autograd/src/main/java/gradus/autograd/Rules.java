package gradus.autograd;

import gradus.autograd.Node.Derivatives;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// The forms in which an operation tells its derivatives, each as the derivatives of all inputs.
final class Rules {
  private static final ClassValue<Boolean> OURS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return Origins.isLibrary(type.getName());
        }
      };

  private Rules() {}

  /// One derivative per input. Those for inputs without an edge are let go, with what they keep.
  static Derivatives each(String name, Node[] edges, UnaryOperator<Tensor>[] derivatives) {
    int count = 0;
    int last = 0;
    for (int i = 0; i < edges.length; i++) {
      if (edges[i] != null) {
        requireGiven(name, derivatives[i], i);
        count++;
        last = i;
      }
    }
    return count == 1 ? new One(derivatives[last]) : new Each(edges, derivatives.clone());
  }

  private static void requireGiven(String name, UnaryOperator<Tensor> derivative, int index) {
    if (derivative == null) {
      throw new IllegalStateException(
          "%s: the derivative for input %d is null, but that input requires a gradient; give one"
              .formatted(name, index));
    }
  }

  /// The derivative for the only input that has an edge.
  @FunctionalInterface
  interface Derivative extends Derivatives, UnaryOperator<Tensor> {
    @Override
    default Tensor[] apply(Tensor gradient, boolean[] needs) {
      Tensor[] out = new Tensor[needs.length];
      for (int i = 0; i < out.length; i++) {
        if (needs[i]) {
          out[i] = apply(gradient);
        }
      }
      return out;
    }
  }

  /// The derivative of an operation of a tensor and a number. The number lies in the node, so that
  /// the derivative keeps nothing and long graphs stay small.
  @FunctionalInterface
  interface ByNumber extends Derivative {
    Tensor apply(Tensor gradient, double number);

    @Override
    default Tensor apply(Tensor gradient) {
      return apply(gradient, Context.here().walking.operand);
    }
  }

  /// A derivative that was given as a function.
  private record One(UnaryOperator<Tensor> derivative) implements Derivative {
    @Override
    public Tensor apply(Tensor gradient) {
      return derivative.apply(gradient);
    }
  }

  /// One derivative per input; null where the input has no edge.
  private static final class Each implements Derivatives {
    private final UnaryOperator<Tensor>[] derivatives;

    Each(Node[] edges, UnaryOperator<Tensor>[] derivatives) {
      this.derivatives = derivatives;
      for (int i = 0; i < edges.length; i++) {
        derivatives[i] = edges[i] == null ? null : derivatives[i];
      }
    }

    @Override
    public Tensor[] apply(Tensor gradient, boolean[] needs) {
      Tensor[] out = new Tensor[derivatives.length];
      for (int i = 0; i < out.length; i++) {
        if (needs[i]) {
          out[i] = derivatives[i].apply(gradient);
        }
      }
      return out;
    }

    private UnaryOperator<Tensor> first() {
      int i = 0;
      while (derivatives[i] == null) {
        i++;
      }
      return derivatives[i];
    }
  }

  /// The derivative of the only input, which reads the result.
  record FromOutput(BinaryOperator<Tensor> derivative, Saved output) implements Derivative {
    @Override
    public Tensor apply(Tensor gradient) {
      return derivative.apply(gradient, output.get());
    }
  }

  /// Tells whether derivatives were written in the library itself: only those are known to keep
  /// nothing of what they give.
  static boolean areOurs(Derivatives derivatives) {
    return OURS.get(author(derivatives));
  }

  /// The class in which derivatives were written.
  static Class<?> author(Derivatives derivatives) {
    Object written =
        switch (derivatives) {
          case One one -> one.derivative;
          case Each each -> each.first();
          case FromOutput fromOutput -> fromOutput.derivative;
          default -> derivatives;
        };
    return written.getClass();
  }
}
