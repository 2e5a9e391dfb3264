package gradus.examples;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.data.IdxFile;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The data sets that come with the examples.
final class BundledData {
  private BundledData() {}

  static Tensor idx(String name, DType dtype) {
    try (InputStream in = open(name)) {
      return IdxFile.read(in, dtype);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rows of a file of numbers, without its line of names.
  static double[][] csv(String name) {
    try (var lines =
        new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8)).lines()) {
      return lines
          .skip(1)
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws FileNotFoundException {
    InputStream in = BundledData.class.getResourceAsStream("data/" + name);
    if (in == null) {
      throw new FileNotFoundException("data/" + name + " is missing from the examples' resources");
    }
    return in;
  }
}
