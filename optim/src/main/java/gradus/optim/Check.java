package gradus.optim;

/// Refuses numbers that make no sense, in one form of words: who refuses, which value, the rule.
///
/// @param name who refuses
record Check(String name) {
  Check notNegative(String option, double value) {
    return require(value >= 0, option, value, "must be 0 or more");
  }

  Check positive(String option, double value) {
    return require(value > 0, option, value, "must be greater than 0");
  }

  /// In [0, 1): what is kept of a running mean.
  Check fraction(String option, double value) {
    return require(
        value >= 0 && value < 1, option, value, "must be at least 0 and less than 1, such as 0.9");
  }

  Check between(String option, double value, double least, double most) {
    return require(
        value >= least && value <= most,
        option,
        value,
        "must be between %s and %s".formatted(least, most));
  }

  Check require(boolean holds, String option, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %s = %s %s".formatted(name, option, value, rule));
    }
    return this;
  }
}
