package gradus.autograd.graph;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.autograd.DType;
import gradus.autograd.Shape;
import gradus.autograd.graph.Layout.Box;
import gradus.autograd.graph.Layout.Frame;
import gradus.autograd.graph.Layout.Wire;
import gradus.autograd.graph.Vertex.Facts;
import gradus.autograd.graph.Vertex.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Laws of the picture, on random graphs in random parts.
class LayoutProperties {
  private static final double ROUNDING = 1e-6;

  private static Vertex vertex(int number, Group group, List<Integer> inputs) {
    Facts facts = new Facts(Shape.of(2), DType.FLOAT32, null, null, List.of(), List.of());
    Kind kind = inputs.isEmpty() ? Kind.LEAF : Kind.OPERATION;
    return new Vertex(number, kind, "operation", null, group, inputs, facts);
  }

  private static Model model(List<Vertex> vertices) {
    return new Model(vertices, Set.of(vertices.size()), true);
  }

  /// A graph whose parts open and close as it grows, as scopes do.
  private static Model random(long seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Vertex> vertices = new ArrayList<>();
    Map<Group, Integer> calls = new HashMap<>();
    Group group = Group.WHOLE;
    for (int number = 1; number <= size; number++) {
      if (random.nextInt(5) == 0 && group.depth() < 4) {
        group = new Group(group, "part", calls.merge(group, 1, Integer::sum), 2);
      } else if (random.nextInt(5) == 0 && group != Group.WHOLE) {
        group = group.group();
      }
      List<Integer> inputs = new ArrayList<>();
      for (int i = number == 1 ? 0 : random.nextInt(4); i > 0; i--) {
        inputs.add(Math.max(1, number - 1 - random.nextInt(20)));
      }
      vertices.add(vertex(number, group, inputs));
    }
    return model(vertices);
  }

  @Property(tries = 200)
  void boxesNeverOverlapAndStandInTheirParts(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int size) {
    Layout layout = Layout.of(random(seed, size));
    assertThat(layout.boxes()).hasSize(size);
    Map<Group, Frame> frames = new HashMap<>();
    frames.put(Group.WHOLE, new Frame(Group.WHOLE, 0, 0, layout.width(), layout.height()));
    layout.frames().forEach(frame -> frames.put(frame.group(), frame));
    List<Frame> all = new ArrayList<>(layout.frames());
    for (Box box : layout.boxes()) {
      all.add(new Frame(box.vertex().group(), box.x(), box.y(), box.width(), box.height()));
      assertThat(holds(frames.get(box.vertex().group()), all.getLast())).isTrue();
    }
    for (Frame frame : layout.frames()) {
      assertThat(holds(frames.get(frame.group().group()), frame)).isTrue();
    }
    for (int i = 0; i < all.size(); i++) {
      for (int k = 0; k < i; k++) {
        Frame a = all.get(i);
        Frame b = all.get(k);
        assertThat(holds(a, b) || holds(b, a) || areApart(a, b)).isTrue();
      }
    }
  }

  private static boolean holds(Frame outer, Frame inner) {
    return inner.x() >= outer.x() - ROUNDING
        && inner.y() >= outer.y() - ROUNDING
        && inner.x() + inner.width() <= outer.x() + outer.width() + ROUNDING
        && inner.y() + inner.height() <= outer.y() + outer.height() + ROUNDING;
  }

  private static boolean areApart(Frame a, Frame b) {
    return a.x() >= b.x() + b.width()
        || b.x() >= a.x() + a.width()
        || a.y() >= b.y() + b.height()
        || b.y() >= a.y() + a.height();
  }

  @Property(tries = 200)
  void wiresLeadDownAndConnectWhatTheGraphConnects(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int size) {
    Model model = random(seed, size);
    Set<String> ends = new TreeSet<>();
    for (Wire wire : Layout.of(model).wires()) {
      assertThat(wire.y1()).isLessThanOrEqualTo(wire.bend1());
      assertThat(wire.bend1()).isLessThanOrEqualTo(wire.bend2());
      assertThat(wire.bend2()).isLessThanOrEqualTo(wire.y2());
      if (wire.target() > 0) {
        assertThat(ends.add(wire.source() + " " + wire.target())).isTrue();
      }
    }
    Set<String> edges = new TreeSet<>();
    for (Vertex vertex : model.vertices()) {
      vertex.inputs().forEach(input -> edges.add(input + " " + vertex.number()));
    }
    assertThat(ends).isEqualTo(edges);
  }

  @Property(tries = 100)
  void everyPieceOfWireBeginsAtItsVertexOrWhereAnotherPieceEnds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
    Layout layout = Layout.of(random(seed, size));
    for (Wire wire : layout.wires()) {
      boolean atVertex =
          layout.boxes().stream()
              .filter(box -> box.vertex().number() == wire.source())
              .anyMatch(box -> meet(wire, box.x() + box.width() / 2, box.y() + box.height()));
      boolean atPiece =
          layout.wires().stream()
              .filter(piece -> piece.source() == wire.source())
              .anyMatch(piece -> meet(wire, piece.x2(), piece.y2()));
      assertThat(atVertex || atPiece).isTrue();
    }
  }

  private static boolean meet(Wire wire, double x, double y) {
    return Math.abs(wire.x1() - x) < ROUNDING && Math.abs(wire.y1() - y) < ROUNDING;
  }

  @Test
  void chainIsAStraightLine() {
    List<Vertex> vertices = new ArrayList<>(List.of(vertex(1, Group.WHOLE, List.of())));
    for (int number = 2; number <= 3000; number++) {
      vertices.add(vertex(number, Group.WHOLE, List.of(number - 1)));
    }
    Layout layout = Layout.of(model(vertices));
    assertThat(layout.boxes()).hasSize(3000);
    assertThat(layout.wires()).hasSize(2999).allMatch(wire -> wire.x1() == wire.x2());
  }

  @Test
  void wiresThatWouldNeedTooManyBendsAreShortcuts() {
    List<Vertex> vertices = new ArrayList<>(List.of(vertex(1, Group.WHOLE, List.of())));
    List<Integer> all = new ArrayList<>(List.of(1));
    for (int number = 2; number < 1000; number++) {
      vertices.add(vertex(number, Group.WHOLE, List.of(number - 1)));
      all.add(number);
    }
    vertices.add(vertex(1000, Group.WHOLE, all));
    Layout layout = Layout.of(model(vertices));
    assertThat(layout.wires().stream().filter(Wire::behind)).hasSizeGreaterThan(900);
    assertThat(layout.wires()).hasSizeLessThan(14_000);
  }

  @Test
  void partsThatDependOnEachOtherInACircleAreDrawnAllTheSame() {
    Group a = new Group(Group.WHOLE, "a", 1, 1);
    Group b = new Group(Group.WHOLE, "b", 1, 1);
    Layout layout =
        Layout.of(
            model(
                List.of(
                    vertex(1, a, List.of()), vertex(2, b, List.of(1)), vertex(3, a, List.of(2)))));
    assertThat(layout.wires().stream().filter(Wire::behind)).hasSize(1);
    assertThat(layout.wires().stream().filter(wire -> wire.target() == 3)).hasSize(1);
  }
}
