package gradus.benchmarks;

import java.util.List;

/// A library that does the work to be timed.
interface Library {
  /// Training steps, from the smallest to the largest, and what is hard on the bookkeeping.
  List<String> WORKLOADS =
      List.of(
          "theta",
          "mlp-small",
          "mlp-momentum",
          "mlp-adam",
          "mlp-large",
          "cnn",
          "chain",
          "broadcast");

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
          "matmul 64x256x784",
          "matmul 64x10x128",
          "matmul-tn 784x64x256",
          "matmul-tn 128x64x10");

  /// Functions of every element, into a fresh tensor or in place.
  List<String> ELEMENTWISE =
      List.of(
          "exp 1000",
          "sigmoid 1000",
          "tanh 1000",
          "sum 1000",
          "add 1000",
          "relu 1000",
          "exp 100000",
          "sigmoid 100000",
          "tanh 100000",
          "sum 100000",
          "add 100000",
          "relu 100000",
          "add_ 100000",
          "softmax 1024x1000");

  /// The work of this name, ready to be done again and again on `threads` threads.
  Runnable work(String name, int threads);

  /// The library of this name.
  static Library named(String name) {
    return switch (name) {
      case "gradus" -> new GradusLibrary();
      case "pytorch" -> new TorchLibrary();
      default ->
          throw new IllegalArgumentException(
              "library: '%s' is not gradus or pytorch".formatted(name));
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
