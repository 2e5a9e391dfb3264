package gradus.benchmarks;

import java.util.List;

/// A library that does the work to be timed.
interface Library {
  /// Training steps, from the smallest to the largest, and what is hard on the bookkeeping.
  List<String> TRAINING =
      List.of(
          "theta",
          "mlp-small",
          "mlp-momentum",
          "mlp-adam",
          "mlp-large",
          "cnn",
          "broadcast",
          "chain 10000",
          "chain 100000",
          "chain 1000000");

  /// Products of square matrices, and those of a training step of `mlp-adam`.
  List<String> PRODUCTS =
      List.of(
          "matmul 32x32x32",
          "matmul 64x64x64",
          "matmul 128x128x128",
          "matmul 256x256x256",
          "matmul 512x512x512",
          "matmul 1024x1024x1024",
          "matmul 2048x2048x2048",
          "matmul-nt 64x784x256",
          "matmul-nt 64x256x128",
          "matmul-nt 64x128x10",
          "matmul 64x10x128",
          "matmul 64x128x256",
          "matmul-tn 256x64x784",
          "matmul-tn 128x64x256",
          "matmul-tn 10x64x128");

  /// Functions of every element, into a fresh tensor or in place; sums, softmax and convolutions.
  List<String> FUNCTIONS =
      List.of(
          "add 1000",
          "exp 1000",
          "sum 1000",
          "add 100000",
          "add_ 100000",
          "relu 100000",
          "exp 100000",
          "sigmoid 100000",
          "tanh 100000",
          "sum 100000",
          "max 100000",
          "add 1000000",
          "exp 1000000",
          "sum-rows 1000x1000",
          "sum-columns 1000x1000",
          "softmax 64x10",
          "softmax 1024x1000",
          "conv2d 64x1x28x28x8",
          "conv2d 64x8x14x14x16");

  /// The products and functions that are large enough for a second thread.
  List<String> SHARED =
      List.of(
          "matmul 512x512x512",
          "matmul 1024x1024x1024",
          "matmul 2048x2048x2048",
          "matmul-nt 64x784x256",
          "add 1000000",
          "exp 1000000",
          "softmax 1024x1000",
          "conv2d 64x8x14x14x16");

  /// The work of this name, ready to be done again and again on `threads` threads.
  Runnable work(String name, int threads);

  /// The libraries that do the work of this name, in turn. TensorFlow takes part where it is the
  /// strongest. PyTorch would need seconds for each of the longer chains, and a second thread is of
  /// no use to it where there is nothing to share.
  static List<String> participants(String work, int threads) {
    return switch (work) {
      case "mlp-small", "mlp-momentum", "mlp-adam", "mlp-large", "cnn" ->
          List.of("gradus", "pytorch", "tensorflow");
      case "chain 100000", "chain 1000000" -> List.of("gradus");
      case "theta", "chain 10000" ->
          threads == 1 ? List.of("gradus", "pytorch") : List.of("gradus");
      default -> List.of("gradus", "pytorch");
    };
  }

  /// The library of this name.
  static Library named(String name) {
    return switch (name) {
      case "gradus" -> new GradusLibrary();
      case "pytorch" -> new TorchLibrary();
      case "tensorflow" -> new TensorFlowLibrary();
      case "processor" -> new Processor();
      default ->
          throw new IllegalArgumentException(
              "library: '%s' is not gradus, pytorch, tensorflow or processor".formatted(name));
    };
  }

  /// The sizes in the name of a work: `matmul 64x784x256` has three.
  static int[] sizes(String name) {
    String[] parts = name.substring(name.indexOf(' ') + 1).split("x");
    int[] sizes = new int[parts.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Integer.parseInt(parts[i]);
    }
    return sizes;
  }

  /// The kind of work: the name without its sizes.
  static String kind(String name) {
    return name.contains(" ") ? name.substring(0, name.indexOf(' ')) : name;
  }
}
