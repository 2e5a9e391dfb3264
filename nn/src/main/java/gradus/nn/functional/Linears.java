package gradus.nn.functional;

import gradus.autograd.DType;
import gradus.autograd.Op;
import gradus.autograd.Saved;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Matmul;
import java.util.Arrays;

/// Linear maps of the last dimension.
public final class Linears {
  private Linears() {}

  /// Multiplies the last dimension by a matrix: `y = x Wᵀ`. See [#linear(Tensor, Tensor, Tensor)].
  ///
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if the types differ
  public static Tensor linear(Tensor input, Tensor weight) {
    return linear(input, weight, null);
  }

  /// Multiplies the last dimension by a matrix and adds a vector: `y = x Wᵀ + b`, in one pass.
  ///
  /// Shape: `[…, in] x [out, in] + [out]` to `[…, out]`, where a bias `[1]` is added to all; a
  /// weight `[in]` without bias gives `[…]`, and takes a single number as bias for one input
  /// `[in]`. Gradient: `dx = dy W`, `dW = dyᵀ x`, `db = Σ dy`; input and weight are kept. Like
  /// `torch.nn.functional.linear`.
  ///
  /// @param bias null for none
  /// @throws ShapeException if the shapes do not line up
  /// @throws IllegalArgumentException if the types differ
  public static Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    requireLinedUp(input, weight, bias);
    if (weight.dim() == 1) {
      Tensor product = input.matmul(weight);
      return bias == null ? product : product.add(bias);
    }
    if (bias == null) {
      return product(input, weight);
    }
    int out = weight.size(0);
    return affine(input, weight, bias.numel() == out ? bias : bias.expand(out));
  }

  private static Tensor product(Tensor input, Tensor weight) {
    Saved x = Op.save(input);
    Saved w = Op.save(weight);
    return Op.of("linear", input, weight)
        .forward(() -> forward(input, weight, null))
        .fused((g, needs) ->
            new Tensor[] {
              needs[0] ? inputGradient(g, w.get()) : null,
              needs[1] ? weightGradient(g, x.get()) : null
            })
        .backward(g -> g.matmul(w.get()), g -> rows(g).mT().mm(rows(x.get())));
  }

  private static Tensor affine(Tensor input, Tensor weight, Tensor bias) {
    Saved x = Op.save(input);
    Saved w = Op.save(weight);
    return Op.of("linear", input, weight, bias)
        .forward(() -> forward(input, weight, bias))
        .fused((g, needs) ->
            new Tensor[] {
              needs[0] ? inputGradient(g, w.get()) : null,
              needs[1] ? weightGradient(g, x.get()) : null,
              needs[2] ? rows(g).sum(0) : null
            })
        .backward(g -> g.matmul(w.get()), g -> rows(g).mT().mm(rows(x.get())), g -> rows(g).sum(0));
  }

  private static Tensor forward(Tensor input, Tensor weight, Tensor bias) {
    Array w = Access.array(weight);
    Array product =
        Matmul.product(
            rows(Access.array(input)),
            w.with(w.geometry().transpose(0, 1)),
            bias == null ? null : Access.array(bias));
    return Access.tensor(product.with(withLast(input.shape(), weight.size(0))));
  }

  private static Tensor inputGradient(Tensor g, Tensor weight) {
    Array product = Matmul.product(rows(Access.array(g)), Access.array(weight), null);
    return Access.tensor(product.with(withLast(g.shape(), weight.size(1))));
  }

  private static Tensor weightGradient(Tensor g, Tensor input) {
    Array dy = rows(Access.array(g));
    return Access.tensor(
        Matmul.product(dy.with(dy.geometry().transpose(0, 1)), rows(Access.array(input)), null));
  }

  /// The bilinear form without a bias. See [#bilinear(Tensor, Tensor, Tensor, Tensor)].
  public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight) {
    return bilinear(input1, input2, weight, null);
  }

  /// A form that is linear in two inputs: `yₒ = x₁ᵀ Wₒ x₂ + bₒ`.
  ///
  /// Shape: `[…, in1]`, `[…, in2]`, `[out, in1, in2]`, `[out]` to `[…, out]`. Like
  /// `torch.nn.functional.bilinear`.
  ///
  /// @param bias null for none
  /// @throws ShapeException if the shapes do not line up
  public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor bias) {
    Op.requireGiven("bilinear", "the first input", input1);
    Op.requireGiven("bilinear", "the second input", input2);
    Op.requireGiven("bilinear", "the weight", weight);
    int[] leading = Arrays.copyOf(input1.shape().toArray(), Math.max(input1.dim() - 1, 0));
    boolean fits = weight.dim() == 3 && input1.dim() > 0 && input1.dim() == input2.dim();
    if (!fits
        || input1.size(-1) != weight.size(1)
        || input2.size(-1) != weight.size(2)
        || !Arrays.equals(leading, Arrays.copyOf(input2.shape().toArray(), leading.length))
        || bias != null && !bias.shape().equals(Shape.of(weight.size(0)))) {
      throw new ShapeException(
          "bilinear: inputs %s and %s, weight %s and bias %s do not line up; they must be […, in1],"
              + " […, in2], [out, in1, in2] and [out]",
          input1.shape(), input2.shape(), weight.shape(), bias == null ? "none" : bias.shape());
    }
    Tensor product = Tensor.einsum("...i,oij,...j->...o", input1, weight, input2);
    return bias == null ? product : product.add(bias);
  }

  /// All dimensions but the last as one.
  private static Tensor rows(Tensor x) {
    return x.dim() == 2 ? x : x.reshape(count(x.shape()), x.size(-1));
  }

  private static Array rows(Array x) {
    return x.geometry().dim() == 2
        ? x
        : x.contiguous().with(Shape.of(count(x.shape()), x.shape().size(-1)));
  }

  private static int count(Shape shape) {
    int count = 1;
    for (int d = 0; d < shape.dim() - 1; d++) {
      count *= shape.size(d);
    }
    return count;
  }

  private static Shape withLast(Shape shape, int size) {
    int[] sizes = shape.toArray();
    sizes[sizes.length - 1] = size;
    return Shape.of(sizes);
  }

  private static void requireLinedUp(Tensor input, Tensor weight, Tensor bias) {
    Op.requireGiven("linear", "the input", input);
    Op.requireGiven("linear", "the weight", weight);
    if (weight.dim() != 1 && weight.dim() != 2) {
      throw new ShapeException(
          "linear: a weight of shape %s; it must be a matrix [out, in], or a vector [in]",
          weight.shape());
    }
    if (input.dim() == 0 || input.size(-1) != weight.size(-1)) {
      throw new ShapeException(
          "linear: input %s and weight %s do not line up: the input's last size must be the number"
              + " of columns of the weight (%d)%s",
          input.shape(), weight.shape(), weight.size(-1), hint(input, weight));
    }
    if (bias != null && weight.dim() == 1 && input.dim() > 1) {
      throw new ShapeException(
          "linear: input %s, weight %s and a bias: a weight that is a vector takes a bias for one"
              + " input only; use weight.unsqueeze(0), or add the bias after",
          input.shape(), weight.shape());
    }
    if (bias != null && !fits(bias, weight)) {
      throw new ShapeException(
          "linear: bias %s does not fit weight %s: it must have one number per row of the weight"
              + " (%s)",
          bias.shape(),
          weight.shape(),
          weight.dim() == 1 ? "1, as a single number" : weight.size(0) + ", or 1 for all");
    }
    if (input.dtype() != weight.dtype() || bias != null && bias.dtype() != weight.dtype()) {
      throw new IllegalArgumentException(
          "linear: input %s, weight %s%s: all must have one type; cast the input with to(%2$s)%s"
              .formatted(
                  input.dtype(),
                  weight.dtype(),
                  bias == null ? "" : ", bias " + bias.dtype(),
                  input.dtype().isFloatingPoint()
                      ? ", or the layer with to(%s)".formatted(input.dtype())
                      : ""));
    }
    if (weight.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "linear: input and weight are BOOL: truth values are not multiplied and added up; cast"
              + " both with to(INT64) or to(FLOAT32)");
    }
  }

  private static boolean fits(Tensor bias, Tensor weight) {
    return weight.dim() == 1
        ? bias.dim() == 0
        : bias.dim() == 1 && (bias.size(0) == weight.size(0) || bias.size(0) == 1);
  }

  private static String hint(Tensor input, Tensor weight) {
    int wanted = weight.size(-1);
    if (input.dim() > 2 && input.numel() == input.size(0) * wanted) {
      return "; did you mean input.flatten(1)?";
    }
    return input.dim() == 1 && wanted == 1 ? "; did you mean input.unsqueeze(1)?" : "";
  }
}
