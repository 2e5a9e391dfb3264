package gradus.autograd;

import gradus.autograd.Details.Scope;
import gradus.autograd.graph.Group;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// The scopes of a graph as groups. Every time that code ran in a scope is a group of its own;
/// those of one name in one scope are counted.
final class SnapshotScopes {
  private final Map<Scope, Integer> calls = new IdentityHashMap<>();

  /// How many calls there are of a name, in a scope or, under null, outside of all.
  private final Map<Scope, Map<String, Integer>> counts = new IdentityHashMap<>();

  private final Map<Scope, Group> groups = new IdentityHashMap<>();

  /// Counts `scope` and those around it, in the order of recording; null is none.
  void add(Scope scope) {
    for (Scope s = scope; s != null && !calls.containsKey(s); s = s.outer()) {
      Map<String, Integer> names = counts.computeIfAbsent(s.outer(), _ -> new HashMap<>());
      calls.put(s, names.merge(s.name(), 1, Integer::sum));
    }
  }

  /// The group of `scope`, when all scopes are counted.
  Group group(Scope scope) {
    if (scope == null) {
      return Group.WHOLE;
    }
    Group group = groups.get(scope);
    if (group == null) {
      int count = counts.get(scope.outer()).get(scope.name());
      group = new Group(group(scope.outer()), scope.name(), calls.get(scope), count);
      groups.put(scope, group);
    }
    return group;
  }
}
