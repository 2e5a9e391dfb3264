package gradus.autograd;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All rows, and the public methods of [Tensor] that need none.
final class OpCases {
  /// One file per group of families; a new one is one line here.
  static final List<OpCase> ROWS =
      Stream.of(
              ArithmeticCases.ROWS,
              ComparisonCases.ROWS,
              FunctionCases.ROWS,
              IndexingCases.ROWS,
              OrderingCases.ROWS,
              ProductCases.ROWS,
              ReductionCases.ROWS,
              ShapingCases.ROWS)
          .flatMap(List::stream)
          .toList();

  private static final String MAKES = "makes a tensor of numbers or of random numbers";
  private static final String TELLS = "tells something about a tensor";
  private static final String GIVES = "gives elements as Java values";
  private static final String RECORD = "belongs to the record, which tests of the engine cover";
  private static final String DRAWS = "draws random numbers, which are held against PyTorch's";
  private static final String WRITES = "writes what it is given; tests of in place cover it";

  /// Public methods that are no operations, with the reason.
  static final Map<String, String> NO_OPERATIONS =
      Map.ofEntries(
          Map.entry("allclose", TELLS),
          Map.entry("arange", MAKES),
          Map.entry("backward", RECORD),
          Map.entry("bernoulli", DRAWS),
          Map.entry("bernoulli_", DRAWS),
          Map.entry("copy_", WRITES),
          Map.entry("defaultDtype", MAKES),
          Map.entry("detach", RECORD),
          Map.entry("detach_", RECORD),
          Map.entry("dim", TELLS),
          Map.entry("dtype", TELLS),
          Map.entry("equal", TELLS),
          Map.entry("exponential_", DRAWS),
          Map.entry("eye", MAKES),
          Map.entry("fill_", WRITES),
          Map.entry("full", MAKES),
          Map.entry("grad", RECORD),
          Map.entry("gradFn", RECORD),
          Map.entry("isContiguous", TELLS),
          Map.entry("isLeaf", RECORD),
          Map.entry("item", GIVES),
          Map.entry("itemBoolean", GIVES),
          Map.entry("itemLong", GIVES),
          Map.entry("linspace", MAKES),
          Map.entry("multinomial", DRAWS),
          Map.entry("name", TELLS),
          Map.entry("named", TELLS),
          Map.entry("normal_", DRAWS),
          Map.entry("numel", TELLS),
          Map.entry("of", MAKES),
          Map.entry("ones", MAKES),
          Map.entry("onesLike", MAKES),
          Map.entry("rand", DRAWS),
          Map.entry("randint", DRAWS),
          Map.entry("randn", DRAWS),
          Map.entry("random_", DRAWS),
          Map.entry("randperm", DRAWS),
          Map.entry("registerHook", RECORD),
          Map.entry("registerPostAccumulateGradHook", RECORD),
          Map.entry("requiresGrad", RECORD),
          Map.entry("retainGrad", RECORD),
          Map.entry("scalar", MAKES),
          Map.entry("shape", TELLS),
          Map.entry("size", TELLS),
          Map.entry("stride", TELLS),
          Map.entry("toBooleanArray", GIVES),
          Map.entry("toDoubleArray", GIVES),
          Map.entry("toFloatArray", GIVES),
          Map.entry("toLongArray", GIVES),
          Map.entry("toString", TELLS),
          Map.entry("uniform_", DRAWS),
          Map.entry("version", TELLS),
          Map.entry("wrap", MAKES),
          Map.entry("zeroGrad", RECORD),
          Map.entry("zero_", WRITES),
          Map.entry("zeros", MAKES),
          Map.entry("zerosLike", MAKES));

  private OpCases() {}
}
