package gradus.nn.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradus.autograd.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written into a page, and what is refused.
class PageTest {
  private static final String DATA = "<script type=\"application/json\" id=\"data\">";

  @TempDir private Path folder;

  private static JsonNode data(Page page) throws IOException {
    return new ObjectMapper().readTree(PageJson.of(page));
  }

  private static JsonNode figure(Figure figure) throws IOException {
    return data(Page.of("page").add(figure)).at("/parts/0/figures/0");
  }

  @Test
  void oneLineIsEnoughForAHistory() throws IOException {
    Path file = Page.of("My loss").add(Figure.line("loss", 3, 2, 1.5)).write(path("loss.html"));
    assertThat(Files.readString(file)).contains("<title>My loss</title>", "[3.0,2.0,1.5]");
    assertThat(figure(Figure.line("loss", List.of(3.0, 2.0, 1.5))))
        .isEqualTo(figure(Figure.line("loss", 3, 2, 1.5)))
        .isEqualTo(figure(Figure.line("loss", Tensor.of(3.0, 2, 1.5))));
  }

  @Test
  void theFileHoldsAllThatItNeeds() throws IOException {
    String html = Files.readString(Page.of("page").write(path("deep/er/page.html")));
    assertThat(html.contains("plotly.js v4.1.2")).isTrue();
    assertThat(html.replaceAll("(?s)<script>.*?</script>", ""))
        .contains("default-src 'none'")
        .doesNotContain("{{", "src=", "http:", "https:");
  }

  @Test
  void noTextEndsTheScriptThatItStandsIn() throws IOException {
    String evil = "</script><script>alert('{{data}} $1 & \\ \" ` ')</script><!--<script";
    Page page = Page.of(evil).heading(evil).text(evil);
    page.add(Figure.line(evil, 1).caption(evil)).add(Table.of(evil, List.of(evil)));
    String html = Files.readString(page.write(path("evil.html")));
    String json = html.substring(html.indexOf(DATA) + DATA.length());
    json = json.substring(0, json.indexOf("</script>"));
    assertThat(new ObjectMapper().readTree(json).at("/parts/1/text").asText()).isEqualTo(evil);
    assertThat(html).contains("<title>&lt;/script&gt;&lt;script&gt;alert('{{data}} $1 &amp; ");
    assertThat(html.split("</script>", -1)).hasSize(4); // the library, the data, the script
    assertThat(html.split("(?i)<script", -1)).hasSize(4);
  }

  @Test
  void whatIsNotFiniteIsLeftOut() throws IOException {
    JsonNode trace = figure(Figure.line("loss", 1, Double.NaN, Double.POSITIVE_INFINITY));
    assertThat(trace.at("/traces/0/y").toString()).isEqualTo("[1.0,null,null]");
    assertThat(trace.at("/x/from").isNull()).isTrue();
  }

  @Test
  void axesKeepWhatTheyAreTold() throws IOException {
    Figure figure = Figure.line("loss", 1, 2).x("epoch").y("error").logY().x(0, 10).equalScale();
    JsonNode json = figure(figure.title("Loss").caption("look"));
    assertThat(json.get("title").asText()).isEqualTo("Loss");
    assertThat(json.get("caption").asText()).isEqualTo("look");
    assertThat(json.get("x").toString())
        .isEqualTo("{\"title\":\"epoch\",\"log\":false,\"from\":0.0,\"to\":10.0}");
    assertThat(json.get("y").toString())
        .isEqualTo("{\"title\":\"error\",\"log\":true,\"from\":null,\"to\":null}");
    assertThat(json.get("sameScale").asBoolean()).isTrue();
  }

  @Test
  void everyKindOfTraceIsWritten() throws IOException {
    double[] x = {0, 1};
    double[][] lines = {{0, 1}, {1, 2}};
    Grid grid = Grid.of((a, b) -> a + b, 0, 1, 0, 1);
    Figure all =
        Figure.of(
            "all",
            Trace.line("line", x),
            Trace.stairs("stairs", x),
            Trace.points("points", x, x),
            Trace.function("f", a -> a, 0, 1),
            Trace.path("path", x, x),
            Trace.path("path", x, x, x),
            Trace.now("now", x, x),
            Trace.frames("frames", lines, lines),
            Trace.contours(grid),
            Trace.logContours(grid),
            Trace.surface(grid),
            Trace.heatMap(new String[] {"r"}, new String[] {"c", "d"}, new double[][] {x}),
            Trace.bars("bars", new String[] {"a", "b"}, x),
            Trace.histogram("histogram", x));
    assertThat(figure(all).get("traces").findValuesAsText("kind"))
        .containsExactly(
            "line",
            "stairs",
            "points",
            "ground",
            "path",
            "path",
            "now",
            "frames",
            "contours",
            "log-contours",
            "surface",
            "heat-map",
            "bars",
            "bars");
  }

  @Test
  void tangentsTouchTheCurve() throws IOException {
    Trace tangents =
        Trace.tangents("slope", new double[] {2}, new double[] {4}, new double[] {4}, 0.5);
    JsonNode trace = figure(Figure.of("", tangents)).at("/traces/0");
    assertThat(trace.get("x").toString()).isEqualTo("[[1.5,2.5]]");
    assertThat(trace.get("y").toString()).isEqualTo("[[2.0,6.0]]");
  }

