package gradus.nn.plot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/// Writes what a page holds for the script that draws it. How it looks is the script's affair:
/// nothing here knows the plotting library.
final class PageJson {
  private final JsonGenerator json;

  private PageJson(JsonGenerator json) {
    this.json = json;
  }

  /// The contents of a page, safe between the tags of a script: no `<` is left in it.
  static String of(Page page) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new PageJson(json).page(page);
    }
    return text.toString().replace("<", "\\u003c");
  }

  private void page(Page page) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", page.title());
    json.writeArrayFieldStart("parts");
    for (Page.Part part : page.parts()) {
      json.writeStartObject();
      part(part);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void part(Page.Part part) throws IOException {
    switch (part) {
      case Page.Heading(String text) -> json.writeStringField("heading", text);
      case Page.Text(String text) -> json.writeStringField("text", text);
      case Page.Row(var figures) -> figures(figures);
      case Table table -> table(table);
      case Scrubber scrubber -> {
        json.writeNumberField("steps", scrubber.steps());
        json.writeStringField("name", scrubber.name());
        figures(scrubber.figures());
        if (scrubber.table() != null) {
          table(scrubber.table());
        }
      }
    }
  }

  private void table(Table table) throws IOException {
    json.writeArrayFieldStart("columns");
    for (Table.Column column : table.columns()) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeBooleanField("numeric", column.numeric());
      texts("cells", column.cells().toArray(String[]::new));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  // ---- figures ----

  private void figures(List<Figure> figures) throws IOException {
    json.writeArrayFieldStart("figures");
    for (Figure figure : figures) {
      json.writeStartObject();
      json.writeStringField("title", figure.title());
      json.writeStringField("caption", figure.caption());
      axis("x", figure.x());
      axis("y", figure.y());
      axis("z", figure.z());
      json.writeBooleanField("sameScale", figure.sameScale());
      json.writeArrayFieldStart("traces");
      for (Trace trace : figure.traces()) {
        json.writeStartObject();
        trace(trace);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void axis(String name, Figure.Axis axis) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("title", axis.title());
    json.writeBooleanField("log", axis.log());
    json.writeFieldName("from");
    number(axis.from());
    json.writeFieldName("to");
    number(axis.to());
    json.writeEndObject();
  }

  private void trace(Trace trace) throws IOException {
    switch (trace) {
      case Curve curve -> {
        begin(curve.look().name(), curve.name());
        numbers("x", curve.x());
        numbers("y", curve.y());
        if (curve.z() != null) {
          numbers("z", curve.z());
        }
      }
      case Frames frames -> {
        begin("FRAMES", frames.name());
        rows("x", frames.x());
        rows("y", frames.y());
      }
      case Field field -> {
        begin(field.look().name(), "");
        numbers("x", field.grid().x());
        numbers("y", field.grid().y());
        rows("z", field.grid().z());
      }
      case HeatMap map -> {
        begin("HEAT_MAP", "");
        texts("x", map.columns());
        texts("y", map.rows());
        rows("z", map.values());
        json.writeArrayFieldStart("texts");
        for (String[] row : map.texts()) {
          json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
      }
      case Bars bars -> {
        begin("BARS", bars.name());
        if (bars.labels() == null) {
          numbers("x", bars.x());
        } else {
          texts("x", bars.labels());
        }
        numbers("y", bars.heights());
      }
    }
  }

  private void begin(String kind, String name) throws IOException {
    json.writeStringField("kind", kind.toLowerCase(Locale.ROOT).replace('_', '-'));
    json.writeStringField("name", name);
  }

  // ---- numbers and texts ----

  private void texts(String name, String[] texts) throws IOException {
    json.writeFieldName(name);
    json.writeArray(texts, 0, texts.length);
  }

  private void rows(String name, double[][] rows) throws IOException {
    json.writeArrayFieldStart(name);
    for (double[] row : rows) {
      numbers(row);
    }
    json.writeEndArray();
  }

  private void numbers(String name, double[] values) throws IOException {
    json.writeFieldName(name);
    numbers(values);
  }

  private void numbers(double[] values) throws IOException {
    json.writeStartArray();
    for (double value : values) {
      number(value);
    }
    json.writeEndArray();
  }

  /// JSON has no NaN and no infinity; where one stood, nothing is drawn.
  private void number(double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
