package gradus.autograd.graph;

/// A named part of a graph, such as one call of a layer.
///
/// @param group the part that it stands in; null for the whole
/// @param name the name of the scope that was recorded
/// @param call which call it is of those of this name in `group`, from 1 on
/// @param calls how many of them there are
public record Group(Group group, String name, int call, int calls) implements Item {
  /// All of a graph.
  public static final Group WHOLE = new Group(null, "", 1, 1);

  /// What a person reads: the name, with the number of the call where there are several.
  String title() {
    return calls == 1 ? name : name + " (" + call + ")";
  }

  /// The titles from the outermost part on, as `Net / hidden: Linear`; empty for the whole.
  String path() {
    StringBuilder path = new StringBuilder(title());
    for (Group outer = group; outer != null && outer != WHOLE; outer = outer.group) {
      path.insert(0, outer.title() + " / ");
    }
    return path.toString();
  }

  /// How many parts it stands in.
  int depth() {
    int depth = 0;
    for (Group outer = group; outer != null; outer = outer.group) {
      depth++;
    }
    return depth;
  }

  /// The innermost part that both stand in.
  public Group shared(Group other) {
    Group a = this;
    Group b = other;
    while (a.depth() > b.depth()) {
      a = a.group;
    }
    while (b.depth() > a.depth()) {
      b = b.group;
    }
    while (!a.equals(b)) {
      a = a.group;
      b = b.group;
    }
    return a;
  }
}
