// Makes the double kernels from the float ones, before they are compiled:
//
//   java DoubleTwin.java SOURCES TWINS
//
// Every Float….java of the folder SOURCES is copied to TWINS with Float -> Double and float ->
// double: FloatVector becomes DoubleVector, a row of floats a row of doubles. A kernel whose two
// forms differ by more than the type (bit tricks) has a hand-written Double….java beside its
// Float….java and gets no twin. Only what changed is written, and a twin whose source is gone is
// removed, so that an incremental build compiles no more than it must.

import module java.base;

/// A float literal, in the group `number`, or a stretch of text that holds none.
static final Pattern LITERAL =
    Pattern.compile(
        """
          //.*                              # a comment
        | /[*](?s:.*?)[*]/
        | \"""(?s:.*?)\"""                  # quoted text
        | "(?:\\\\.|[^"\\\\])*"
        | '(?:\\\\.|[^'\\\\])+'
        | (?<![\\w.])
          (?<number> 0[xX][\\da-fA-F_.]+[pP][+-]?\\d+
                   | (?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)? )
          [fF](?!\\w)
        """,
        Pattern.COMMENTS);

static final Pattern TOP_LEVEL_TYPE =
    Pattern.compile("(?m)^(?:[a-z-]+ )*(?:class|interface|record|enum) ");

final List<String> faults = new ArrayList<>();

void main(String[] args) throws IOException {
  Path sources = Path.of(args[0]);
  Path folder = Files.createDirectories(Path.of(args[1]));
  var twins = new TreeMap<String, String>();
  for (Path source : filesNamed(sources, "Float*.java")) {
    String twin = source.getFileName().toString().replace("Float", "Double");
    if (!Files.exists(sources.resolve(twin))) twins.put(twin, twinOf(source));
  }
  if (!faults.isEmpty()) {
    faults.forEach(System.err::println);
    System.exit(1);
  }
  for (Path old : filesNamed(folder, "*.java")) {
    if (!twins.containsKey(old.getFileName().toString())) Files.delete(old);
  }
  for (var twin : twins.entrySet()) {
    Path file = folder.resolve(twin.getKey());
    boolean same = Files.exists(file) && Files.readString(file).equals(twin.getValue());
    if (!same) Files.writeString(file, twin.getValue());
  }
}

List<Path> filesNamed(Path folder, String glob) throws IOException {
  try (var files = Files.newDirectoryStream(folder, glob)) {
    var found = new ArrayList<Path>();
    files.forEach(found::add);
    return found;
  }
}

String twinOf(Path source) throws IOException {
  String text = Files.readString(source);
  String twin =
      LITERAL.matcher(text).replaceAll(m -> Matcher.quoteReplacement(literal(m, source, text)));
  return "// Generated from %s by DoubleTwin.java: edit that file, not this one.\n"
          .formatted(source.getFileName())
      + allowingCasts(renamed(twin));
}

/// `1f` becomes `1d`. A literal that float rounds, such as `0.1f`, would give the twin a constant
/// that is neither the float's nor the formula's.
String literal(MatchResult match, Path source, String text) {
  String number = match.group("number");
  if (number == null) return match.group();
  if (!isExactFloat(number.replace("_", ""))) {
    long line = 1 + text.substring(0, match.start()).chars().filter(c -> c == '\n').count();
    faults.add(
        "%s:%d: %sf is rounded by float, so the double twin would differ: write (float) %s"
            .formatted(source, line, number, number));
  }
  return number + "d";
}

boolean isExactFloat(String number) {
  float rounded = Float.parseFloat(number);
  if (Float.isInfinite(rounded)) return false;
  if (number.startsWith("0x") || number.startsWith("0X")) {
    return Double.parseDouble(number) == rounded;
  }
  return new BigDecimal(number).compareTo(new BigDecimal(rounded)) == 0;
}

String renamed(String text) {
  return text.replace("FLOAT32", "FLOAT64")
      .replace("float32", "float64")
      .replaceAll("Float(?!ing)", "Double")
      .replaceAll("\\bfloat(?!ing|64)", "double");
}

/// `(float) Math.exp(x)` needs its cast, `(double) Math.exp(x)` does not: the compiler would warn.
String allowingCasts(String twin) {
  if (!twin.contains("(double)") || twin.contains("\n@SuppressWarnings")) return twin;
  return TOP_LEVEL_TYPE.matcher(twin).replaceFirst("@SuppressWarnings(\"cast\")\n$0");
}
