package gradus.autograd.graph;

import static gradus.autograd.DType.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BriefTest {
  @ParameterizedTest
  @CsvSource({
    "4, 4",
    "-0.0, 0",
    "1234567, 1234567",
    "12345678, 1.235e+07",
    "0.333333333, 0.3333",
    "1234.56, 1235",
    "-0.5, -0.5",
    "0.0001, 0.0001",
    "0.00001234567, 1.235e-05",
    "1e-300, 1e-300",
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf"
  })
  void numberHasFourDigits(double number, String text) {
    assertThat(Brief.number(number)).isEqualTo(text);
  }

  @Test
  void fewNumbersStandInALine() {
    assertThat(Brief.of(Tensor.scalar(0.1)).line()).isEqualTo("0.1");
    assertThat(Brief.of(Tensor.of(1.0, 2.5, 3)).line()).isEqualTo("[1, 2.5, 3]");
    assertThat(Brief.of(Tensor.arange(6).view(1, 3, 2)).line())
        .isEqualTo("[[[0, 1], [2, 3], [4, 5]]]");
    assertThat(Brief.of(Tensor.scalar(true)).line()).isEqualTo("true");
    assertThat(Brief.of(Tensor.zeros(2, 0)).line()).isEqualTo("empty");
  }

  @Test
  void manyNumbersAreMeanAndRange() {
    Tensor many = Tensor.arange(100.0);
    assertThat(Brief.of(many).line()).isEqualTo("mean 49.5, from 0 to 99");
    assertThat(Brief.of(many).full())
        .isEqualTo(
            """
            [100] FLOAT32
            mean 49.5, standard deviation 28.87
            from 0 to 99
            1 of 100 are 0\
            """);
    assertThat(Brief.of(Tensor.ones(3, 3)).line()).isEqualTo("all 1");
    assertThat(Brief.of(many.ge(40)).line()).isEqualTo("60 of 100 true");
  }

  @Test
  void whatIsNotFiniteIsCountedAndLeftOutOfTheRange() {
    Tensor x = Tensor.of(FLOAT64, 0, 1, 2, 3, 4, 5, 6, 7);
    Tensor strays = x.sub(1).log();
    assertThat(Brief.of(strays).line()).isEqualTo("mean 1.097, from 0 to 1.792, 1 nan, 1 inf");
    assertThat(Brief.of(strays).finite()).isFalse();
    assertThat(Brief.of(x).finite()).isTrue();
    assertThat(Brief.of(Tensor.of(1, Double.NaN)).line()).isEqualTo("[1, nan]");
  }

  @Test
  void fullShowsTheTensorItselfWhileThatIsShort() {
    assertThat(Brief.of(Tensor.of(1.0, 2).requiresGrad(true)).full())
        .isEqualTo("[2] FLOAT32\n[1, 2]");
  }
}
