package gradus.autograd.graph;

import gradus.autograd.graph.Cell.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A graph as a page to explore: parts open and close, and everything that is known of a tensor can
/// be read. One file, which asks nothing of any network. Ranks and their order come from Java; the
/// script of the page turns them into places.
public final class Page {
  private final Model model;
  private final List<Level> levels;
  private final Map<Group, Integer> ids = new HashMap<>();
  private final StringBuilder out = new StringBuilder();

  private Page(Model model) {
    this.model = model;
    levels = new ArrayList<>(Level.of(model).values());
  }

  /// The page of `model`.
  public static String of(Model model) {
    return Markup.file("page.html")
        .replace("{{graph.css}}", Markup.file("graph.css"))
        .replace("{{page.css}}", Markup.file("page.css"))
        .replace("{{page.js}}", Markup.file("page.js"))
        .replace("{{data}}", new Page(model).data());
  }

  private String data() {
    levels.forEach(level -> ids.put(level.group, ids.size()));
    out.append("{\"count\":");
    text(model.count());
    out.append(",\"hint\":");
    text(model.tracked() ? "" : Model.HINT);
    out.append(",\"vertices\":[");
    for (Vertex vertex : model.vertices()) {
      separate();
      vertex(vertex);
    }
    out.append("],\"parts\":[");
    for (Level level : levels) {
      separate();
      part(level);
    }
    return out.append("]}").toString();
  }

  private void vertex(Vertex vertex) {
    List<String> lines = Layout.lines(vertex);
    out.append("{\"kind\":");
    text(model.style(vertex));
    out.append(",\"lines\":[");
    for (String line : lines) {
      separate();
      text(line);
    }
    out.append("],\"styles\":[");
    for (int i = 0; i < lines.size(); i++) {
      separate();
      text(vertex.style(i));
    }
    out.append("],\"inputs\":").append(vertex.inputs()).append(",\"details\":");
    text(vertex.details());
    out.append('}');
  }

  private void part(Level level) {
    Map<Cell, Integer> places = new IdentityHashMap<>();
    Group outer = level.group.group();
    out.append("{\"title\":");
    text(level.group.title());
    out.append(",\"outer\":").append(outer == null ? -1 : ids.get(outer)).append(",\"cells\":[");
    for (Cell cell : level.cells) {
      separate();
      places.put(cell, places.size());
      cell(cell);
    }
    out.append("],\"ranks\":[");
    for (List<Cell> rank : level.ranks) {
      separate();
      out.append('[');
      for (Cell cell : rank) {
        separate();
        out.append(places.get(cell));
      }
      out.append(']');
    }
    out.append("],\"links\":[");
    level.links.forEach(link -> link(link, places, 0));
    level.shortcuts.forEach(link -> link(link, places, 1));
    out.append("]}");
  }

  private void cell(Cell cell) {
    String kind = cell.role.name().toLowerCase(Locale.ROOT);
    int of = cell.source;
    switch (cell.item) {
      case null -> {}
      case Vertex vertex -> {
        kind = "vertex";
        of = vertex.number();
      }
      case Group inner -> {
        kind = "part";
        of = ids.get(inner);
      }
    }
    out.append("[\"").append(kind).append("\",").append(of).append(']');
  }

  private void link(Link link, Map<Cell, Integer> places, int behind) {
    separate();
    out.append('[').append(places.get(link.from)).append(',').append(places.get(link.to));
    out.append(',').append(link.source).append(',').append(behind).append(']');
  }

  /// Puts a comma between the elements of a list.
  private void separate() {
    if (out.charAt(out.length() - 1) != '[') {
      out.append(',');
    }
  }

  /// Appends a text of JSON that may stand in a page: none ends the element that it stands in.
  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '<';
      if (plain) {
        out.append(c);
      } else {
        out.append("\\u%04x".formatted((int) c));
      }
    }
    out.append('"');
  }
}
