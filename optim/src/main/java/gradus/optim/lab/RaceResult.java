package gradus.optim.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What came out of a race.
///
/// @param race who raced over what
/// @param runs every run, contestant by contestant
public record RaceResult(Race race, List<Run> runs) {
  /// The contestants, best first: who came within the tolerance from more starts, then with fewer
  /// evaluations, then who diverged less often, then who reached less.
  public List<Standing> ranking() {
    List<Standing> standings = new ArrayList<>();
    for (Contestant contestant : race.contestants()) {
      List<Run> own =
          runs.stream().filter(run -> run.contestant().equals(contestant.name())).toList();
      standings.add(Standing.of(contestant.name(), own));
    }
    standings.sort(Standing.ORDER);
    return List.copyOf(standings);
  }

  /// The ranking as a table of fixed width.
  public String table() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %d evaluations, starts: %d, within %.3g of the minimum %.6g%n",
                race.problem().name(),
                race.budget(),
                race.problem().starts().size(),
                race.tolerance(),
                race.problem().minimum()));
    text.append(
        String.format(
            "%5s  %-20s %7s %12s %12s %12s %9s%n",
            "place", "optimizer", "within", "evaluations", "reached", "best", "diverged"));
    int place = 1;
    for (Standing s : ranking()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%5d  %-20s %7s %12s %12.4g %12.4g %9s%n",
              place++,
              s.contestant(),
              s.within() + "/" + s.starts(),
              s.within() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", s.evaluations()),
              s.reached(),
              s.best(),
              s.diverged() == 0 ? "-" : s.diverged() + "/" + s.starts()));
    }
    return text.toString();
  }

  /// Every run as comma-separated values, with a line of names; an empty field where a run did not
  /// come within the tolerance.
  public String csv() {
    StringBuilder text =
        new StringBuilder(
            "problem,optimizer,start,steps,evaluations,reached,best,steps_to_tolerance,evaluations_to_tolerance,diverged\n");
    for (Run run : runs) {
      boolean isWithin = run.within() != null;
      text.append(
          row(
              race.problem().name(),
              run.contestant(),
              run.start(),
              run.last().step(),
              run.last().evaluations(),
              run.reached(),
              run.best(),
              isWithin ? run.within().step() : "",
              isWithin ? run.within().evaluations() : "",
              run.diverged()));
    }
    return text.toString();
  }

  /// Every sample of every run as comma-separated values, with a line of names: curves to draw.
  public String courses() {
    StringBuilder text = new StringBuilder("problem,optimizer,start,step,evaluations,value\n");
    for (Run run : runs) {
      for (Run.Sample sample : run.course()) {
        text.append(
            row(
                race.problem().name(),
                run.contestant(),
                run.start(),
                sample.step(),
                sample.evaluations(),
                sample.value()));
      }
    }
    return text.toString();
  }

  private static String row(Object... fields) {
    List<String> texts = new ArrayList<>();
    for (Object field : fields) {
      String text = field.toString();
      boolean isQuoted = text.contains(",") || text.contains("\"") || text.contains("\n");
      texts.add(isQuoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }
    return String.join(",", texts) + "\n";
  }
}
