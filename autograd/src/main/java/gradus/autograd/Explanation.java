package gradus.autograd;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// A walk back through a graph, written down step by step: what [Backprop#explain] gives.
///
/// [#toString()] is a page for the terminal, [#toHtml()] one for the browser, on which the steps
/// are gone through one at a time. Its tensors are copies, which nothing else changes.
///
/// @param output what the explained tensor is called
/// @param steps the operations, in the order in which the walk comes to them
/// @param leaves where gradients end up, in the order in which the leaves came into use
/// @param tracked whether all operations kept their numbers, see [Autograd#trackValues]
public record Explanation(String output, List<Step> steps, List<Leaf> leaves, boolean tracked) {
  /// Copies the lists.
  public Explanation {
    steps = List.copyOf(steps);
    leaves = List.copyOf(leaves);
  }

  /// One operation on the way back.
  ///
  /// @param number of this step, from 1 on
  /// @param operation such as `mul`
  /// @param scope the layers it belongs to, as `encoder / hidden`; empty outside of all
  /// @param name what its result is called
  /// @param formula what it computed, by names: `w · x`
  /// @param numbers the same in numbers, `3 · 2`; empty where they are not single numbers or not
  ///   known
  /// @param operands what went in
  /// @param shape of the result
  /// @param value of the result; null where it was not tracked, or has been changed since
  /// @param parts what arrived, and from where; several add up
  /// @param arrived the sum of the parts
  /// @param incoming the gradient that goes on: what arrived, or what hooks made of it
  /// @param passedOn the gradients of the operands that need one
  /// @param saved what the operation kept for this moment
  /// @param savedBecause why; empty where the formula does not say
  public record Step(
      int number,
      String operation,
      String scope,
      String name,
      String formula,
      String numbers,
      List<Operand> operands,
      Shape shape,
      Tensor value,
      List<Part> parts,
      Tensor arrived,
      Tensor incoming,
      List<PassedOn> passedOn,
      List<Operand> saved,
      String savedBecause) {
    /// Copies the lists.
    public Step {
      operands = List.copyOf(operands);
      parts = List.copyOf(parts);
      passedOn = List.copyOf(passedOn);
      saved = List.copyOf(saved);
    }
  }

  /// A tensor by its name.
  ///
  /// @param name a single number that has none is called by its digits
  /// @param isGiven whether it is a constant, to which no gradient flows
  /// @param shape null where it is not known
  /// @param value null where it is not known, or has been changed since
  public record Operand(String name, boolean isGiven, Shape shape, Tensor value) {
    /// Tells whether it is a constant whose name says more than its value.
    boolean isNamedConstant() {
      return isGiven && value != null && !name.equals(Figures.of(value));
    }
  }

  /// A gradient that arrives at an operation or a leaf.
  ///
  /// @param step the number of the step that it comes from; 0 where the walk starts with it
  public record Part(int step, Tensor gradient) {}

  /// The gradient that an operation passes on to one of its operands.
  ///
  /// @param to the operand's name
  /// @param rule the derivative's formula, by names; empty where the operation gives none
  /// @param numbers the same in numbers; empty where they are not single numbers or not known
  /// @param local the derivative itself
  /// @param gradient what is passed on; null where no gradient flows
  public record PassedOn(String to, String rule, String numbers, Local local, Tensor gradient) {}

  /// The derivative of one operation by one operand, at the numbers at hand.
  public sealed interface Local {}

  /// One slope for every element of the result: the gradient is multiplied by them element by
  /// element, and summed where the operand was broadcast.
  public record Slopes(Tensor values) implements Local {}

  /// The derivatives of every element of the result by every element of the operand, of the shape
  /// of both.
  public record Jacobian(Tensor values) implements Local {}

  /// A derivative too large to be written out.
  public record Unwritten() implements Local {}

  /// A leaf that the walk reached.
  ///
  /// @param value null where it has been changed since
  /// @param parts what arrived, and from where; several add up
  /// @param arrived the sum of the parts
  /// @param gradient what [Tensor#backward()] would add to the leaf's: what arrived, or what hooks
  ///   made of it
  public record Leaf(
      String name, Shape shape, Tensor value, List<Part> parts, Tensor arrived, Tensor gradient) {
    /// Copies the list.
    public Leaf {
      parts = List.copyOf(parts);
    }
  }

  /// Tells whether there is nothing to explain: the walk ends at the leaf where it starts.
  boolean isOfALeaf() {
    return steps.isEmpty();
  }

  /// The page for a terminal, at most 90 columns wide. Of a long walk it shows both ends.
  @Override
  public String toString() {
    return new ExplanationPage(this).text();
  }

  /// The page for a browser: one file, which asks nothing of any network. Of a long walk it shows
  /// both ends.
  public String toHtml() {
    return new ExplanationStepper(this).html();
  }

  /// Writes the explanation in the form that the end of the file's name tells: `.html` for
  /// [#toHtml()], or `.txt` for [#toString()]; in folders that are made where there are none. Gives
  /// `file`.
  ///
  /// @throws IllegalArgumentException if the name has another end
  /// @throws UncheckedIOException if it cannot be written
  public Path write(Path file) {
    String text =
        switch (TextFile.end(file)) {
          case "html" -> toHtml();
          case "txt" -> toString();
          default ->
              throw new IllegalArgumentException(
                  "write: the name %s tells no form; let it end in .html or .txt"
                      .formatted(file.getFileName()));
        };
    return TextFile.write("Explanation", file, text);
  }
}
