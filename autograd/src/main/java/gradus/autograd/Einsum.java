package gradus.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sums of products by the name of their dimensions: the equation `ij,jk->ik` is the matrix
/// product.
///
/// Operands are joined two at a time. What two share and nobody needs later is contracted by one
/// batched matrix product.
final class Einsum {
  private static final char FIRST_HIDDEN = '\u0100';

  private final String equation;
  private String[] terms;
  private String output;

  /// A tensor and one letter for each of its dimensions. The dimensions of `...` have letters that
  /// nobody can type.
  private record Named(Tensor tensor, String letters) {}

  private Einsum(String equation) {
    this.equation = equation;
  }

  static Tensor apply(String equation, Tensor... operands) {
    Objects.requireNonNull(equation, "einsum: the equation is null; write one, such as ij,jk->ik");
    if (operands.length == 0) {
      throw new IllegalArgumentException(
          "einsum: no operands; give one for each term of the equation");
    }
    Promotion.requireGiven("einsum", operands);
    for (int i = 1; i < operands.length; i++) {
      Promotion.requireOne("einsum", operands[0], operands[i]);
    }
    return new Einsum(equation).run(operands);
  }

  private Tensor run(Tensor[] operands) {
    parse(operands);
    List<Named> named = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      named.add(withoutRepeats(operands[i], terms[i]));
    }
    Named all = named.removeFirst();
    for (int i = 0; i < named.size(); i++) {
      Set<Character> needed = letters(output);
      named.subList(i + 1, named.size()).forEach(later -> needed.addAll(letters(later.letters)));
      all = join(all, named.get(i), needed);
    }
    Named summed = keep(all, letters(output));
    int[] order = output.chars().map(summed.letters::indexOf).toArray();
    return summed.tensor.permute(order);
  }

  private void parse(Tensor[] operands) {
    String text = equation.replace(" ", "");
    int arrow = text.indexOf("->");
    terms = (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1);
    if (terms.length != operands.length) {
      throw refuse(
          "%d terms for %d operands; give one for each".formatted(terms.length, operands.length));
    }
    int widest = 0;
    for (int i = 0; i < terms.length; i++) {
      widest = Math.max(widest, hidden(terms[i], operands[i].shape()));
    }
    for (int i = 0; i < terms.length; i++) {
      int count = hidden(terms[i], operands[i].shape());
      terms[i] = requireLetters(terms[i].replace("...", hiddenLetters(widest - count, widest)));
      requireSize(terms[i], operands[i].shape());
    }
    output =
        arrow < 0
            ? implied(widest)
            : text.substring(arrow + 2).replace("...", hiddenLetters(0, widest));
    requireOutput();
  }

  /// The number of dimensions that `...` stands for; 0 where it is not written.
  private int hidden(String term, Shape shape) {
    if (!term.contains("...")) {
      return 0;
    }
    int count = shape.dim() - (term.length() - 3);
    if (count < 0) {
      throw refuse(
          "the term '%s' names more dimensions than the shape %s has; take letters away"
              .formatted(term, shape));
    }
    return count;
  }

  private static String hiddenLetters(int from, int to) {
    StringBuilder letters = new StringBuilder();
    for (int i = from; i < to; i++) {
      letters.append((char) (FIRST_HIDDEN + i));
    }
    return letters.toString();
  }

  private String requireLetters(String term) {
    for (char c : term.toCharArray()) {
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= FIRST_HIDDEN)) {
        throw refuse("'%c' is no dimension; use letters, and ... for the rest".formatted(c));
      }
    }
    return term;
  }

  private void requireSize(String term, Shape shape) {
    if (term.length() != shape.dim()) {
      throw refuse(
          "the term '%s' names %d dimensions, but the shape is %s; name each, or use ..."
              .formatted(term, term.length(), shape));
    }
  }

  /// Without an arrow, the result has the dimensions of `...` and the letters that occur once, in
  /// order.
  private String implied(int hidden) {
    String all = String.join("", terms);
    StringBuilder once = new StringBuilder(hiddenLetters(0, hidden));
    for (char c : new TreeSet<>(letters(all))) {
      if (c < FIRST_HIDDEN && all.indexOf(c) == all.lastIndexOf(c)) {
        once.append(c);
      }
    }
    return once.toString();
  }

  private void requireOutput() {
    requireLetters(output);
    Set<Character> known = letters(String.join("", terms));
    for (char c : output.toCharArray()) {
      if (!known.contains(c) || output.indexOf(c) != output.lastIndexOf(c)) {
        throw refuse(
            "'%c' of the result must occur in a term, and in the result once; name it in a term, or"
                    .formatted(c)
                + " leave it out of the result");
      }
    }
  }

  private IllegalArgumentException refuse(String why) {
    return new IllegalArgumentException("einsum: %s: %s".formatted(equation, why));
  }

  private static Set<Character> letters(String text) {
    Set<Character> letters = new LinkedHashSet<>();
    text.chars().forEach(c -> letters.add((char) c));
    return letters;
  }

  /// A letter that a term names twice means the diagonal.
  private Named withoutRepeats(Tensor tensor, String term) {
    for (int d = 0; d < term.length(); d++) {
      int again = term.indexOf(term.charAt(d), d + 1);
      if (again >= 0) {
        if (tensor.size(d) != tensor.size(again)) {
          throw refuse(
              "'%c' is %d and %d in one term; a diagonal needs equal sizes: use two letters, or narrow"
                  .formatted(term.charAt(d), tensor.size(d), tensor.size(again)));
        }
        int from = d;
        Tensor diagonal =
            Op.view("diagonal", tensor, geometry -> geometry.diagonal(0, from, again));
        String rest =
            term.substring(0, d) + term.substring(d + 1, again) + term.substring(again + 1);
        return withoutRepeats(diagonal, rest + term.charAt(d));
      }
    }
    return new Named(tensor, term);
  }

  /// Adds up the dimensions that nobody needs.
  private static Named keep(Named x, Set<Character> needed) {
    int[] dropped =
        IntStream.range(0, x.letters.length())
            .filter(d -> !needed.contains(x.letters.charAt(d)))
            .toArray();
    return dropped.length == 0 ? x : new Named(x.tensor.sum(dropped), filter(x.letters, needed));
  }

  private static String filter(String letters, Set<Character> kept) {
    StringBuilder out = new StringBuilder();
    letters.chars().filter(c -> kept.contains((char) c)).forEach(c -> out.append((char) c));
    return out.toString();
  }

  private Named join(Named a, Named b, Set<Character> needed) {
    Set<Character> shared = letters(a.letters);
    shared.retainAll(letters(b.letters));
    Named x = keep(a, union(needed, shared));
    Named y = keep(b, union(needed, shared));
    Named[] same = broadcast(x, y, shared);
    x = same[0];
    y = same[1];
    String batch = filter(x.letters, intersection(shared, needed));
    String contracted = filter(x.letters, difference(shared, needed));
    String left = filter(x.letters, difference(letters(x.letters), shared));
    String right = filter(y.letters, difference(letters(y.letters), shared));
    Tensor product = grouped(x, batch, left, contracted).bmm(grouped(y, batch, contracted, right));
    int[] sizes =
        Stream.of(sizes(x, batch), sizes(x, left), sizes(y, right))
            .flatMapToInt(Arrays::stream)
            .toArray();
    return new Named(product.reshape(sizes), batch + left + right);
  }

  /// A size of 1 is repeated to the other's.
  private Named[] broadcast(Named a, Named b, Set<Character> shared) {
    int[] x = a.tensor.shape().toArray();
    int[] y = b.tensor.shape().toArray();
    for (char c : shared) {
      int i = a.letters.indexOf(c);
      int j = b.letters.indexOf(c);
      if (x[i] != y[j] && x[i] != 1 && y[j] != 1) {
        throw refuse(
            "'%c' is %d in one operand and %d in another; they must be equal, or one of them 1"
                .formatted(c, x[i], y[j]));
      }
      x[i] = y[j] = x[i] == 1 ? y[j] : x[i];
    }
    return new Named[] {
      new Named(a.tensor.expand(x), a.letters), new Named(b.tensor.expand(y), b.letters)
    };
  }

  private static Tensor grouped(Named x, String first, String second, String third) {
    int[] order = (first + second + third).chars().map(x.letters::indexOf).toArray();
    return x.tensor
        .permute(order)
        .reshape(product(sizes(x, first)), product(sizes(x, second)), product(sizes(x, third)));
  }

  private static int[] sizes(Named x, String letters) {
    return letters.chars().map(c -> x.tensor.size(x.letters.indexOf(c))).toArray();
  }

  private static int product(int[] sizes) {
    return Arrays.stream(sizes).reduce(1, (p, size) -> p * size);
  }

  private static Set<Character> union(Set<Character> a, Set<Character> b) {
    Set<Character> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  private static Set<Character> intersection(Set<Character> a, Set<Character> b) {
    Set<Character> both = new LinkedHashSet<>(a);
    both.retainAll(b);
    return both;
  }

  private static Set<Character> difference(Set<Character> a, Set<Character> b) {
    Set<Character> left = new LinkedHashSet<>(a);
    left.removeAll(b);
    return left;
  }
}
