package gradus.examples;

import static gradus.autograd.DType.FLOAT32;
import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradus.autograd.DType;
import gradus.examples.FitLine.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The first lessons end where NumPy and PyTorch end: to 1e-9 in 64 bits, to 1e-4 in 32.
class LessonsTest {
  private static final double EXACT = 1e-9;
  private static final double ROUNDED = 1e-4;

  private final JsonNode expected = read("expected.json");

  private static JsonNode read(String name) {
    try (var in = LessonsTest.class.getResourceAsStream("/lessons/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void thetaEndsAtTheSamePlaceAllThreeTimes() {
    double[] end = numbers(expected.at("/001_9d5c69b950dd5a4e/multi_numpy/final"));
    assertThat(Theta.plainJava()).containsExactly(end, within(EXACT));
    assertThat(Theta.tensorArithmetic().toDoubleArray()).containsExactly(end, within(EXACT));
    assertThat(Theta.autograd(FLOAT64).toDoubleArray()).containsExactly(end, within(EXACT));
    assertThat(Theta.autograd(FLOAT32).toDoubleArray())
        .containsExactly(
            numbers(expected.at("/001_9d5c69b950dd5a4e/multi_torch_float32/final")),
            within(ROUNDED));
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).asDouble();
    }
    return numbers;
  }

  @Test
  void fitLineGoesTheWayThatNumPyGoes() throws IOException {
    List<Step> steps = FitLine.fit(FLOAT64);
    double[][] history;
    try (var in = LessonsTest.class.getResourceAsStream("/lessons/line_fit_history.csv")) {
      history =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(
                  line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toArray(double[][]::new);
    }
    assertThat(history.length).isGreaterThanOrEqualTo(200);
    for (double[] row : history) {
      Step step = steps.get((int) row[0]);
      assertThat(step.loss()).isCloseTo(row[1], within(EXACT * row[1]));
      assertThat(step.w()).isCloseTo(row[2], within(EXACT));
      assertThat(step.b()).isCloseTo(row[3], within(EXACT));
    }
    assertThat(steps).hasSize(201);
    assertEndsRight(FLOAT64, EXACT);
  }

  @Test
  void fitLineEndsAtTheSamePlaceIn32Bits() {
    assertEndsRight(FLOAT32, ROUNDED);
  }

  private void assertEndsRight(DType dtype, double tolerance) {
    JsonNode line = expected.at("/000_9ecce186d5e2456f/line");
    Step end = FitLine.fit(dtype).getLast();
    assertThat(end.w()).isCloseTo(line.get("final_w").asDouble(), within(tolerance));
    assertThat(end.b()).isCloseTo(line.get("final_b").asDouble(), within(tolerance));
    assertThat(end.loss()).isCloseTo(line.get("loss_at_final").asDouble(), within(tolerance));
  }

  @Test
  void theWorkedExampleHasTheNumbersOfItsText() {
    JsonNode example = expected.at("/004_3aede1e02fcd6482/worked_example");
    var step = WorkedExample.step(0.1);
    assertThat(step.loss()).isEqualTo(example.get("loss").asDouble());
    assertThat(step.dw()).isEqualTo(example.get("dw").asDouble());
    assertThat(step.db()).isEqualTo(example.get("db").asDouble());
    assertThat(step.w()).isCloseTo(example.get("w_new").asDouble(), within(ROUNDED));
    assertThat(step.b()).isCloseTo(example.get("b_new").asDouble(), within(ROUNDED));
    assertThat(step.lossAfter()).isZero();
  }
}
