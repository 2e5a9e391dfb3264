package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions that Java's own library does not have, against values of 20 digits.
class SpecialTest {
  private static final Map<String, BothPrecisions> SPECIAL =
      Map.ofEntries(
          Map.entry("erf", new BothPrecisions(FloatMath::erf, DoubleMath::erf)),
          Map.entry("erfc", new BothPrecisions(FloatMath::erfc, DoubleMath::erfc)),
          Map.entry("erfinv", new BothPrecisions(FloatMath::erfinv, DoubleMath::erfinv)),
          Map.entry("asinh", new BothPrecisions(FloatMath::asinh, DoubleMath::asinh)),
          Map.entry("acosh", new BothPrecisions(FloatMath::acosh, DoubleMath::acosh)),
          Map.entry("atanh", new BothPrecisions(FloatMath::atanh, DoubleMath::atanh)),
          Map.entry("log2", new BothPrecisions(FloatMath::log2, DoubleMath::log2)),
          Map.entry("sinc", new BothPrecisions(FloatMath::sinc, DoubleMath::sinc)),
          Map.entry("logit", new BothPrecisions(FloatMath::logit, DoubleMath::logit)),
          Map.entry("softplus", new BothPrecisions(FloatMath::softplus, DoubleMath::softplus)),
          Map.entry(
              "logSigmoid", new BothPrecisions(FloatMath::logSigmoid, DoubleMath::logSigmoid)),
          Map.entry("mish", new BothPrecisions(FloatMath::mish, DoubleMath::mish)),
          Map.entry("gelu", new BothPrecisions(FloatMath::gelu, DoubleMath::gelu)),
          Map.entry("geluTanh", new BothPrecisions(FloatMath::geluTanh, DoubleMath::geluTanh)),
          Map.entry("selu", new BothPrecisions(FloatMath::selu, DoubleMath::selu)),
          Map.entry("silu", new BothPrecisions(FloatMath::silu, DoubleMath::silu)),
          Map.entry("sigmoid", new BothPrecisions(FloatMath::sigmoid, DoubleMath::sigmoid)));

  /// Function, argument (exact in float), value; computed with 60 digits.
  private static final String VALUES =
      """
      erf        9.5367431640625e-07     1.0761062308265404596e-6
      erf        0.0625                  0.070431977722387078051
      erf        0.5                     0.52049987781304653768
      erf        0.984375                0.83611287005039648396
      erf        1.0                     0.84270079294971486934
      erf        1.5                     0.96610514647531072707
      erf        -2.25                   -0.9985372834133188483
      erf        5.0                     0.99999999999846254021
      erfc       9.5367431640625e-07     0.99999892389376917346
      erfc       0.25                    0.72367360983176306701
      erfc       0.5                     0.47950012218695346232
      erfc       1.0                     0.15729920705028513066
      erfc       -1.5                    1.9661051464753107271
      erfc       3.75                    1.1372725656979665326e-7
      erfc       9.0                     4.1370317465138102381e-37
      erfc       -6.0                    1.9999999999999999785
      erfinv     9.5367431640625e-07     8.4517185731217291722e-7
      erfinv     0.125                   0.11123545184094995915
      erfinv     -0.5                    -0.47693627620446987338
      erfinv     0.75                    0.81341984759761854169
      erfinv     0.96875                 1.523019401996956111
      erfinv     -0.9990234375           -2.3314677736219476723
      asinh      9.5367431640625e-07     9.5367431640610543971e-7
      asinh      -0.5                    -0.4812118250596034475
      asinh      3.0                     1.8184464592320668235
      asinh      1000000.0               14.508657738524469414
      acosh      1.0009765625            0.04419057808311009443
      acosh      1.5                     0.962423650119206895
      acosh      20.0                    3.6882538673612966676
      acosh      1099511627776.0         28.419034402957757686
      atanh      9.5367431640625e-07     9.5367431640653912058e-7
      atanh      -0.5                    -0.5493061443340548457
      atanh      0.96875                 2.0715673631957663439
      log2       0.9990234375            -0.0014095702546713535408
      log2       3.0                     1.5849625007211561815
      log2       1000.0                  9.9657842846620870436
      log2       1.3969838619232178e-09  -29.415037499278843819
      sinc       0.0009765625            0.99999843126936654043
      sinc       -0.75                   0.30010543871903535652
      sinc       1.25                    -0.18006326323142121391
      sinc       100.5                   0.0031672625490924444929
      logit      9.5367431640625e-07     -13.862942657524135034
      logit      0.25                    -1.0986122886681096914
      logit      0.5009765625            0.0039062549670650999973
      logit      0.984375                4.1431347263915326879
      softplus   -30.0                   9.3576229688397367794e-14
      softplus   -1.0                    0.31326168751822283405
      softplus   0.0009765625            0.69363558101923012325
      softplus   3.0                     3.0485873515737420588
      softplus   40.0                    40.000000000000000004
      logSigmoid -40.0                   -40.000000000000000004
      logSigmoid -3.0                    -3.0485873515737420588
      logSigmoid 0.5                     -0.47407698418010668087
      logSigmoid 30.0                    -9.3576229688397367794e-14
      mish       -20.0                   -4.1223072406287614006e-8
      mish       -1.0                    -0.30340146137410891807
      mish       0.5                     0.37524521130489510482
      mish       5.0                     4.9995520775294056873
      mish       25.0                    25.0
      gelu       -12.0                   -2.1317785344932147972e-32
      gelu       -6.0                    -5.9195258702261888442e-9
      gelu       -3.0                    -0.00404969409489028358
      gelu       -0.5                    -0.15426876936299344818
      gelu       0.0009765625            0.00048866171094607474708
      gelu       0.75                    0.5800294857173488505
      gelu       4.0                     3.9998733150326675203
      geluTanh   -3.0                    -0.0036373920817730188378
      geluTanh   -0.5                    -0.15428599017485607796
      geluTanh   0.0009765625            0.0004886617109457754352
      geluTanh   0.75                    0.57996055516562030418
      geluTanh   4.0                     3.9999297540518076273
      selu       -10.0                   -1.7580195232607869181
      selu       -0.5                    -0.69175818780287140236
      selu       0.0009765625            0.0010260751829643364194
      selu       2.0                     2.1014019747109609868
      silu       -20.0                   -4.1223072363804071629e-8
      silu       -1.0                    -0.26894142136999512075
      silu       0.5                     0.31122966560092728232
      silu       10.0                    9.9995460213129756561
      sigmoid    -20.0                   2.0611536181902035814e-9
      sigmoid    -1.0                    0.26894142136999512075
      sigmoid    0.0009765625            0.50024414060559744821
      sigmoid    3.0                     0.95257412682243321912
      sigmoid    30.0                    0.99999999999990642377
      """;

