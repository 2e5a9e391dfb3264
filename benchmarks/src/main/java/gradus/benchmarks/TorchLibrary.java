package gradus.benchmarks;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.mse_loss;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.randint;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/// PyTorch's C++ library, called from Java. Every step frees its tensors at its end.
final class TorchLibrary implements Library {
  @Override
  public Runnable work(String name, int threads) {
    limitThreads(threads);
    manual_seed(0);
    Runnable work =
        switch (Library.kind(name)) {
          case "theta" -> theta();
          case "mlp-small" -> {
            Tensor x = randn(32, 10);
            Tensor y = randn(32, 1);
            yield steps(new Mlp(10, 64, 32, 1), x, y, (p, t) -> mse_loss(p, t), true);
          }
          case "mlp-momentum" -> classes(new Mlp(784, 256, 128, 10), randn(64, 784), 64, false);
          case "mlp-adam" -> classes(new Mlp(784, 256, 128, 10), randn(64, 784), 64, true);
          case "mlp-large" -> classes(new Mlp(1024, 1024, 1024, 10), randn(256, 1024), 256, true);
          case "cnn" -> classes(new Cnn(), randn(64, 1, 28, 28), 64, true);
          case "chain" -> chain(Library.sizes(name)[0]);
          case "broadcast" -> broadcast();
          case "matmul", "matmul-nt", "matmul-tn" -> product(name);
          case "conv2d" -> convolution(Library.sizes(name));
          default -> elementwise(name);
        };
    return () -> {
      try (var _ = new PointerScope()) {
        work.run();
      }
    };
  }

