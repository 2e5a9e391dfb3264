package gradus.examples;

import gradus.autograd.DType;
import gradus.autograd.Tensor;
import gradus.nn.data.CsvTable;
import gradus.nn.data.IdxFile;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The data sets that come with the examples.
final class BundledData {
  private static final int HELD_OUT = 5;

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

  static CsvTable table(String name) {
    try (InputStream in = open(name)) {
      return CsvTable.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The numbers of every fifth sample, or of the others: what is held out to test with.
  static Tensor everyFifth(int samples, boolean heldOut) {
    return Tensor.of(
        IntStream.range(0, samples)
            .filter(i -> (i % HELD_OUT == HELD_OUT - 1) == heldOut)
            .toArray());
  }

  private static InputStream open(String name) throws FileNotFoundException {
    InputStream in = BundledData.class.getResourceAsStream("data/" + name);
    if (in == null) {
      throw new FileNotFoundException("data/" + name + " is missing from the examples' resources");
    }
    return in;
  }
}
