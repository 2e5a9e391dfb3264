package gradus.conformance;

/// What came of one run of a case.
sealed interface Outcome {
  record Passed() implements Outcome {
    @Override
    public String toString() {
      return "passed";
    }
  }

  /// Right for the inputs as FLOAT32 rounds them, for which PyTorch's answer is not.
  record Rounded(String text) implements Outcome {
    @Override
    public String toString() {
      return "right for rounded inputs only: " + text;
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
