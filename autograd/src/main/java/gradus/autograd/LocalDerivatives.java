package gradus.autograd;

import gradus.autograd.Explanation.Jacobian;
import gradus.autograd.Explanation.Local;
import gradus.autograd.Explanation.Slopes;
import gradus.autograd.Explanation.Unwritten;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The derivatives of one operation at the numbers at hand, found by applying its rule to gradients
/// of one.
final class LocalDerivatives {
  private static final int MOST_NUMBERS = 16;

  private final Node node;
  private final Formula formula;
  private final boolean[] needs;
  private final Local[] locals;

  private LocalDerivatives(Node node, Formula formula) {
    this.node = node;
    this.formula = formula;
    needs = new boolean[node.inputs.length];
    locals = new Local[node.inputs.length];
    for (int i = 0; i < needs.length; i++) {
      needs[i] = node.inputs[i] != null;
      locals[i] = needs[i] ? new Unwritten() : null;
    }
  }

  /// The derivatives of `node` by its operands; null for those that need none. Where the formula is
  /// null, nothing is known of the operation, and only those of single numbers are found.
  static Local[] of(Node node, Formula formula) {
    var of = new LocalDerivatives(node, formula);
    if (of.any(of::hasSlopes)) {
      of.findSlopes();
    }
    if (of.any(of::isSmall)) {
      of.findJacobians();
    }
    return of.locals;
  }

  private boolean any(IntPredicate holds) {
    return IntStream.range(0, needs.length).anyMatch(i -> needs[i] && holds.test(i));
  }

  /// Tells whether every element of the result depends on one element of the operand.
  private boolean hasSlopes(int input) {
    return formula == null
        ? node.shape.numel() == 1 && node.inputs[input].shape.numel() == 1
        : formula.rule(input).isSlope();
  }

  /// Tells whether it does not, and the derivatives of all elements by all elements are few.
  private boolean isSmall(int input) {
    long numbers = (long) node.shape.numel() * node.inputs[input].shape.numel();
    return formula != null && !hasSlopes(input) && numbers > 0 && numbers <= MOST_NUMBERS;
  }

  private void findSlopes() {
    Tensor[] slopes = node.derivatives.apply(Tensor.ones(node.dtype, node.shape.toArray()), needs);
    for (int i = 0; i < needs.length; i++) {
      if (needs[i] && slopes[i] != null && hasSlopes(i)) {
        locals[i] = new Slopes(slopes[i].clone());
      }
    }
  }

  /// Applies the derivatives to a gradient for each element of the result, which is 1 there and 0
  /// elsewhere.
  private void findJacobians() {
    int count = node.shape.numel();
    Tensor units = Tensor.eye(node.dtype, count, count);
    Tensor[][] rows = new Tensor[needs.length][count];
    for (int k = 0; k < count; k++) {
      Tensor unit = units.select(0, k).reshape(node.shape.toArray());
      Tensor[] gradients = node.derivatives.apply(unit, needs);
      for (int i = 0; i < needs.length; i++) {
        rows[i][k] = gradients[i];
      }
    }
    for (int i = 0; i < needs.length; i++) {
      if (needs[i] && isSmall(i) && rows[i][0] != null) {
        locals[i] = new Jacobian(stacked(rows[i], node.inputs[i].shape));
      }
    }
  }

  private Tensor stacked(Tensor[] rows, Shape input) {
    for (int k = 0; k < rows.length; k++) {
      rows[k] = rows[k].sumToSize(input.toArray());
    }
    int[] sizes = Arrays.copyOf(node.shape.toArray(), node.shape.dim() + input.dim());
    System.arraycopy(input.toArray(), 0, sizes, node.shape.dim(), input.dim());
    return Tensor.stack(0, rows).reshape(sizes);
  }
}