  @Test
  void aGridHoldsTheHeightAtEveryPlace() {
    Grid grid = Grid.of((x, y) -> 10 * x + y, 0, 8, -4, 4);
    Grid same = Grid.of(v -> v.at(0).mul(10).add(v.at(1)), 0, 8, -4, 4);
    assertThat(grid.x()).hasSize(81).startsWith(0).endsWith(8);
    assertThat(grid.z()[10][20]).isEqualTo(10 * grid.x()[20] + grid.y()[10]);
    assertThat(same.z()).isDeepEqualTo(grid.z());
  }

  @Test
  void aHistogramCountsEveryFiniteValue() {
    Bars bars = Bars.histogram("w", new double[] {0, 0.5, 1, Double.NaN});
    assertThat(bars.heights()).hasSize(50).startsWith(1).endsWith(1);
    assertThat(bars.heights()[25]).isEqualTo(1);
    assertThat(bars.x()[0]).isEqualTo(0.01);
    assertThat(Bars.histogram("w", new double[] {7, 7}).heights()).containsExactly(2);
    assertThat(Bars.histogram("w", new double[0]).heights()).containsExactly(0);
  }

  @Test
  void aConfusionShowsItsCounts() throws IOException {
    JsonNode map = figure(Figure.confusion(new int[][] {{8, 1}, {0, 9}}, "cat", "dog"));
    assertThat(map.at("/traces/0/texts").toString()).isEqualTo("[[\"8\",\"1\"],[\"\",\"9\"]]");
    assertThat(map.at("/traces/0/x").toString()).isEqualTo("[\"cat\",\"dog\"]");
    assertThat(figure(Figure.confusion(new int[2][2])).at("/traces/0/y").toString())
        .isEqualTo("[\"0\",\"1\"]");
  }

  @Test
  void aScrubberKnowsItsSteps() throws IOException {
    Table table = Table.of("x", "%.2f", 1, 2).column("said", List.of("a", "b"));
    JsonNode part = data(Page.of("page").add(Scrubber.of(table).name("epoch"))).at("/parts/0");
    assertThat(part.get("steps").asInt()).isEqualTo(2);
    assertThat(part.get("name").asText()).isEqualTo("epoch");
    assertThat(part.at("/columns/0/cells").toString()).isEqualTo("[\"1.00\",\"2.00\"]");
    assertThat(part.at("/columns/1/numeric").asBoolean()).isFalse();
  }

  // ---- what is refused ----

  @Test
  void whatDoesNotFitIsRefused() {
    double[] two = {1, 2};
    double[] one = {1};
    assertRefused(
        () -> Trace.line("loss", two, one),
        "Trace: 'loss' has 2 x, 1 y; every point needs one of each");
    assertRefused(
        () -> Trace.path("way", two, two, one),
        "Trace: 'way' has 2 x, 2 y and 1 z; every point needs one of each");
    assertRefused(
        () -> Trace.frames("fit", new double[][] {two}, new double[][] {one}),
        "Trace: the lines of 'fit' have [2] x and [1] y; every point needs one of each");
    assertRefused(
        () -> new Grid(two, one, new double[][] {one}),
        "Grid: 1 rows of heights over 2 x and 1 y; there must be a row for each y, with a height"
            + " for each x");
    assertRefused(
        () -> Figure.confusion(new int[][] {{1, 2}}, "a", "b"),
        "confusion: 1 rows of values and 2 labels for them; each row needs one");
    assertRefused(
        () -> Trace.heatMap(new String[] {"r"}, new String[] {"c"}, new double[][] {two}),
        "heat map: row 0 has 2 values and there are 1 columns; every row needs a value for each");
    assertRefused(
        () -> Trace.bars("b", new String[] {"a"}, two),
        "bars: 'b' has 1 labels and 2 heights; every bar needs one of each");
    assertRefused(
        () -> Figure.line("loss", 1).y(3, 3),
        "Figure: an axis cannot go from 3.0 to 3.0; the first must be less than the second");
    assertRefused(
        () -> Figure.line("loss", 1).logY().y(-1, 3),
        "Figure: a logarithmic axis cannot begin at -1.0; let it begin above 0");
    assertRefused(
        () -> Figure.line("loss", 1).x(0, 3).logX(),
        "Figure: a logarithmic axis cannot begin at 0.0; let it begin above 0");
    assertRefused(
        () -> Table.of("a", "%.0f", 1, 2).column("b", List.of("x")),
        "Table: column 'a' has 2 cells, 'b' has 1; all must have the same number");
    assertRefused(() -> new Table(List.of()), "Table: it has no columns; give at least one");
    assertRefused(() -> Scrubber.of(0), "Scrubber: 0 steps; there must be at least 1, the start");
    assertRefused(
        () -> new Scrubber(3, "step", Table.of("a", List.of("x")), List.of()),
        "Scrubber: 3 steps and a table of 1 rows; each step needs one");
  }

  private static void assertRefused(Runnable act, String message) {
    assertThatThrownBy(act::run)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    assertThatThrownBy(() -> Page.of("My loss").write(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Page: 'My loss' cannot be written to %s; choose another file", folder);
  }

  private Path path(String name) {
    return folder.resolve(name);
  }
}
