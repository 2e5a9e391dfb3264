package gradus.conformance;

/// What came of one run of a case.
sealed interface Outcome {
  record Passed() implements Outcome {
    @Override
    public String toString() {
      return "passed";
    }
  }

  record Failed(String text) implements Outcome {
    @Override
    public String toString() {
      return "failed: " + text;
    }
  }

  record Unsupported(String text) implements Outcome {
    @Override
    public String toString() {
      return "unsupported: " + text;
    }
  }
}
