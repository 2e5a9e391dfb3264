package gradus.autograd.kernel;

import gradus.autograd.Tensor;
import java.lang.invoke.MethodHandles;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// The door through which the other modules of the library reach what is behind a [Tensor].
public final class Access {
  private static Function<Tensor, Array> arrays;
  private static Function<Array, Tensor> tensors;
  private static Function<Tensor, Tensor> gradients;
  private static BiConsumer<Tensor, String> writes;
  private static BiConsumer<Tensor, Tensor> exchanges;
  private static BiConsumer<Tensor, Tensor> adoptions;

  static {
    try {
      MethodHandles.lookup().ensureInitialized(Tensor.class);
    } catch (IllegalAccessException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Access() {}

  /// Called once, by [Tensor].
  public static void install(
      Function<Tensor, Array> array,
      Function<Array, Tensor> tensor,
      Function<Tensor, Tensor> gradient,
      BiConsumer<Tensor, String> written,
      BiConsumer<Tensor, Tensor> exchange,
      BiConsumer<Tensor, Tensor> adopt) {
    arrays = array;
    tensors = tensor;
    gradients = gradient;
    writes = written;
    exchanges = exchange;
    adoptions = adopt;
  }

  /// The memory of `tensor` and where its elements lie.
  public static Array array(Tensor tensor) {
    return arrays.apply(tensor);
  }

  /// A tensor on this memory, unrecorded.
  public static Tensor tensor(Array array) {
    return tensors.apply(array);
  }

  /// The gradient of `tensor` without noting that it was seen, so that its memory may be used
  /// again.
  public static Tensor gradient(Tensor tensor) {
    return gradients.apply(tensor);
  }

  /// Notes that `writer` wrote the memory of `tensor`.
  public static void written(Tensor tensor, String writer) {
    writes.accept(tensor, writer);
  }

  /// Swaps everything of two tensors, the record included. Doing it twice changes nothing.
  public static void exchange(Tensor a, Tensor b) {
    exchanges.accept(a, b);
  }

  /// Gives `tensor` the elements of `other`, which may be of another type; a leaf stays a leaf.
  public static void adopt(Tensor tensor, Tensor other) {
    adoptions.accept(tensor, other);
  }
}
