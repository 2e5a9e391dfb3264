package gradus.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// The laws that every operation keeps, whatever the shapes: see [OpCase] for the rows.
///
/// Every try draws a row and a seed; there are about 20 tries a row.
class OpCasesProperties {
  private static final int TRIES = 20 * 250;

  /// A row with its inputs; the seed makes them, so that a failure can be repeated.
  record Sample(OpCase row, long seed) {
    Tensor[] inputs() {
      return row.draw(new Generator(seed));
    }

    Tensor[] wholeInputs() {
      return row.drawWhole(new Generator(seed));
    }

    /// As many inputs as the row takes, of any shapes and types.
    Tensor[] strangeInputs() {
      Generator generator = new Generator(seed);
      Tensor[] inputs = row.draw(generator);
      for (int i = 0; i < inputs.length; i++) {
        int[] shape = Shapes.any().draw(generator)[0];
        DType type = DType.values()[Math.floorMod(generator.nextLong(), DType.values().length)];
        inputs[i] = Domain.REAL.draw(generator, shape).to(type);
      }
      return inputs;
    }

    @Override
    public String toString() {
      String shapes = Arrays.toString(Arrays.stream(inputs()).map(Tensor::shape).toArray());
      return "%s%s, seed %d".formatted(row, shapes, seed);
    }
  }

  private static Arbitrary<Sample> samples(Arbitrary<OpCase> rows) {
    return Combinators.combine(rows, Arbitraries.longs()).as(Sample::new);
  }

  @Provide
  static Arbitrary<Sample> all() {
    return samples(Arbitraries.of(OpCases.ROWS));
  }

  @Provide
  static Arbitrary<Sample> differentiable() {
    return samples(Arbitraries.of(OpCases.ROWS.stream().filter(row -> row.orders() > 0).toList()));
  }

  @Provide
  static Arbitrary<Sample> inPlace() {
    return samples(
        Arbitraries.of(OpCases.ROWS.stream().filter(row -> row.inPlace() != null).toList()));
  }

  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void gradientsAreThoseOfFiniteDifferences(@ForAll("differentiable") Sample sample) {
    GradCheck.check(GradCheck.order(sample.row.orders()), sample.row.function(), sample.inputs());
  }

  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void fasterDerivativeAgreesWithTheFormula(@ForAll("differentiable") Sample sample) {
    Tensor[] fast = gradients(sample, false);
    Tensor[] formula = gradients(sample, true);
    for (int i = 0; i < fast.length; i++) {
      assertClose(fast[i], formula[i], 1e-12);
    }
  }

  private static Tensor[] gradients(Sample sample, boolean createGraph) {
    Tensor[] leaves = leaves(sample.inputs());
    Tensor result = sample.row.apply(leaves);
    Tensor seed = Domain.REAL.draw(new Generator(7), result.shape().toArray());
    return Autograd.grad(
        new Tensor[] {result}, leaves, new Tensor[] {seed}, createGraph, createGraph, true);
  }

  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void gradientHasShapeAndTypeOfItsInput(@ForAll("differentiable") Sample sample) {
    Tensor[] inputs = sample.inputs();
    Tensor[] gradients = gradients(sample, false);
    for (int i = 0; i < inputs.length; i++) {
      if (gradients[i] != null) {
        assertThat(gradients[i].shape()).isEqualTo(inputs[i].shape());
        assertThat(gradients[i].dtype()).isEqualTo(inputs[i].dtype());
      }
    }
  }

  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void singlePrecisionAgreesWithDouble(@ForAll("all") Sample sample) {
    Tensor[] narrow =
        Arrays.stream(sample.inputs()).map(t -> t.to(DType.FLOAT32)).toArray(Tensor[]::new);
    Tensor[] wide = Arrays.stream(narrow).map(t -> t.to(DType.FLOAT64)).toArray(Tensor[]::new);
    Tensor result = sample.row.apply(narrow);
    Tensor expected = sample.row.apply(wide);
    if (expected.dtype() == DType.FLOAT64) {
      assertThat(result.dtype()).isIn(DType.FLOAT32, DType.FLOAT64);
    } else {
      assertThat(result.dtype()).isEqualTo(expected.dtype());
    }
    assertClose(result, expected, sample.row.floatTolerance());
  }

  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void stridedViewsGiveWhatContiguousTensorsGive(@ForAll("all") Sample sample) {
    Tensor[] inputs = sample.inputs();
    Tensor[] views = Arrays.stream(inputs).map(OpCasesProperties::strided).toArray(Tensor[]::new);
    assertClose(sample.row.apply(views), sample.row.apply(inputs), 1e-12);
  }

