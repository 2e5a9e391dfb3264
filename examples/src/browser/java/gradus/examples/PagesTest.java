package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import gradus.examples.Browser.Opened;
import gradus.nn.plot.Figure;
import gradus.nn.plot.Table;
import gradus.nn.plot.Trace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every lesson's pictures in a real browser: they are drawn, the scrubbers move, no script fails,
/// and nothing is asked of any network. Leaves the pages in `target/pages` and their screenshots in
/// `target/screenshots`.
class PagesTest {
  private static final Path PAGES = Path.of("target", "pages");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /// Options that make long lessons short.
  private static final Map<String, List<String>> SHORT =
      Map.of(
          "Digits",
          List.of("--epochs=3"),
          "OptimizerLab",
          List.of("--rates=3", "--optimizers=SGD,Adam,LBFGS"));

  /// How many pixels of a picture have a colour, rather than a shade of grey.
  private static final String COLOURED_PIXELS =
      """
      async plot => {
        const image = new Image();
        image.src = await Plotly.toImage(plot, {format: 'png', width: 400, height: 300});
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = 400;
        canvas.height = 300;
        const brush = canvas.getContext('2d');
        brush.drawImage(image, 0, 0);
        const rgba = brush.getImageData(0, 0, 400, 300).data;
        let coloured = 0;
        for (let i = 0; i < rgba.length; i += 4) {
          const most = Math.max(rgba[i], rgba[i + 1], rgba[i + 2]);
          const least = Math.min(rgba[i], rgba[i + 1], rgba[i + 2]);
          coloured += rgba[i + 3] > 200 && most - least > 25 ? 1 : 0;
        }
        return coloured;
      }
      """;

  /// Before a timer can run.
  private static final String CLICK_AND_LABEL =
      "button => { button.click(); return button.getAttribute('aria-label'); }";

  private static final String MOVE =
      "(slider, step) => { slider.value = step; slider.dispatchEvent(new Event('input')); }";

  private static final String TWO_FRAMES =
      "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

  private static Browser browser;

  @BeforeAll
  static void startBrowser() {
    browser = new Browser();
  }

  @AfterAll
  static void stopBrowser() {
    browser.close();
  }

