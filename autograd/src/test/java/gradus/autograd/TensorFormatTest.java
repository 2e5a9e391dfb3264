package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The printed text, against what PyTorch prints and the rules of its documentation.
class TensorFormatTest {
  static List<Line> lines() throws IOException {
    return JsonLines.read("/conformance/reprs.jsonl.gz").stream().map(Line::new).toList();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void textIsPyTorchs(Line line) {
    assertThat(line.format()).isEqualTo(line.json().get("repr").textValue());
  }

  @Test
  void thereAreLinesToCompare() throws IOException {
    assertThat(lines()).hasSizeGreaterThan(50);
  }

  @Test
  void nanAndInfinityHaveNoSayInNotationAndWidth() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(floats(Double.NaN, 1)).isEqualTo("tensor([nan, 1.])");
    assertThat(floats(-inf, 1.5, inf)).isEqualTo("tensor([  -inf, 1.5000,    inf])");
    assertThat(floats(Double.NaN, -inf)).isEqualTo("tensor([nan, -inf])");
    assertThat(floats(Double.NaN, 1e9)).isEqualTo("tensor([       nan, 1.0000e+09])");
    assertThat(floats(0, 1e-5)).isEqualTo("tensor([0.0000e+00, 1.0000e-05])");
  }

  @Test
  void scientificNotationStartsBeyondTheLimitsAndNotAtThem() {
    assertThat(floats(1e8, 1e8)).isEqualTo("tensor([100000000., 100000000.])");
    assertThat(floats(1e8 + 1)).isEqualTo("tensor([1.0000e+08])");
    assertThat(floats(1, 1000)).isEqualTo("tensor([   1., 1000.])");
    assertThat(floats(1, 1001)).isEqualTo("tensor([1.0000e+00, 1.0010e+03])");
    assertThat(floats(1e-4, 2e-4)).isEqualTo("tensor([0.0001, 0.0002])");
    assertThat(floats(9e-5)).isEqualTo("tensor([9.0000e-05])");
    assertThat(floats(1e-120, -2e300)).isEqualTo("tensor([ 1.0000e-120, -2.0000e+300])");
    assertThat(floats(Double.MIN_VALUE)).isEqualTo("tensor([4.9407e-324])");
  }

  @Test
  void decimalsAreRoundedFromTheExactBinaryValue() {
    assertThat(floats(0.12345)).as("just above").isEqualTo("tensor([0.1235])");
    assertThat(floats(0.00015)).as("just below").isEqualTo("tensor([0.0001])");
    assertThat(floats(0.15625, 0.03125)).as("halfway").isEqualTo("tensor([0.1562, 0.0312])");
    assertThat(floats(0.99999)).isEqualTo("tensor([1.0000])");
    assertThat(floats(9.99994e-6)).isEqualTo("tensor([9.9999e-06])");
    assertThat(floats(9.99995e-6)).isEqualTo("tensor([1.0000e-05])");
    assertThat(floats(0.1f, 1.1f)).isEqualTo("tensor([0.1000, 1.1000])");
  }

  @Test
  void aNegativeZeroKeepsItsSignAndMayPassTheWidth() {
    assertThat(floats(-0.0, 1.5)).isEqualTo("tensor([-0.0000, 1.5000])");
    assertThat(floats(-0.0, 1e-5)).isEqualTo("tensor([-0.0000e+00, 1.0000e-05])");
  }

  @Test
  void scalarsHaveNoBrackets() {
    assertThat(format(new int[0], 3.14159)).isEqualTo("tensor(3.1416)");
    assertThat(TensorFormat.format(new int[0], new long[] {-7}, List.of())).isEqualTo("tensor(-7)");
    assertThat(TensorFormat.format(new int[0], new boolean[] {true}, List.of()))
        .isEqualTo("tensor(True)");
  }

  @Test
  void extremeIntegersAreShownInFull() {
    assertThat(TensorFormat.format(new int[] {2}, new long[] {Long.MIN_VALUE, 1}, List.of()))
        .isEqualTo("tensor([-9223372036854775808,                    1])");
  }

