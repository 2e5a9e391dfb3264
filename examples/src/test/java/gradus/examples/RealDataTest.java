package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import gradus.nn.data.TensorDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The lessons on real data reach what is expected of them.
class RealDataTest {
  @Test
  void atLeast93PercentOfTheIrisesAreToldRight() {
    assertThat(Iris.learn(1).last("held out")).isGreaterThanOrEqualTo(0.93);
    assertThat(Iris.train().x().shape()).isEqualTo(Shape.of(120, 4));
    assertThat(Iris.test().y().eq(1).sum().itemLong()).isEqualTo(10);
  }

  /// Least squares explains 0.4475.
  @Test
  void theRegressionExplainsAtLeast42PercentOfTheVariance() {
    assertThat(Diabetes.learn(1).last("held out")).isBetween(0.42, 0.46);
    assertThat(Diabetes.test().x().shape()).isEqualTo(Shape.of(88, 10));
  }

  @Test
  void filtersReadAtLeast97PercentOfTheHeldOutDigits() {
    assertThat(DigitsCnn.learn(1, 4).last("held out")).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void atLeast70PercentOfTheClothesAreToldRight() throws IOException {
    var lesson = new FashionMnist();
    new CommandLine(lesson).parseArgs("--epochs", "6");
    assertThat(lesson.learn().last("test")).isGreaterThanOrEqualTo(0.70);
  }

  /// A guess that knows which letter follows which has 2.42 nats.
  @Test
  void namesAreSpeltBetterThanByPairsOfLetters() {
    var net = new Names.Speller();
    assertThat(Names.learn(net, 1, 1).last("held out")).isLessThan(2.35);
    assertThat(net.name()).matches("[a-z]{0,14}");
    TensorDataset names = Names.all();
    assertThat(names.x().shape()).isEqualTo(Shape.of(8403, 14));
  }

  @Test
  void aTransformerWritesBackwards() {
    assertThat(Reverse.learn(1).last("right")).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void aSavedNetworkReadsTheSame(@TempDir Path folder) throws IOException {
    var outcome = SaveAndLoad.learn(1, folder);
    var loaded = SaveAndLoad.net();
    loaded.loadStateDict(outcome.read());
    TensorDataset test = Digits.test();
    Tensor guesses = Guesses.of(outcome.trained(), test);
    assertThat(Guesses.of(loaded, test).equal(guesses)).isTrue();
    double right = Guesses.of(loaded, test).eq(test.y()).sum().item() / test.size();
    assertThat(right).isGreaterThanOrEqualTo(0.9);
    double[] whole = outcome.whole();
    double[] rest = Arrays.copyOfRange(whole, whole.length / 2, whole.length);
    assertThat(outcome.resumed()).containsExactly(rest);
    assertThat(outcome.networkAlone()).hasSameSizeAs(rest).isNotEqualTo(rest);
  }
}
