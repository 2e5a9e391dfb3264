package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/// The numbers that NumPy and PyTorch compute for the lessons.
final class Expected {
  /// Sums in another order differ in the last bits of 64.
  static final double EXACT = 1e-9;

  /// What 32 bits keep after some hundred steps.
  static final double ROUNDED = 1e-4;

  private static final JsonNode ALL = read();

  private Expected() {}

  private static JsonNode read() {
    try (var in = Expected.class.getResourceAsStream("/lessons/expected.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The part of the file at this JSON pointer, the names of the pages cut to their numbers, as in
  /// `/000/line/final_w`.
  static JsonNode at(String pointer) {
    String page = pointer.substring(1).split("/")[0];
    String full =
        ALL.propertyStream()
            .map(entry -> entry.getKey())
            .filter(name -> name.equals(page) || name.startsWith(page + "_"))
            .findFirst()
            .orElseThrow();
    JsonNode found = ALL.at("/" + full + pointer.substring(1 + page.length()));
    assertThat(found.isMissingNode()).as(pointer).isFalse();
    return found;
  }

  static double number(String pointer) {
    return number(at(pointer));
  }

  /// Infinities and NaN are written as text.
  static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.doubleValue();
  }

  static double[] numbers(String pointer) {
    return numbers(at(pointer));
  }

  static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(list.get(i));
    }
    return numbers;
  }

  /// The rows of a file of numbers, without its line of names.
  static double[][] csv(String name) {
    try (var in = Expected.class.getResourceAsStream("/lessons/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.replace("inf", "Infinity").split(","))
          .map(row -> Arrays.stream(row).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertNear(double got, double expected) {
    if (Double.isFinite(expected)) {
      assertThat(got).isCloseTo(expected, within(EXACT * Math.abs(expected)));
    } else {
      assertThat(got).isEqualTo(expected);
    }
  }

  static void assertNear(double[] got, double[] expected) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      assertNear(got[i], expected[i]);
    }
  }

  static void assertNear(Collection<Double> got, double[] expected) {
    assertNear(got.stream().mapToDouble(Double::doubleValue).toArray(), expected);
  }

  /// For what should be 0 but for rounding, or is a sum of much larger numbers.
  static void assertWithin(double distance, double[] got, double[] expected) {
    assertThat(got).containsExactly(expected, within(distance));
  }
}
