package gradus.benchmarks;

import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.Conv2d;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Flatten;
import gradus.nn.Layer;
import gradus.nn.Linear;
import gradus.nn.MSELoss;
import gradus.nn.MaxPool2d;
import gradus.nn.Sequential;
import gradus.nn.functional.Convolutions;
import gradus.optim.Adam;
import gradus.optim.Optimizer;
import gradus.optim.SGD;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// This library.
final class GradusLibrary implements Library {
  /// The last result, so that no work is done for nothing.
  private Tensor result;

  @Override
  public Runnable work(String name, int threads) {
    System.setProperty("gradus.threads", Integer.toString(threads));
    Generator.manualSeed(0);
    return switch (Library.kind(name)) {
      case "theta" -> theta();
      case "mlp-small" ->
          steps(
              mlp(10, 64, 32, 1),
              Tensor.randn(32, 10),
              Tensor.randn(32, 1),
              new MSELoss()::apply,
              true);
      case "mlp-momentum" -> classes(mlp(784, 256, 128, 10), Tensor.randn(64, 784), false);
      case "mlp-adam" -> classes(mlp(784, 256, 128, 10), Tensor.randn(64, 784), true);
      case "mlp-large" -> classes(mlp(1024, 1024, 1024, 10), Tensor.randn(256, 1024), true);
      case "cnn" -> classes(cnn(), Tensor.randn(64, 1, 28, 28), true);
      case "chain" -> chain(Library.sizes(name)[0]);
      case "broadcast" -> broadcast();
      case "matmul", "matmul-nt", "matmul-tn" -> product(name);
      case "conv2d" -> convolution(Library.sizes(name));
      default -> elementwise(name);
    };
  }

  private Runnable theta() {
    Tensor theta = Tensor.of(5.0, -3, 2).requiresGrad(true);
    var optimizer = new SGD(List.of(theta), SGD.lr(0.1));
    return () -> {
      optimizer.zeroGrad();
      theta.square().sum().backward();
      optimizer.step();
    };
  }

  private static Layer mlp(int in, int first, int second, int out) {
    return new Sequential(
        new Linear(in, first),
        Tensor::relu,
        new Linear(first, second),
        Tensor::relu,
        new Linear(second, out));
  }

  private static Layer cnn() {
    return new Sequential(
        new Conv2d(1, 8, 3, Conv2d.padding(1)),
        Tensor::relu,
        new MaxPool2d(2),
        new Conv2d(8, 16, 3, Conv2d.padding(1)),
        Tensor::relu,
        new MaxPool2d(2),
        new Flatten(),
        new Linear(16 * 7 * 7, 10));
  }

  private static Runnable classes(Layer net, Tensor x, boolean adam) {
    Tensor labels = Tensor.randint(0, 10, x.size(0));
    return steps(net, x, labels, new CrossEntropyLoss()::apply, adam);
  }

  private static Runnable steps(
      Layer net, Tensor x, Tensor y, BinaryOperator<Tensor> loss, boolean adam) {
    Optimizer<?> optimizer =
        adam
            ? new Adam(net.parameters(), Adam.lr(0.001))
            : new SGD(net.parameters(), SGD.lr(0.01).momentum(0.9));
    return () -> {
      optimizer.zeroGrad();
      loss.apply(net.apply(x), y).backward();
      optimizer.step();
    };
  }

  private Runnable chain(int length) {
    Tensor start = Tensor.of(1.0).requiresGrad(true);
    return () -> {
      Tensor y = start;
      for (int i = 0; i < length; i++) {
        y = y.mul(1.0001).add(0.0001);
      }
      y.sum().backward();
      start.zeroGrad();
    };
  }

  private Runnable broadcast() {
    Tensor matrix = Tensor.randn(1000, 1000).requiresGrad(true);
    Tensor row = Tensor.randn(1000).requiresGrad(true);
    Tensor column = Tensor.randn(1000, 1).requiresGrad(true);
    return () -> {
      Tensor product = matrix.add(row).add(column).mul(matrix);
      product.sum(0).sum().add(product.sum(1).sum()).backward();
      matrix.zeroGrad();
      row.zeroGrad();
      column.zeroGrad();
    };
  }

  private Runnable product(String name) {
    int[] sizes = Library.sizes(name);
    Tensor a = Tensor.randn(sizes[0], sizes[1]);
    Tensor b = Tensor.randn(sizes[1], sizes[2]);
    Tensor left = name.startsWith("matmul-tn") ? a.mT().contiguous().mT() : a;
    Tensor right = name.startsWith("matmul-nt") ? b.mT().contiguous().mT() : b;
    return () -> result = left.matmul(right);
  }

  private Runnable convolution(int[] sizes) {
    Tensor images = Tensor.randn(sizes[0], sizes[1], sizes[2], sizes[3]);
    Tensor filters = Tensor.randn(sizes[4], sizes[1], 3, 3);
    return () -> result = Convolutions.conv2d(images, filters, null, Convolutions.padding(1));
  }

  private Runnable elementwise(String name) {
    Tensor x = Tensor.randn(Library.sizes(name));
    Tensor y = x.clone();
    UnaryOperator<Tensor> function =
        switch (Library.kind(name)) {
          case "exp" -> Tensor::exp;
          case "sigmoid" -> Tensor::sigmoid;
          case "tanh" -> Tensor::tanh;
          case "sum" -> Tensor::sum;
          case "sum-rows" -> t -> t.sum(1);
          case "sum-columns" -> t -> t.sum(0);
          case "max" -> Tensor::max;
          case "relu" -> Tensor::relu;
          case "add" -> t -> t.add(y);
          case "add_" -> t -> t.add_(y);
          case "softmax" -> t -> t.softmax(1);
          default -> throw new IllegalArgumentException("work: there is no '" + name + "'");
        };
    return () -> result = function.apply(x);
  }
}