  @Test
  void aThousandElementsAreShownInFull() {
    String text = TensorFormat.format(new int[] {1000}, range(1000), List.of());
    assertThat(text).contains("497, 498, 499").doesNotContain("...");
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void onlyTheElementsShownDecideOnTheNotation() {
    var data = new double[1001];
    Arrays.fill(data, 2);
    data[500] = 1e-9;
    assertThat(TensorFormat.format(new int[] {1001}, data, List.of()))
        .isEqualTo("tensor([2., 2., 2.,  ..., 2., 2., 2.])");
  }

  @Test
  void dimensionsOfUpToSixAreShownInFullInALargeTensor() {
    assertThat(TensorFormat.format(new int[] {1001, 1}, range(1001), List.of()))
        .isEqualTo(
            """
            tensor([[   0],
                    [   1],
                    [   2],
                    ...,
                    [ 998],
                    [ 999],
                    [1000]])\
            """);
    assertThat(TensorFormat.format(new int[] {2, 6, 100}, range(1200), List.of()))
        .startsWith(
            """
            tensor([[[   0,    1,    2,  ...,   97,   98,   99],
                     [ 100,  101,  102,  ...,  197,  198,  199],
                     [ 200,  201,  202,  ...,  297,  298,  299],
                     [ 300,  301,  302,  ...,  397,  398,  399],
                     [ 400,  401,  402,  ...,  497,  498,  499],
                     [ 500,  501,  502,  ...,  597,  598,  599]],

                    [[ 600,  601,  602,  ...,  697,  698,  699],
            """);
  }

  @Test
  void suffixesNameWhatTheElementsDoNotShow() {
    int[] some = {2};
    assertThat(suffixes(DType.FLOAT32, some, null, false)).isEmpty();
    assertThat(suffixes(DType.INT64, some, null, false)).isEmpty();
    assertThat(suffixes(DType.BOOL, some, null, false)).isEmpty();
    assertThat(suffixes(DType.FLOAT64, some, null, true))
        .containsExactly("dtype=torch.float64", "requires_grad=True");
    assertThat(suffixes(DType.FLOAT32, some, "mul", true)).containsExactly("grad_fn=<mul>");
    assertThat(TensorFormat.suffixes(DType.FLOAT32, DType.FLOAT64, some, null, false))
        .containsExactly("dtype=torch.float32");
  }

  @Test
  void emptyTensorsNameTheirSizeAndEveryDtypeButTheDefault() {
    assertThat(suffixes(DType.INT64, new int[] {0}, null, false))
        .containsExactly("dtype=torch.int64");
    assertThat(suffixes(DType.BOOL, new int[] {2, 0, 3}, null, false))
        .containsExactly("size=(2, 0, 3)", "dtype=torch.bool");
    assertThat(TensorFormat.format(new int[] {2, 0}, new long[0], List.of("size=(2, 0)")))
        .isEqualTo("tensor([], size=(2, 0))");
  }

  @Test
  void aSuffixThatPassesColumn80StartsALine() {
    var data = new double[8];
    Arrays.fill(data, 0.25);
    assertThat(TensorFormat.format(new int[] {8}, data, List.of("grad_fn=<mul>")))
        .isEqualTo(
            """
            tensor([0.2500, 0.2500, 0.2500, 0.2500, 0.2500, 0.2500, 0.2500, 0.2500],
                   grad_fn=<mul>)\
            """);
  }

  private static List<String> suffixes(
      DType dtype, int[] sizes, String operation, boolean requiresGrad) {
    return TensorFormat.suffixes(dtype, DType.FLOAT32, sizes, operation, requiresGrad);
  }

  private static String floats(double... data) {
    return format(new int[] {data.length}, data);
  }

  private static String format(int[] sizes, double... data) {
    return TensorFormat.format(sizes, data, List.of());
  }

  private static long[] range(int n) {
    return IntStream.range(0, n).asLongStream().toArray();
  }

  /// A conformance line: a tensor and the text that PyTorch prints for it.
  record Line(JsonNode json) {
    String format() {
      JsonNode tensor = json.get("tensor");
      var dtype = DType.valueOf(tensor.get("dtype").textValue().toUpperCase(Locale.ROOT));
      int[] sizes = nodes(tensor.get("shape")).stream().mapToInt(JsonNode::intValue).toArray();
      List<JsonNode> data = nodes(tensor.get("data"));
      boolean requiresGrad = json.get("requires_grad").booleanValue();
      var suffixes = suffixes(dtype, sizes, null, requiresGrad);
      return switch (dtype) {
        case FLOAT32, FLOAT64 ->
            TensorFormat.format(
                sizes, data.stream().mapToDouble(JsonNode::doubleValue).toArray(), suffixes);
        case INT64 ->
            TensorFormat.format(
                sizes, data.stream().mapToLong(JsonNode::longValue).toArray(), suffixes);
        case BOOL -> TensorFormat.format(sizes, booleans(data), suffixes);
      };
    }

    private static List<JsonNode> nodes(JsonNode list) {
      return JsonLines.elements(list).toList();
    }

    private static boolean[] booleans(List<JsonNode> data) {
      var booleans = new boolean[data.size()];
      for (int i = 0; i < booleans.length; i++) {
        booleans[i] = data.get(i).booleanValue();
      }
      return booleans;
    }

    @Override
    public String toString() {
      return json.get("repr").textValue().lines().findFirst().orElseThrow();
    }
  }
}
