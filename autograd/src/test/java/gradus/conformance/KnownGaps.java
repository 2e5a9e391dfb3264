package gradus.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The checked-in list of what does not agree with PyTorch, each with its reason.
///
/// A line is `kind | operator | part of the call's text | reason`, where the part may be `*`. What
/// fails or is unsupported and not listed is a failure, and so is what is listed and passes: the
/// list can only shrink. The kind is `ops`, `float32` or `strided` for the runs of an operator's
/// case (`ops` covers all three), `rounded` for a run in FLOAT32 that is right only for the inputs
/// as FLOAT32 rounds them, `errors` for refusals, `promotion` for types.
final class KnownGaps {
  private final List<Gap> gaps;

  private KnownGaps(List<Gap> gaps) {
    this.gaps = gaps;
  }

  /// One line of the list.
  record Gap(String kind, String op, String part, String reason) {
    static Gap parse(String line) {
      String[] fields = line.split("\\s\\|\\s", 4);
      if (fields.length != 4 || fields[3].isBlank()) {
        throw new IllegalArgumentException(
            "\"%s\" is no gap; write: kind | operator | part of the call or * | reason"
                .formatted(line));
      }
      return new Gap(fields[0].strip(), fields[1].strip(), fields[2].strip(), fields[3].strip());
    }

    boolean covers(String kind, String op, String text) {
      return this.kind.equals(kind)
          && this.op.equals(op)
          && (part.equals("*") || text.contains(part));
    }
  }

  /// Reads a resource of this module; lines that begin with # are remarks.
  static KnownGaps read(String resource) {
    try (InputStream file = KnownGaps.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalArgumentException("there is no resource " + resource);
      }
      return new KnownGaps(
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Gap::parse)
              .toList());
    } catch (IOException broken) {
      throw new UncheckedIOException(resource + " cannot be read", broken);
    }
  }

  /// The gap that covers this call; null where there is none.
  Gap covering(String kind, String op, String text) {
    return gaps.stream().filter(gap -> gap.covers(kind, op, text)).findFirst().orElse(null);
  }

  List<Gap> gaps() {
    return gaps;
  }
}
