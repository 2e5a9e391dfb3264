package gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradus.conformance.KnownGaps.Gap;
import gradus.conformance.Outcome.Passed;
import gradus.conformance.Outcome.Rounded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Runs the cases of operators and of refusals, one dynamic test per operator, and holds the
/// outcomes against the module's list of known gaps. A case of the extra folder may pass although a
/// gap covers it: gaps are described by the cases that everybody has.
///
/// The system property `gradus.conformance.only`, a list of torch's operator names with commas
/// between, restricts a run to these.
public final class Conformance {
  private final Calls calls;
  private final KnownGaps gaps;
  private final Predicate<String> wanted;
  private final Table table = new Table();

  /// @param wanted tells by torch's name which operators this module answers for
  /// @param gaps the resource that lists the known gaps
  public Conformance(Calls calls, Predicate<String> wanted, String gaps) {
    this.calls = calls;
    this.wanted = wanted;
    this.gaps = KnownGaps.read(gaps);
  }

  private boolean isWanted(String op) {
    String only = System.getProperty("gradus.conformance.only");
    return wanted.test(op) && (only == null || Set.of(only.split(",")).contains(op));
  }

  /// A test per operator: every case as given, in FLOAT32, and on strided views.
  public Stream<DynamicTest> operators() {
    return perOperator("ops", this::problemsOfCase);
  }

  /// A test per operator: what PyTorch refuses is refused.
  public Stream<DynamicTest> errors() {
    return perOperator("errors", this::problemsOfRefusal);
  }

  /// A test that every line of the list still names a case. Lines about refusals are left out: what
  /// the compiler refuses is listed for all operators of a kind, also where no case asks.
  public DynamicTest everyGapNamesACase() {
    List<Case> ops = Cases.calls("ops", wanted);
    return DynamicTest.dynamicTest(
        "every known gap names a case",
        () ->
            assertEquals(
                List.of(),
                gaps.gaps().stream()
                    .filter(gap -> !gap.kind().equals("errors") && !names(gap, ops))
                    .toList()));
  }

  private static boolean names(Gap gap, List<Case> cases) {
    return cases.stream().anyMatch(test -> gap.covers(gap.kind(), test.op(), test.text()));
  }

  /// Passed, failed and unsupported runs per operator, as a text.
  public String table() {
    return table.toString();
  }

  /// What is wrong with one case, one line per problem.
  private interface Judge {
    List<String> problems(Case test);
  }

  private Stream<DynamicTest> perOperator(String file, Judge judge) {
    Map<String, List<Case>> byOperator =
        Cases.calls(file, this::isWanted).stream()
            .collect(Collectors.groupingBy(Case::op, TreeMap::new, Collectors.toList()));
    return byOperator.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                file + " " + entry.getKey(), () -> requireNone(judge, entry.getValue())));
  }

  private static void requireNone(Judge judge, List<Case> cases) {
    List<String> problems = new ArrayList<>();
    cases.forEach(test -> problems.addAll(judge.problems(test)));
    assertEquals("", String.join("\n", problems), problems.size() + " problems");
  }

  private List<String> problemsOfCase(Case test) {
    List<String> problems = new ArrayList<>();
    Gap gap = gaps.covering("ops", test.op(), test.text());
    for (Run run : gap == null ? Run.values() : new Run[] {Run.AS_GIVEN}) {
      Outcome outcome = new OperatorRun(test, calls, run).outcome();
      table.count(test.op(), outcome);
      Gap known = gap;
      if (gap == null && run == Run.FLOAT32) {
        judgeRounding(problems, test, outcome);
      }
      if (gap == null && run != Run.AS_GIVEN) {
        known = gaps.covering(run.toString(), test.op(), test.text());
      }
      judge(problems, test, run.toString(), known, outcome);
    }
    return problems;
  }

  /// Holds what is right for rounded inputs only against the list, both ways; cases of the extra
  /// folder need no line.
  private void judgeRounding(List<String> problems, Case test, Outcome outcome) {
    Gap known = gaps.covering("rounded", test.op(), test.text());
    if (test.own() && (known != null) != outcome instanceof Rounded) {
      problems.add(
          "%s is %slisted as rounded, but came out as: %s"
              .formatted(test.text(), known == null ? "not " : "", outcome));
    }
  }

  private List<String> problemsOfRefusal(Case test) {
    List<String> problems = new ArrayList<>();
    Outcome outcome = new ErrorRun(test, calls).outcome();
    table.count(test.op() + " (errors)", outcome);
    judge(problems, test, "refusal", gaps.covering("errors", test.op(), test.text()), outcome);
    return problems;
  }

  private static void judge(
      List<String> problems, Case test, String run, Gap known, Outcome outcome) {
    boolean passed = outcome instanceof Passed || outcome instanceof Rounded;
    if (passed && known != null && test.own()) {
      problems.add(
          "%s, %s: passed, but is listed as a gap (%s); take it off the list"
              .formatted(test.text(), run, known.reason()));
    } else if (!passed && known == null) {
      problems.add("%s, %s: %s".formatted(test.text(), run, outcome));
    }
  }
}
