package gradus.conformance;

/// The three ways in which every case of an operator is run.
enum Run {
  /// Inputs as the case writes them.
  AS_GIVEN("as given"),
  /// Decimal inputs as FLOAT32.
  FLOAT32("float32"),
  /// Inputs as transposed, offset views with gaps.
  STRIDED("strided");

  private final String text;

  Run(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