  /// All lessons that have pictures.
  static List<String> lessons() throws IOException {
    List<String> lessons = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src", "main", "java", "gradus", "examples"))) {
      for (Path file : files.sorted().toList()) {
        String code = Files.readString(file);
        if (code.contains("import gradus.nn.plot.Page;") && code.contains(" main(String[] args)")) {
          lessons.add(file.getFileName().toString().replace(".java", ""));
        }
      }
    }
    return lessons;
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyLessonDrawsItsPictures(String lesson) throws IOException, InterruptedException {
    try (Opened opened = browser.open(page(lesson), 1280, 900, ColorScheme.LIGHT)) {
      Page page = opened.page();
      assertThat(page.locator("h1").textContent()).isNotBlank();
      assertThat(page.locator(".plot").count()).isPositive();
      for (ElementHandle plot : page.querySelectorAll(".plot")) {
        assertThat(plot.querySelector(".main-svg").boundingBox().width).isGreaterThan(200);
        assertThat(((Number) plot.evaluate(COLOURED_PIXELS)).intValue()).isGreaterThan(60);
      }
      for (ElementHandle scrubber : page.querySelectorAll(".scrubber")) {
        assertMoves(page, scrubber);
      }
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENSHOTS.resolve(lesson + ".png"))
              .setFullPage(true));
      opened.assertFaultless();
    }
  }

  /// By a key, by a click on a row, and by itself.
  private static void assertMoves(Page page, ElementHandle scrubber) {
    ElementHandle slider = scrubber.querySelector("input");
    int last = Integer.parseInt(slider.getAttribute("max"));
    assertThat(last).isGreaterThan(1);
    Object start = drawn(scrubber);
    slider.press("ArrowRight");
    assertAt(scrubber, 1);
    assertThat(drawn(scrubber)).isNotEqualTo(start);
    List<ElementHandle> rows = scrubber.querySelectorAll("tbody tr");
    if (!rows.isEmpty()) {
      assertThat(rows).hasSize(last + 1);
      rows.getLast().click();
      assertAt(scrubber, last);
    }
    slider.press("End");
    Object label = scrubber.querySelector("button").evaluate(CLICK_AND_LABEL);
    assertThat(label).isEqualTo("pause"); // at the end, it begins again
    page.waitForFunction("slider => slider.value > 0 && slider.value < slider.max", slider);
    slider.evaluate(MOVE, last / 3);
    assertAt(scrubber, last / 3);
    assertThat(scrubber.querySelector("button").getAttribute("aria-label")).isEqualTo("play");
  }

  /// Where everything that the scrubber moves is drawn.
  private static Object drawn(ElementHandle scrubber) {
    return scrubber.evaluate(
        """
        scrubber => [...scrubber.querySelectorAll('.plot')].map(plot =>
          JSON.stringify(plot._fullData.map(trace => [trace.x, trace.y])) +
          [...plot.querySelectorAll('.scatterlayer path')].map(path => path.getAttribute('d') + path.getAttribute('transform')))
        """);
  }

  private static void assertAt(ElementHandle scrubber, int step) {
    assertThat(scrubber.querySelector("output").textContent()).contains(" " + step + " of ");
    assertThat(scrubber.querySelector("input").inputValue()).isEqualTo("" + step);
    if (scrubber.querySelector("table") != null) {
      ElementHandle current = scrubber.querySelector("tr[aria-current]");
      assertThat(current.querySelector("td").textContent()).isEqualTo("" + step);
      assertThat(scrubber.querySelectorAll("tr[aria-current]")).hasSize(1);
    }
  }

  @Test
  void theColoursFollowTheSystemAndTheWidthTheWindow() throws IOException, InterruptedException {
    try (Opened opened = browser.open(page("FirstDescent"), 400, 800, ColorScheme.DARK)) {
      Page page = opened.page();
      assertThat(background(page)).isEqualTo("rgb(21, 23, 26)");
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(400);
      page.screenshot(
          new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("dark.png")).setFullPage(true));
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      assertThat(background(page)).isEqualTo("rgb(252, 252, 250)");
      page.waitForFunction("document.querySelector('.plot')._fullLayout.font.color === '#1f2328'");
      opened.assertFaultless();
    }
  }

  private static Object background(Page page) {
    return page.evaluate("getComputedStyle(document.body).backgroundColor");
  }

  @Test
  void textsAreShownAsTheyAre() throws IOException {
    String text = "<b>a</b> & </script><img src=x onerror=alert(1)> &lt; `";
    String code = "1 < 2";
    var page =
        gradus.nn.plot.Page.of(text)
            .heading(text)
            .text(text + code + "`")
            .add(
                Figure.of(text, Trace.line(text, 1, 2), Trace.line("two", 2, 1)).x(text),
                Figure.of("", Trace.bars("bars", new String[] {text}, new double[] {1})))
            .add(Table.of(text, List.of(text)));
    Path file = Files.createDirectories(PAGES).resolve("texts.html");
    try (Opened opened = browser.open(page.write(file), 1280, 900, ColorScheme.LIGHT)) {
      Page shown = opened.page();
      assertThat(shown.title()).isEqualTo(text);
      for (String place : List.of("h1", "h2", "h3", "th", "td", ".legendtext", ".xtitle")) {
        assertThat(shown.locator(place).first().textContent()).as(place).isEqualTo(text);
      }
      assertThat(shown.locator(".xtick text").last().textContent()).isEqualTo(text);
      assertThat(shown.locator("p code").textContent()).isEqualTo(code);
      opened.assertFaultless();
    }
  }

  @Test
  void theLayersOfAGraphCloseAndAVertexIsFoundInThem() throws IOException, InterruptedException {
    try (Opened opened = browser.open(page("GraphOfANet"), 1280, 900, ColorScheme.LIGHT)) {
      Page page = opened.page();
      int boxes = page.locator(".box").count();
      page.locator("#close").click();
      assertThat(page.locator(".box").count()).isLessThan(boxes);
      assertThat(page.locator("[data-part]").count()).isEqualTo(1);
      page.locator("[data-part]").click();
      assertThat(page.locator("[data-part][aria-expanded=true]").count()).isEqualTo(1);
      page.locator("#close").click();
      page.locator("#search").fill("TANH");
      assertThat(page.locator("#found").textContent()).isEqualTo("1 found");
      page.locator("#search").press("Enter");
      assertThat(page.locator("#found").textContent()).isEqualTo("1 of 1");
      assertThat(page.locator(".box.found .title").textContent()).isEqualTo("tanh");
      assertThat(page.locator("#details").textContent()).startsWith("tanh").contains("gradient");
      page.locator("#open").click();
      assertThat(page.locator(".box").count()).isEqualTo(boxes);
      page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("GraphOfANet.png")));
      opened.assertFaultless();
    }
  }

  @Test
  void theWayBackIsGoneThroughByButtonsAndKeys() throws IOException, InterruptedException {
    try (Opened opened = browser.open(page("ExplainBackward"), 1280, 900, ColorScheme.LIGHT)) {
      Page page = opened.page();
      assertThat(section(page)).isEqualTo("The start, at the start");
      assertThat(page.locator("#back").isDisabled()).isTrue();
      page.locator("#forward").click();
      assertThat(section(page)).isEqualTo("1. square, at step 1 of 5");
      assertThat(page.locator("tr.here td").first().textContent()).isEqualTo("loss");
      assertThat(page.locator("tr.gets td").first().textContent()).isEqualTo("e");
      page.keyboard().press("ArrowRight");
      assertThat(section(page)).isEqualTo("2. sub, at step 2 of 5");
      page.locator("#back").click();
      assertThat(section(page)).isEqualTo("1. square, at step 1 of 5");
      page.keyboard().press("End");
      assertThat(section(page)).isEqualTo("The end, at the end");
      assertThat(page.locator("#forward").isDisabled()).isTrue();
      page.screenshot(
          new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("ExplainBackward.png")));
      opened.assertFaultless();
    }
  }

  /// The only section that is shown, and the place that the page names.
  private static String section(Page page) {
    String title = page.locator("section:not([hidden]) h3").textContent().strip();
    return title + ", at " + page.locator("#place").textContent();
  }

  @Test
  void whatAPageShouldNotDoIsNoticed() throws IOException {
    Path page = Files.createDirectories(PAGES).resolve("faulty.html");
    Files.writeString(
        page, "<script src='missing.js'></script><script>throw new Error('no')</script>");
    try (Opened opened = browser.open(page, 400, 400, ColorScheme.LIGHT)) {
      assertThat(opened.faults())
          .anyMatch(fault -> fault.startsWith("request: file:"))
          .anyMatch(fault -> fault.startsWith("script error: "));
    }
  }

  /// The pictures of the README; copied to `docs/images` by hand when they change.
  @ParameterizedTest
  @CsvSource({"FirstDescent, 8, 1000", "Surface, 40, 1100", "Ravine, 12, 1000"})
  void whatTheReadmeShowsIsDrawn(String lesson, int step, int width)
      throws IOException, InterruptedException {
    try (Opened opened = browser.open(page(lesson), width, 900, ColorScheme.LIGHT)) {
      ElementHandle scrubber = opened.page().querySelector(".scrubber");
      scrubber.querySelector("input").evaluate(MOVE, step);
      assertAt(scrubber, step);
      opened.page().evaluate(TWO_FRAMES); // a surface is drawn with the next one
      Path file = SCREENSHOTS.resolve("readme").resolve(lesson + ".png");
      scrubber.screenshot(new ElementHandle.ScreenshotOptions().setPath(file));
      assertThat(Files.size(file)).isBetween(20_000L, 200_000L);
      opened.assertFaultless();
    }
  }

  // ---- running a lesson as a user does ----

  private static Path page(String lesson) throws IOException, InterruptedException {
    Path page = Files.createDirectories(PAGES).resolve(lesson + ".html").toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", classPath()));
    command.addAll(List.of("gradus.examples." + lesson, "--out=" + page));
    command.addAll(SHORT.getOrDefault(lesson, List.of()));
    File log = PAGES.resolve(lesson + ".txt").toFile();
    Process java =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    assertThat(java.waitFor(3, TimeUnit.MINUTES)).as("%s ends", lesson).isTrue();
    assertThat(java.exitValue()).as(Files.readString(log.toPath())).isZero();
    return page;
  }

  /// Everything that this test was started with, as one class path.
  private static String classPath() {
    return System.getProperty("jdk.module.path", "")
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }
}
