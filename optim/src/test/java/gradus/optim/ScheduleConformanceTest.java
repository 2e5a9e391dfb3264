package gradus.optim;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import gradus.autograd.Tensor;
import gradus.conformance.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every schedule gives the rates that PyTorch's gives.
class ScheduleConformanceTest {
  private static final double RELATIVE = 1e-12;

  /// A schedule and its rates.
  private record Course(JsonNode line) {
    String name() {
      return line.get("scheduler").asText();
    }

    List<Double> rates() {
      Tensor parameter = Tensor.of(FLOAT64, 1).requiresGrad(true);
      var optimizer =
          new SGD(List.of(parameter), SGD.lr(line.get("base_lr").asDouble()).momentum(0.9));
      return name().equals("ReduceLROnPlateau") ? watched(optimizer) : stepped(optimizer);
    }

    private List<Double> stepped(SGD optimizer) {
      LRScheduler schedule = SchedulesByName.make(name(), line.get("options"), optimizer);
      List<Double> rates = new ArrayList<>(List.of(optimizer.groups().getFirst().lr()));
      while (rates.size() < line.get("lrs").size()) {
        optimizer.step();
        schedule.step();
        rates.add(optimizer.groups().getFirst().lr());
      }
      return rates;
    }

    private List<Double> watched(SGD optimizer) {
      var schedule = new ReduceLROnPlateau(optimizer, SchedulesByName.plateau(line.get("options")));
      List<Double> rates = new ArrayList<>();
      for (JsonNode metric : line.get("metrics")) {
        schedule.step(metric.asDouble());
        rates.add(schedule.lastLr()[0]);
      }
      return rates;
    }

    @Override
    public String toString() {
      return "%s %s from %s".formatted(name(), line.get("options"), line.get("base_lr"));
    }
  }

  static Stream<Course> courses() {
    return Cases.lines("schedulers").stream().map(Course::new);
  }

  @ParameterizedTest
  @MethodSource("courses")
  void givesPyTorchsRates(Course course) {
    double[] expected = Json.numbers(course.line().get("lrs"));
    List<Double> rates = course.rates();
    assertThat(rates).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(rates.get(i))
          .as("rate %d", i)
          .isCloseTo(expected[i], within(RELATIVE * expected[i]));
    }
  }
}
