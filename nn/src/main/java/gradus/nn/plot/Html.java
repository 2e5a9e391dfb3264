package gradus.nn.plot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Puts a page together: the template, with the style, the library, the script that draws, and what
/// it has to draw.
final class Html {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private Html() {}

  static String of(Page page) throws IOException {
    Map<String, String> contents =
        Map.of(
            "title", escaped(page.title()),
            "style", text("page.css"),
            "library", library(),
            "data", PageJson.of(page),
            "script", text("page.js"));
    return PLACE
        .matcher(text("page.html"))
        .replaceAll(place -> Matcher.quoteReplacement(contents.get(place.group(1))));
  }

  private static String library() throws IOException {
    try (InputStream in = new GZIPInputStream(resource("plotly.min.js.gz"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String text(String name) throws IOException {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = Html.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("the resource gradus/nn/plot/%s is missing".formatted(name));
    }
    return in;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
