package gradus.nn.conformance;

import gradus.conformance.Calls;
import gradus.conformance.Conformance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The operators of `torch.nn.functional` against PyTorch's answers.
class FunctionalsConformanceTest {
  private static final Conformance CONFORMANCE =
      new Conformance(
          Calls.of(
              List.of(
                  ActivationCalls::addTo,
                  ConvolutionCalls::addTo,
                  LossCalls::addTo,
                  NormalizationCalls::addTo,
                  PoolingCalls::addTo,
                  VisionCalls::addTo)),
          operator -> operator.startsWith("nn.functional."),
          "/conformance-unsupported.txt");

  @TestFactory
  Stream<DynamicTest> answersArePyTorchs() {
    return CONFORMANCE.operators();
  }

  @TestFactory
  Stream<DynamicTest> whatPyTorchRefusesIsRefused() {
    return CONFORMANCE.errors();
  }

  @TestFactory
  DynamicTest listOfGapsIsCurrent() {
    return CONFORMANCE.everyGapNamesACase();
  }

  @AfterAll
  static void printTable() {
    System.out.println(CONFORMANCE.table());
  }
}
