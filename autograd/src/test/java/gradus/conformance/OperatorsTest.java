package gradus.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The operators of autograd against PyTorch's answers: all but those of `nn.functional`.
class OperatorsTest {
  private static final Conformance CONFORMANCE =
      new Conformance(
          Calls.autograd(), op -> !op.startsWith("nn.functional."), "/conformance-unsupported.txt");

  @AfterAll
  static void printTable() {
    System.out.println(CONFORMANCE.table());
  }

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
}
