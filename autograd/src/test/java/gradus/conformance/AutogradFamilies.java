package gradus.conformance;

import java.util.List;
import java.util.function.Consumer;

/// The families of calls for the operations of autograd; a new family is one line here.
final class AutogradFamilies {
  static final List<Consumer<Calls>> ALL =
      List.of(
          ArithmeticCalls::addTo,
          ComparisonCalls::addTo,
          ExtremeCalls::addTo,
          FunctionCalls::addTo,
          IndexingCalls::addTo,
          JoiningCalls::addTo,
          ProductCalls::addTo,
          RearrangingCalls::addTo,
          ReductionCalls::addTo,
          ShapingCalls::addTo,
          StatisticsCalls::addTo);

  private AutogradFamilies() {}
}
