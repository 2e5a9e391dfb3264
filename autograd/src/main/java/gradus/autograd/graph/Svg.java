package gradus.autograd.graph;

import gradus.autograd.graph.Layout.Box;
import gradus.autograd.graph.Layout.Frame;
import gradus.autograd.graph.Layout.Wire;
import java.util.List;

/// A graph as a picture that needs nothing else: no script, no font, no file.
public final class Svg {
  private static final double LINE = 16;
  private static final double PADDING = 9;
  private static final double BASELINE = 12;
  private static final double STRAIGHT = 0.5;

  private final Model model;
  private final Layout layout;
  private final StringBuilder out = new StringBuilder();

  private Svg(Model model) {
    this.model = model;
    layout = Layout.of(model);
  }

  /// The picture of `model`, with all its parts open.
  public static String of(Model model) {
    return new Svg(model).text();
  }

  private String text() {
    add(
        """
        <svg xmlns="http://www.w3.org/2000/svg" class="graph" role="img" width="%s" height="%s" \
        viewBox="0 0 %s %s">
        <title>A graph of %s</title>
        <style>
        """,
        layout.width(), layout.height(), layout.width(), layout.height(), model.vertices().size());
    out.append(Markup.file("graph.css")).append("</style>\n");
    add("<rect width=\"100%\" height=\"100%\" fill=\"var(--page)\"/>\n");
    layout.frames().forEach(this::frame);
    layout.wires().forEach(this::wire);
    layout.boxes().forEach(this::box);
    return out.append("</svg>\n").toString();
  }

  /// Appends `format` with `%s` and `%d` filled in; decimal numbers have one decimal at most.
  private void add(String format, Object... values) {
    int from = 0;
    for (Object value : values) {
      int place = format.indexOf('%', from);
      out.append(format, from, place).append(value instanceof Double x ? decimal(x) : value);
      from = place + 2;
    }
    out.append(format, from, format.length());
  }

  private static String decimal(double x) {
    long tenths = Math.round(10 * x);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }

  private void frame(Frame frame) {
    add("<g class=\"part\">");
    rect(frame.x(), frame.y(), frame.width(), frame.height(), 10);
    add(
        "<text x=\"%s\" y=\"%s\">%s</text></g>\n",
        frame.x() + PADDING, frame.y() + LINE, Markup.escaped(frame.group().title()));
  }

  private void rect(double x, double y, double width, double height, int corner) {
    add(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%d\"/>",
        x, y, width, height, corner);
  }

  private void box(Box box) {
    Vertex vertex = box.vertex();
    add("<g id=\"n%d\" class=\"box %s\">", vertex.number(), model.style(vertex));
    add("<title>%s</title>", Markup.escaped(vertex.details()));
    rect(
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        vertex.kind() == Vertex.Kind.OPERATION ? 6 : 14);
    List<String> lines = Layout.lines(vertex);
    double y = box.y() + PADDING + BASELINE;
    for (int i = 0; i < lines.size(); i++) {
      add(
          "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
          vertex.style(i), box.x() + PADDING, y + i * LINE, Markup.escaped(lines.get(i)));
    }
    out.append("</g>\n");
  }

  private void wire(Wire wire) {
    String behind = wire.behind() ? " behind" : "";
    add("<path class=\"wire%s\" d=\"M%s %s", behind, wire.x1(), wire.y1());
    if (Math.abs(wire.x1() - wire.x2()) > STRAIGHT) {
      double middle = (wire.bend1() + wire.bend2()) / 2;
      add("V%sC%s %s %s %s", wire.bend1(), wire.x1(), middle, wire.x2(), middle);
      add(" %s %s", wire.x2(), wire.bend2());
    }
    add("V%s\"/>\n", wire.y2());
    if (wire.target() > 0) {
      add(
          "<path class=\"tip\" data-edge=\"%d %d\" d=\"M%s %sl-4 -7h8z\"/>\n",
          wire.source(), wire.target(), wire.x2(), wire.y2());
    }
  }
}
