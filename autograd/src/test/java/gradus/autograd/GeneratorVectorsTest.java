package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The generator against numbers that PyTorch drew. All are compared exactly, save normal and
/// exponential doubles, whose last bits depend on the platform's logarithm, sine and cosine.
class GeneratorVectorsTest {
  /// Two units in the last place of a number below 4.
  private static final double ROUNDING = 2e-15;

  static Stream<Vectors> vectors() throws IOException {
    try (var file = GeneratorVectorsTest.class.getResourceAsStream("/random/torch-vectors.json")) {
      JsonNode seeds = new ObjectMapper().readTree(file).get("seeds");
      return seeds
          .propertyStream()
          .map(entry -> new Vectors(Long.parseLong(entry.getKey()), entry.getValue()));
    }
  }

  static List<Draw> draws() throws IOException {
    return JsonLines.read("/conformance/rng.jsonl.gz").stream().map(Draw::new).toList();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void uniformNumbersArePyTorchs(Vectors torch) {
    assertThat(rand(torch.generator(), 8)).containsExactly(torch.floats("rand_f32_8"));
    assertThat(randDouble(torch.generator(), 4)).containsExactly(torch.doubles("rand_f64_4"));
    var a = new float[6];
    torch.generator().uniform(a, 0, 6, -0.5, 0.7);
    assertThat(a).containsExactly(torch.floats("uniform_f32_-0.5_0.7_6"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void normalFloatsArePyTorchsAtEveryLength(Vectors torch) {
    for (int n : new int[] {1, 3, 15, 16, 17, 24, 33}) {
      assertThat(randn(torch.generator(), n)).containsExactly(torch.floats("randn_f32_" + n));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void normalDoublesArePyTorchsToRounding(Vectors torch) {
    for (int n : new int[] {3, 16, 20}) {
      assertThat(randnDouble(torch.generator(), n))
          .containsExactly(torch.doubles("randn_f64_" + n), within(ROUNDING));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void integersTakeOneWordForSmallRangesAndTwoForLarge(Vectors torch) {
    assertThat(randint(torch.generator(), 0, 100, 8))
        .containsExactly(torch.longs("randint_0_100_8"));
    assertThat(randint(torch.generator(), 0, 1L << 40, 3))
        .containsExactly(torch.longs("randint_0_2p40_3"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void permutationsArePyTorchs(Vectors torch) {
    for (int n : new int[] {5, 10, 20}) {
      assertThat(randperm(torch.generator(), n)).containsExactly(torch.longs("randperm_" + n));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void dropoutMasksArePyTorchs(Vectors torch) {
    assertThat(dropout(torch.generator(), 16, 0.25))
        .containsExactly(torch.floats("dropout_ones16_p0.25"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void exponentialFloatsArePyTorchs(Vectors torch) {
    var a = new float[4];
    torch.generator().exponential(a, 0, 4, 1);
    assertThat(a).containsExactly(torch.floats("exponential_f32_4"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void firstWeightsOfALinearLayerArePyTorchs(Vectors torch) {
    var generator = torch.generator();
    double bound = Math.sqrt(3) * (Math.sqrt(2.0 / (1 + 5)) / Math.sqrt(3));
    var weight = new float[6];
    generator.uniform(weight, 0, 6, -bound, bound);
    var bias = new float[2];
    generator.uniform(bias, 0, 2, -1 / Math.sqrt(3), 1 / Math.sqrt(3));
    assertThat(weight).containsExactly(torch.floats("linear_3_2_weight"));
    assertThat(bias).containsExactly(torch.floats("linear_3_2_bias"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theWaitingNormalNumberSurvivesOtherDraws(Vectors torch) {
    var generator = torch.generator();
    var chain = new Vectors(torch.seed(), torch.values().get("chain"));
    assertThat(randn(generator, 3)).containsExactly(chain.floats("randn3"));
    assertThat(rand(generator, 2)).containsExactly(chain.floats("rand2"));
    assertThat(randperm(generator, 5)).containsExactly(chain.longs("randperm5"));
    assertThat(randn(generator, 2)).containsExactly(chain.floats("randn2"));
    assertThat(randn(generator, 16)).containsExactly(chain.floats("randn16"));
  }

  @Test
  void thereAreVectorsForFourSeedsAndConformanceDraws() throws IOException {
    assertThat(vectors()).hasSize(4);
    assertThat(draws()).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("draws")
  void firstAndFurtherDrawsArePyTorchs(Draw draw) {
    var generator = new Generator(draw.line().get("seed").longValue());
    int n = draw.line().get("n").intValue();
    draw.check(generator, "first", n);
    draw.check(generator, "then", n);
    draw.check(generator, "then3", 3);
  }

  /// What PyTorch drew after `manual_seed(seed)`, by name.
  record Vectors(long seed, JsonNode values) {
    Generator generator() {
      return new Generator(seed);
    }

    float[] floats(String name) {
      JsonNode list = values.get(name);
      var a = new float[list.size()];
      for (int i = 0; i < a.length; i++) {
        a[i] = Float.parseFloat(list.get(i).textValue());
      }
      return a;
    }

    double[] doubles(String name) {
      return JsonLines.elements(values.get(name))
          .mapToDouble(x -> Double.parseDouble(x.textValue()))
          .toArray();
    }

    long[] longs(String name) {
      return JsonLines.elements(values.get(name)).mapToLong(JsonNode::longValue).toArray();
    }

    @Override
    public String toString() {
      return "seed " + seed;
    }
  }

  /// A conformance line: a kind of draw, its arguments, and what came of it.
  record Draw(JsonNode line) {
    void check(Generator generator, String name, int n) {
      if (!line.has(name)) {
        return;
      }
      JsonNode tensor = line.get(name);
      double[] expected =
          JsonLines.elements(tensor.get("data")).mapToDouble(JsonNode::doubleValue).toArray();
      boolean floats = tensor.get("dtype").textValue().equals("float32");
      double tolerance = kind().equals("randn") && !floats ? ROUNDING : 0;
      assertThat(draw(generator, floats, n)).containsExactly(expected, within(tolerance));
    }

    private double[] draw(Generator generator, boolean floats, int n) {
      return switch (kind()) {
        case "rand" -> floats ? widened(rand(generator, n)) : randDouble(generator, n);
        case "randn" -> floats ? widened(randn(generator, n)) : randnDouble(generator, n);
        case "randint" -> widened(randint(generator, number("low"), number("high"), n));
        case "randperm" -> widened(randperm(generator, n));
        case "dropout" -> widened(dropout(generator, n, line.get("p").doubleValue()));
        case "bernoulli" -> widened(bernoulli(generator, n, line.get("p").doubleValue()));
        default -> throw new AssertionError("no such draw: " + kind());
      };
    }

    private String kind() {
      return line.get("rng").textValue();
    }

    private long number(String name) {
      return line.get(name).longValue();
    }

    @Override
    public String toString() {
      return "%s, n %s, seed %s".formatted(kind(), line.get("n"), line.get("seed"));
    }
  }

  private static double[] widened(float[] a) {
    var wide = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      wide[i] = a[i];
    }
    return wide;
  }

  private static double[] widened(long[] a) {
    return Arrays.stream(a).asDoubleStream().toArray();
  }

  private static float[] rand(Generator generator, int n) {
    var a = new float[n];
    generator.uniform(a, 0, n, 0, 1);
    return a;
  }

  private static double[] randDouble(Generator generator, int n) {
    var a = new double[n];
    generator.uniform(a, 0, n, 0, 1);
    return a;
  }

  private static float[] randn(Generator generator, int n) {
    var a = new float[n];
    generator.normal(a, 0, n, 0, 1);
    return a;
  }

  private static double[] randnDouble(Generator generator, int n) {
    var a = new double[n];
    generator.normal(a, 0, n, 0, 1);
    return a;
  }

  private static long[] randint(Generator generator, long low, long high, int n) {
    var a = new long[n];
    generator.integers(a, 0, n, low, high);
    return a;
  }

  private static long[] randperm(Generator generator, int n) {
    var a = new long[n];
    generator.permutation(a);
    return a;
  }

  /// `torch.bernoulli(torch.full((n,), p))`: every element has its own probability.
  private static float[] bernoulli(Generator generator, int n, double p) {
    var a = new float[n];
    Arrays.fill(a, (float) p);
    generator.bernoulli(a, 0, a, 0, n);
    return a;
  }

  private static float[] dropout(Generator generator, int n, double p) {
    var a = new float[n];
    generator.bernoulli(a, 0, n, 1 - p);
    for (int i = 0; i < n; i++) {
      a[i] /= (float) (1 - p);
    }
    return a;
  }
}