  /// Sets the environment variables that the library's thread pools read when they are loaded;
  /// `set_num_threads` does not reach the one of the matrix products.
  private static void limitThreads(int threads) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setenv"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocateFrom(Integer.toString(threads));
      for (String name : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS")) {
        int failed = (int) setenv.invokeExact(arena.allocateFrom(name), value, 1);
        if (failed != 0) {
          throw new IllegalStateException("setenv: %s could not be set".formatted(name));
        }
      }
    } catch (Throwable e) {
      throw new IllegalStateException("setenv: the number of threads could not be set", e);
    }
  }

  /// A network: its parameters and its function.
  private interface Net extends UnaryOperator<Tensor> {
    TensorVector parameters();
  }

  private record Mlp(LinearImpl first, LinearImpl second, LinearImpl third) implements Net {
    Mlp(int in, int first, int second, int out) {
      this(new LinearImpl(in, first), new LinearImpl(first, second), new LinearImpl(second, out));
    }

    @Override
    public Tensor apply(Tensor x) {
      return third.forward(second.forward(first.forward(x).relu()).relu());
    }

    @Override
    public TensorVector parameters() {
      return new TensorVector(
          first.weight(),
          first.bias(),
          second.weight(),
          second.bias(),
          third.weight(),
          third.bias());
    }
  }

  private record Cnn(Conv2dImpl first, Conv2dImpl second, LinearImpl last) implements Net {
    Cnn() {
      this(convolution(1, 8), convolution(8, 16), new LinearImpl(16 * 7 * 7, 10));
    }

    private static Conv2dImpl convolution(long in, long out) {
      Conv2dOptions options = new Conv2dOptions(in, out, new LongPointer(3, 3));
      options.padding().put(new LongPointer(1, 1));
      return new Conv2dImpl(options);
    }

    @Override
    public Tensor apply(Tensor x) {
      Tensor pooled = pooled(second.forward(pooled(first.forward(x).relu())).relu());
      return last.forward(pooled.flatten(1, -1));
    }

    private static Tensor pooled(Tensor x) {
      return org.bytedeco.pytorch.global.torch.max_pool2d(x, 2, 2);
    }

    @Override
    public TensorVector parameters() {
      return new TensorVector(
          first.weight(), first.bias(), second.weight(), second.bias(), last.weight(), last.bias());
    }
  }

  private static Runnable classes(Net net, Tensor x, long samples, boolean adam) {
    return steps(
        net, x, randint(10, new long[] {samples}), (p, t) -> cross_entropy_loss(p, t), adam);
  }

  private static Runnable steps(
      Net net, Tensor x, Tensor y, BinaryOperator<Tensor> loss, boolean adam) {
    Optimizer optimizer = adam ? adam(net.parameters()) : momentum(net.parameters());
    return () -> {
      optimizer.zero_grad();
      loss.apply(net.apply(x), y).backward();
      optimizer.step();
    };
  }

  private static Optimizer adam(TensorVector parameters) {
    return new Adam(parameters, new AdamOptions(0.001));
  }

  private static Optimizer momentum(TensorVector parameters) {
    SGDOptions options = new SGDOptions(0.01);
    options.momentum().put(0.9);
    return new SGD(parameters, options);
  }

  private static Runnable theta() {
    Tensor theta = tensor(5f, -3f, 2f).set_requires_grad(true);
    Optimizer optimizer = new SGD(new TensorVector(theta), new SGDOptions(0.1));
    return () -> {
      optimizer.zero_grad();
      theta.square().sum().backward();
      optimizer.step();
    };
  }

  private static Runnable chain(int length) {
    Tensor start = ones(1).set_requires_grad(true);
    Scalar factor = new Scalar(1.0001f);
    Scalar term = new Scalar(0.0001f);
    return () -> {
      Tensor y = start;
      for (int i = 0; i < length; i++) {
        y = y.mul(factor).add(term);
      }
      y.sum().backward();
      start.mutable_grad().reset();
    };
  }

  private static Runnable broadcast() {
    Tensor matrix = randn(1000, 1000).set_requires_grad(true);
    Tensor row = randn(1000).set_requires_grad(true);
    Tensor column = randn(1000, 1).set_requires_grad(true);
    return () -> {
      Tensor product = matrix.add(row).add(column).mul(matrix);
      product.sum(0).sum().add(product.sum(1).sum()).backward();
      matrix.mutable_grad().reset();
      row.mutable_grad().reset();
      column.mutable_grad().reset();
    };
  }

  private static Runnable product(String name) {
    int[] sizes = Library.sizes(name);
    Tensor a = randn(sizes[0], sizes[1]);
    Tensor b = randn(sizes[1], sizes[2]);
    Tensor left = name.startsWith("matmul-tn") ? a.t().contiguous().t() : a;
    Tensor right = name.startsWith("matmul-nt") ? b.t().contiguous().t() : b;
    return () -> left.matmul(right);
  }

  private static Runnable convolution(int[] sizes) {
    Tensor images = randn(sizes[0], sizes[1], sizes[2], sizes[3]);
    Tensor filters = randn(sizes[4], sizes[1], 3, 3);
    long[] one = {1, 1};
    return () -> conv2d(images, filters, new TensorOptional(), one, one, one, 1);
  }

  private static Runnable elementwise(String name) {
    int[] sizes = Library.sizes(name);
    Tensor x = sizes.length == 1 ? randn(sizes[0]) : randn(sizes[0], sizes[1]);
    Tensor y = x.clone();
    UnaryOperator<Tensor> function =
        switch (Library.kind(name)) {
          case "exp" -> Tensor::exp;
          case "sigmoid" -> Tensor::sigmoid;
          case "tanh" -> Tensor::tanh;
          case "sum" -> t -> t.sum();
          case "sum-rows" -> t -> t.sum(1);
          case "sum-columns" -> t -> t.sum(0);
          case "max" -> t -> t.max();
          case "relu" -> Tensor::relu;
          case "add" -> t -> t.add(y);
          case "add_" -> t -> t.add_(y);
          case "softmax" -> t -> t.softmax(1);
          default -> throw new IllegalArgumentException("work: there is no '" + name + "'");
        };
    return () -> function.apply(x);
  }
}