  static Stream<String> values() {
    return VALUES.lines();
  }

  @ParameterizedTest
  @MethodSource("values")
  void specialFunctionsAreRightToTheLastBits(String line) {
    String[] parts = line.split(" +");
    double x = Double.parseDouble(parts[1]);
    SPECIAL.get(parts[0]).check(x, Double.parseDouble(parts[2]));
  }

  @Test
  void everySpecialFunctionHasValues() {
    assertThat(VALUES.lines().map(line -> line.split(" ")[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(SPECIAL.keySet());
  }

  @Test
  void specialFunctionsKeepNaN() {
    SPECIAL.values().forEach(function -> function.checkExactly(Double.NaN, Double.NaN));
  }

  @Test
  void oddFunctionsKeepTheSignOfZero() {
    Stream.of("erf", "erfinv", "asinh", "atanh")
        .map(SPECIAL::get)
        .forEach(function -> function.checkExactly(-0.0, -0.0));
  }

  @Test
  void specialFunctionsReachTheirLimits() {
    double inf = Double.POSITIVE_INFINITY;
    SPECIAL.get("erf").checkExactly(inf, 1);
    SPECIAL.get("erf").checkExactly(-inf, -1);
    SPECIAL.get("erfc").checkExactly(inf, 0);
    SPECIAL.get("erfc").checkExactly(-inf, 2);
    SPECIAL.get("erfinv").checkExactly(1, inf);
    SPECIAL.get("erfinv").checkExactly(-1, -inf);
    SPECIAL.get("erfinv").checkExactly(1.5, Double.NaN);
    SPECIAL.get("asinh").checkExactly(-inf, -inf);
    SPECIAL.get("acosh").checkExactly(1, 0);
    SPECIAL.get("acosh").checkExactly(0.5, Double.NaN);
    SPECIAL.get("acosh").checkExactly(-1e30, Double.NaN);
    SPECIAL.get("acosh").checkExactly(inf, inf);
    SPECIAL.get("atanh").checkExactly(1, inf);
    SPECIAL.get("atanh").checkExactly(1.5, Double.NaN);
    SPECIAL.get("log2").checkExactly(0, -inf);
    SPECIAL.get("log2").checkExactly(-1, Double.NaN);
    SPECIAL.get("log2").checkExactly(inf, inf);
    SPECIAL.get("sinc").checkExactly(0, 1);
    SPECIAL.get("sinc").checkExactly(inf, 0);
    SPECIAL.get("logit").checkExactly(0, -inf);
    SPECIAL.get("logit").checkExactly(1, inf);
    SPECIAL.get("logit").checkExactly(0.5, 0);
    SPECIAL.get("softplus").checkExactly(-inf, 0);
    SPECIAL.get("softplus").checkExactly(inf, inf);
    SPECIAL.get("sigmoid").checkExactly(-inf, 0);
    SPECIAL.get("sigmoid").checkExactly(inf, 1);
    SPECIAL.get("gelu").checkExactly(inf, inf);
    SPECIAL.get("gelu").checkExactly(-inf, 0);
  }

  @Test
  void log2IsExactForPowersOfTwo() {
    for (int exponent = -1074; exponent < 1024; exponent++) {
      double[] y = {Math.scalb(1.0, exponent)};
      DoubleMath.log2(y, 0, y, 0, 1);
      assertThat(y[0]).isEqualTo(exponent);
    }
  }

  @Test
  void erfinvUndoesErf() {
    var erf = SPECIAL.get("erf");
    var erfinv = SPECIAL.get("erfinv");
    for (double x = -2; x <= 2; x += 0.0625) {
      // where erf is flat, a unit in its last place is many of x
      double slope = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
      assertThat(erfinv.inDouble(erf.inDouble(x))).isCloseTo(x, within(1e-15 / slope));
    }
  }
}