  /// The same elements with their dimensions in reverse order in a larger memory, with gaps.
  private static Tensor strided(Tensor dense) {
    int rank = dense.dim();
    int[] sizes = new int[rank + 1];
    int[] backward = new int[rank];
    for (int d = 0; d < rank; d++) {
      backward[d] = rank - 1 - d;
      sizes[d] = dense.size(rank - 1 - d);
    }
    sizes[rank] = 2;
    return Tensor.zeros(dense.dtype(), sizes).select(rank, 1).permute(backward).copy_(dense);
  }

  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void wholeNumbersGiveTheSameOrAreRefused(@ForAll("all") Sample sample) {
    Tensor[] whole = sample.wholeInputs();
    Tensor[] decimal = Arrays.stream(whole).map(t -> t.to(DType.FLOAT64)).toArray(Tensor[]::new);
    Tensor result;
    try {
      result = sample.row.apply(whole);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageMatching("(?s)\\w+.*: .*");
      return;
    }
    assertClose(result, sample.row.apply(decimal), sample.row.floatTolerance());
  }

  /// Inputs of shapes and types that the operation may not take: it takes them, or refuses them
  /// with a text that begins with its name.
  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void whateverIsRefusedIsRefusedByName(@ForAll("all") Sample sample) {
    Tensor[] inputs = sample.strangeInputs();
    Tensor[] before = Arrays.stream(inputs).map(Tensor::clone).toArray(Tensor[]::new);
    try {
      sample.row.apply(inputs);
    } catch (IllegalArgumentException | IllegalStateException refused) {
      String blamed = refused.getMessage().split(":")[0];
      assertThat(sample.row.named(blamed)).as(refused.getMessage()).isTrue();
    }
    for (int i = 0; i < inputs.length; i++) {
      assertThat(inputs[i].allclose(before[i], 0, 0, true)).isTrue();
    }
  }

  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void inputsAreNotChanged(@ForAll("all") Sample sample) {
    Tensor[] inputs = sample.inputs();
    sample.row.apply(inputs);
    Tensor[] same = sample.inputs();
    for (int i = 0; i < inputs.length; i++) {
      assertThat(inputs[i].equal(same[i])).isTrue();
      assertThat(inputs[i].version()).isZero();
    }
  }

  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void formInPlaceGivesTheSame(@ForAll("inPlace") Sample sample) {
    Tensor[] inputs = sample.inputs();
    Tensor expected = sample.row.apply(inputs);
    if (!expected.shape().equals(inputs[0].shape())) {
      return; // the receiver cannot hold the result
    }
    assertThat(sample.row.inPlace().apply(inputs)).isSameAs(inputs[0]);
    assertClose(inputs[0], expected.to(inputs[0].dtype()), 1e-12);
  }

  @Property(
      seed = "1",
      tries = TRIES,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void formInPlaceHasTheSameGradients(@ForAll("inPlace") Sample sample) {
    Tensor[] leaves = leaves(sample.inputs());
    Tensor expected = sample.row.apply(leaves);
    if (!expected.shape().equals(leaves[0].shape()) || !expected.requiresGrad()) {
      return;
    }
    Tensor[] again = leaves(sample.inputs());
    Tensor[] receivers = again.clone();
    receivers[0] = again[0].clone();
    Tensor[] gradients = weighted(sample.row.inPlace().apply(receivers), again);
    Tensor[] wanted = weighted(expected, leaves);
    for (int i = 0; i < wanted.length; i++) {
      assertClose(gradients[i], wanted[i], 1e-12);
    }
  }

  private static Tensor[] weighted(Tensor result, Tensor[] leaves) {
    Tensor seed = Domain.REAL.draw(new Generator(7), result.shape().toArray());
    return Autograd.grad(new Tensor[] {result}, leaves, new Tensor[] {seed}, false, false, true);
  }

  private static Tensor[] leaves(Tensor[] inputs) {
    return Arrays.stream(inputs).map(t -> t.requiresGrad(true)).toArray(Tensor[]::new);
  }

  /// Equal shapes, and elements that differ by no more than this part of the greatest of them.
  private static void assertClose(Tensor actual, Tensor expected, double tolerance) {
    if (actual == null || expected == null) {
      assertThat(actual).isSameAs(expected);
      return;
    }
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double[] a = actual.toDoubleArray();
    double[] b = expected.toDoubleArray();
    double scale =
        Math.max(1, Arrays.stream(b).map(Math::abs).filter(Double::isFinite).max().orElse(0));
    for (int i = 0; i < a.length; i++) {
      if (Double.isFinite(b[i])) {
        assertThat(a[i]).isCloseTo(b[i], within(tolerance * scale));
      } else {
        assertThat(a[i]).isEqualTo(b[i]);
      }
    }
  }
}
