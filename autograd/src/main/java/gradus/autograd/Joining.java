package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Storage;
import gradus.autograd.kernel.Strided;
import java.util.Arrays;

/// Operations that make one tensor of several.
final class Joining {
  private Joining() {}

  /// Picks element by element: `y = a` where `condition` is true, `b` elsewhere; all broadcast.
  ///
  /// Gradient: `da = dy` where true, 0 elsewhere; `db` the other way round. Like `torch.where`.
  ///
  /// @throws IllegalArgumentException if the condition is not BOOL
  /// @throws ShapeException if the shapes do not broadcast
  static Tensor where(Tensor condition, Tensor a, Tensor b) {
    if (condition.dtype() != DType.BOOL) {
      throw new IllegalArgumentException(
          "where: the condition is %s; it must be BOOL: compare, or cast with to(BOOL)"
              .formatted(condition.dtype()));
    }
    Shape shape = condition.shape().broadcast("where", a.shape().broadcast("where", b.shape()));
    DType dtype = Promotion.of(a, b);
    return Op.of("where", a, b)
        .forward(() ->
            new Tensor(picked(condition.array(), a.array().to(dtype), b.array().to(dtype), shape)))
        .backward(g -> where(condition, g, g.zerosLike()), g -> where(condition, g.zerosLike(), g));
  }

  private static Array picked(Array condition, Array a, Array b, Shape shape) {
    Array out = Array.zeros(a.dtype(), shape);
    Strided.forEachRow(
        Joining::pickRow, condition.expand(shape), a.expand(shape), b.expand(shape), out);
    return out;
  }

  private static void pickRow(Storage[] data, int[] at, int[] step, int count) {
    boolean[] condition = ((Storage.Bool) data[0]).data();
    switch (data[3]) {
      case Storage.F32 s -> {
        float[] a = ((Storage.F32) data[1]).data();
        float[] b = ((Storage.F32) data[2]).data();
        for (int i = 0; i < count; i++) {
          s.data()[at[3] + i] =
              condition[at[0] + i * step[0]] ? a[at[1] + i * step[1]] : b[at[2] + i * step[2]];
        }
      }
      case Storage.F64 s -> {
        double[] a = ((Storage.F64) data[1]).data();
        double[] b = ((Storage.F64) data[2]).data();
        for (int i = 0; i < count; i++) {
          s.data()[at[3] + i] =
              condition[at[0] + i * step[0]] ? a[at[1] + i * step[1]] : b[at[2] + i * step[2]];
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          int from = condition[at[0] + i * step[0]] ? 1 : 2;
          data[from].copyRow(at[from] + i * step[from], 0, data[3], at[3] + i, 1, 1);
        }
      }
    }
  }

  /// Joins tensors along the existing dimension `dim`; their other sizes are equal. An empty tensor
  /// of one dimension is left out.
  ///
  /// Gradient: every input gets its part of `dy`. Like `torch.cat`.
  ///
  /// @throws ShapeException if there is no tensor, or the sizes differ in another dimension
  static Tensor cat(int dim, Tensor... tensors) {
    Tensor[] parts =
        Arrays.stream(tensors).filter(t -> t.dim() != 1 || t.numel() > 0).toArray(Tensor[]::new);
    if (parts.length == 0) {
      if (tensors.length > 0) {
        return tensors[0].clone();
      }
      throw new ShapeException("cat: there is no tensor to join; give at least one");
    }
    Shape first = parts[0].shape();
    if (first.dim() == 0) {
      throw new ShapeException(
          "cat: a single number has no dimension to join along; use stack, or unsqueeze(0)");
    }
    int along = first.checkDim("cat", dim);
    int[] sizes = first.toArray();
    sizes[along] = 0;
    for (Tensor part : parts) {
      requireAlike(first, part.shape(), along);
      sizes[along] += part.size(along);
    }
    DType dtype = Promotion.of(tensors);
    int[] lengths = Arrays.stream(parts).mapToInt(part -> part.size(along)).toArray();
    return Op.of("cat", parts)
        .forward(() -> new Tensor(joined(parts, along, dtype, Shape.of(sizes))))
        .backwardAll((g, needs) -> parts(g, needs, along, lengths));
  }

  private static void requireAlike(Shape first, Shape other, int along) {
    boolean alike = other.dim() == first.dim();
    for (int d = 0; alike && d < first.dim(); d++) {
      alike = d == along || other.size(d) == first.size(d);
    }
    if (!alike) {
      throw new ShapeException(
          "cat: shapes %s and %s differ elsewhere than in dimension %d; all other sizes must be"
              + " equal",
          first, other, along);
    }
  }

  private static Array joined(Tensor[] parts, int along, DType dtype, Shape shape) {
    Array out = Array.zeros(dtype, shape);
    int start = 0;
    for (Tensor part : parts) {
      int length = part.size(along);
      out.with(out.geometry().slice(along, start, length, 1)).copyFrom(part.array());
      start += length;
    }
    return out;
  }

  private static Tensor[] parts(Tensor g, boolean[] needs, int along, int[] lengths) {
    Tensor[] parts = new Tensor[needs.length];
    int start = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = needs[i] ? g.narrow(along, start, lengths[i]) : null;
      start += lengths[i];
    }
    return parts;
  }

  /// Joins tensors of one shape along a new dimension `dim`.
  ///
  /// Gradient: every input gets its place of `dy`. Like `torch.stack`.
  ///
  /// @throws ShapeException if there is no tensor, or the shapes differ
  static Tensor stack(int dim, Tensor... tensors) {
    if (tensors.length == 0) {
      throw new ShapeException("stack: there is no tensor to join; give at least one");
    }
    Tensor[] parts = new Tensor[tensors.length];
    for (int i = 0; i < parts.length; i++) {
      if (!tensors[i].shape().equals(tensors[0].shape())) {
        throw new ShapeException(
            "stack: tensor %d has shape %s, the first %s; all must be the same, or use cat",
            i, tensors[i].shape(), tensors[0].shape());
      }
      parts[i] = tensors[i].unsqueeze(dim);
    }
    return cat(dim < 0 ? dim + tensors[0].dim() + 1 : dim, parts);
  }
}
