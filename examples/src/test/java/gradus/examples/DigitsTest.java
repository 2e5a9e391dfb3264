package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import gradus.nn.data.TensorDataset;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The digits as data, and what the network makes of them.
class DigitsTest {
  @Test
  void everyFifthDigitIsHeldOut() {
    TensorDataset train = Digits.train();
    TensorDataset test = Digits.test();
    assertThat(train.x().shape()).isEqualTo(Shape.of(1438, 64));
    assertThat(test.x().shape()).isEqualTo(Shape.of(359, 64));
    assertThat(train.x().max().item()).isEqualTo(1);
    assertThat(train.x().min().item()).isZero();
    Tensor all = Tensor.cat(0, train.y(), test.y());
    long[] counts = new long[10];
    for (long label : all.toLongArray()) {
      counts[(int) label]++;
    }
    assertThat(counts).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
  }

  @Test
  void adamReadsAtLeast94PercentOfTheHeldOutDigits() {
    assertThat(learned("--seed", "1").accuracy()).isGreaterThanOrEqualTo(0.94);
  }

  @Test
  void gradientDescentReadsAtLeast94PercentOfTheHeldOutDigits() {
    assertThat(learned("--optimizer", "momentum", "--lr", "0.05").accuracy())
        .isGreaterThanOrEqualTo(0.94);
  }

  @Test
  void theSameSeedEndsAtTheSamePlace() {
    Confusion once = learned("--epochs", "2");
    Confusion again = learned("--epochs", "2");
    assertThat(again.counts()).isDeepEqualTo(once.counts());
  }

  private static Confusion learned(String... args) {
    var digits = new Digits();
    new CommandLine(digits).parseArgs(args);
    return digits.learn().confusion();
  }

  @Test
  void mistakesOnTheCommandLineAreExplained() {
    assertThat(Lesson.run(new Digits(), "--epoch", "3")).isEqualTo(2);
    assertThat(Lesson.run(new Digits(), "--batch", "0")).isEqualTo(2);
    var out = new StringWriter();
    new CommandLine(new Digits()).usage(new PrintWriter(out));
    assertThat(out.toString()).contains("--epochs", "--hidden", "one of sgd, momentum, adam");
  }

  @Test
  void theConfusionMatrixCountsByActualAndPredicted() {
    var confusion = Confusion.of(2, Tensor.of(0L, 0, 1, 1), Tensor.of(0L, 1, 1, 1));
    assertThat(confusion.accuracy()).isEqualTo(0.75);
    assertThat(confusion.toString().lines())
        .containsExactly(
            "actual \\ predicted", "        0    1", "   0    1    1", "   1    .    2");
  }
}
