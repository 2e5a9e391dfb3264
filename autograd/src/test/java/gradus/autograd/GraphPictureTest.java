package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class GraphPictureTest implements TrackingValues {
  private final Tensor w = Tensor.scalar(3.0).requiresGrad(true).named("w");
  private final Tensor x = Tensor.scalar(2.0).named("x");

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document svg) {
    NodeList texts = svg.getElementsByTagName("text");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      lines.add(texts.item(i).getTextContent());
    }
    return lines;
  }

  @Test
  void svgShowsLayersNamesShapesValuesAndGradients() throws Exception {
    Tensor loss = Autograd.scope("neuron", () -> w.mul(x)).square().named("loss");
    loss.backward();
    assertThat(texts(parsed(Graph.of(loss).toSvg())))
        .containsExactly(
            "neuron",
            "w",
            "[]",
            "3",
            "grad 24",
            "x",
            "[]",
            "2",
            "mul",
            "[]",
            "6",
            "grad 12",
            "loss: square",
            "[]",
            "36",
            "grad 1");
  }

  @Test
  void whatIsPointedAtTellsEverything() throws Exception {
    Tensor loss = w.mul(x);
    loss.backward();
    Autograd.noGrad(() -> w.sub_(1));
    Document svg = parsed(Graph.of(loss).toSvg());
    assertThat(title(svg, "n3"))
        .isEqualTo(
            """
            mul
            [] FLOAT32
            6

            gradient
            [] FLOAT32
            1

            kept for the derivatives
            x = 2\
            """);
    assertThat(title(svg, "n1")).endsWith("\n\nchanged by sub_ since it was used here");
  }

  private static String title(Document svg, String id) {
    NodeList groups = svg.getElementsByTagName("g");
    for (int i = 0; i < groups.getLength(); i++) {
      Element group = (Element) groups.item(i);
      if (group.getAttribute("id").equals(id)) {
        return group.getElementsByTagName("title").item(0).getTextContent();
      }
    }
    throw new AssertionError("no " + id);
  }

  @Test
  void namesCannotBreakOutOfPictures() throws Exception {
    String odd = "</script><b a=\"1\">&amp;\u0000\\";
    Graph graph = Graph.of(Autograd.scope(odd, () -> w.mul(x)).named(odd));
    String shown = odd.replace('\u0000', '\uFFFD');
    assertThat(texts(parsed(graph.toSvg()))).contains(shown, shown + ": mul");
    assertThat(graph.toHtml()).doesNotContain("<b a=");
    assertThat(graph.toHtml().split("</script>")).hasSize(3);
  }

  @Test
  void whatIsNotFiniteIsMarked() throws Exception {
    String svg = Graph.of(w.mul(Double.NaN), w.neg()).toSvg();
    assertThat(svg).contains("class=\"box operation output sick\"");
    assertThat(svg).contains("class=\"box operation output\"");
  }

  @Test
  void pageAsksNothingOfAnyNetwork() {
    String page = Graph.of(w.mul(x)).toHtml();
    assertThat(page).contains("default-src 'none'");
    assertThat(page).doesNotContainPattern("https?:|//[a-z]+\\.|url\\(|@import|<link|src=");
  }

  @Test
  void pageHoldsTheGraphAndSaysHowToSeeMoreWhereNothingWasTracked() {
    String page = Graph.of(w.mul(x)).toHtml();
    assertThat(page).contains("\"count\":\"1 operation, 1 leaf, 1 constant\",\"hint\":\"\"");
    assertThat(page).doesNotContain("{{");
    Autograd.trackValues(false);
    assertThat(Graph.of(w.mul(x)).toHtml()).contains("\"hint\":\"Autograd.trackValues(true) ");
  }

  private Tensor chain() {
    Tensor y = w;
    for (int i = 0; i < 2999; i++) {
      y = y.neg();
    }
    return y;
  }

  private Tensor wide() {
    Tensor[] branches = new Tensor[999];
    for (int i = 0; i < branches.length; i++) {
      branches[i] = w.mul(i).tanh();
    }
    return Tensor.stack(0, branches).sum();
  }

  private Tensor deep() {
    Tensor y = w;
    for (int i = 0; i < 1000; i++) {
      Tensor before = y;
      y = Autograd.scope("layer", () -> before.mul(0.5).tanh());
    }
    return y;
  }

  static List<Function<GraphPictureTest, Tensor>> threeThousandVertices() {
    return List.of(GraphPictureTest::chain, GraphPictureTest::wide, GraphPictureTest::deep);
  }

  @ParameterizedTest
  @MethodSource
  void threeThousandVertices(Function<GraphPictureTest, Tensor> program) throws Exception {
    Graph graph = Graph.of(program.apply(this));
    assertThat(graph.size()).isBetween(2999, 3001);
    assertThat(texts(parsed(graph.toSvg())))
        .filteredOn(text -> text.equals("[]"))
        .hasSizeGreaterThan(2900);
    assertThat(graph.toHtml().split("\\{\"kind\":")).hasSize(graph.size() + 1);
    assertThat(graph.toDot().lines().filter(line -> line.contains("[label=")))
        .hasSize(graph.size());
    assertThat(graph.toMermaid().lines().filter(line -> line.contains("-->")))
        .hasSizeGreaterThan(2900);
    assertThat(graph.toString().lines().filter(line -> !line.contains("→") && line.contains("[]")))
        .hasSizeGreaterThan(2900);
  }

  @Test
  void endOfTheNameTellsTheForm(@TempDir Path folder) throws IOException {
    Graph graph = Graph.of(w.mul(x));
    assertThat(written(graph, folder.resolve("g.txt"))).isEqualTo(graph.toString());
    assertThat(written(graph, folder.resolve("g.dot"))).isEqualTo(graph.toDot());
    assertThat(written(graph, folder.resolve("g.mmd"))).isEqualTo(graph.toMermaid());
    assertThat(written(graph, folder.resolve("g.svg"))).isEqualTo(graph.toSvg());
    assertThat(written(graph, folder.resolve("g.html"))).isEqualTo(graph.toHtml());
    assertThatThrownBy(() -> graph.write(folder.resolve("g.png")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "write: the name g.png tells no form; let it end in .html, .svg, .dot, .mmd or .txt");
  }

  @Test
  void writesIntoNewFoldersAndGivesTheFile(@TempDir Path folder) {
    Path file = folder.resolve("new/one/g.txt");
    assertThat(Graph.of(w.mul(x)).write(file)).isEqualTo(file).isNotEmptyFile();
    Path below = file.resolve("g.txt");
    assertThatThrownBy(() -> Graph.of(w.mul(x)).write(below))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Graph: it cannot be written to %s; choose another file".formatted(below));
  }

  private static String written(Graph graph, Path file) throws IOException {
    graph.write(file);
    return Files.readString(file);
  }
}
