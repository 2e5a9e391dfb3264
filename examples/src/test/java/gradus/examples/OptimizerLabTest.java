package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.optim.lab.RaceResult;
import gradus.optim.lab.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OptimizerLabTest {
  private static OptimizerLab lab(String... args) {
    OptimizerLab lab = new OptimizerLab();
    new CommandLine(lab).parseArgs(args);
    return lab;
  }

  @Test
  void quasiNewtonIsFirstThroughRosenbrocksValley() throws IOException {
    RaceResult result = lab("--optimizers", "SGD,momentum,Adam,LBFGS", "--rates", "5").race();
    Standing first = result.ranking().getFirst();
    assertThat(first.contestant()).startsWith("LBFGS");
    assertThat(first.evaluations()).isLessThan(100);
    assertThat(result.ranking().getLast().within()).isZero();
  }

  @Test
  void irisHasAMinimumThatOptimizersFind() throws IOException {
    RaceResult result =
        lab("--problem", "iris", "--optimizers", "Adam,LBFGS", "--budget", "300", "--rates", "5")
            .race();
    assertThat(result.race().problem().minimum()).isBetween(0.3, 1.0);
    assertThat(result.ranking().getFirst().contestant()).startsWith("LBFGS");
    assertThat(result.ranking().getFirst().within()).isEqualTo(1);
  }

  @Test
  void writesCommaSeparatedValues(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("runs.csv");
    int code =
        Lesson.run(
            new OptimizerLab(),
            "--problem=square",
            "--optimizers=SGD",
            "--budget=5",
            "--rates=2",
            "--csv=" + csv);
    assertThat(code).isZero();
    assertThat(Files.readString(csv).lines()).hasSize(2);
  }

  @Test
  void namesWhatThereIsWhenAskedForSomethingElse() {
    assertThatThrownBy(() -> lab("--problem=mountain").race())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--problem: there is no 'mountain'; choose from square, ravine,");
    assertThatThrownBy(() -> lab("--optimizers=walk").race())
        .hasMessageStartingWith("--optimizers: there is no 'walk'; choose from SGD, momentum,");
    assertThat(Lesson.run(new OptimizerLab(), "--problem=mountain")).isEqualTo(2);
  }
}
