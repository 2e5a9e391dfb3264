package gradus.optim;

/// What [Adam] and [AdamW] have in common; they differ in where weight decay enters.
sealed interface AdamOptions<O> extends MomentumOptions<O> permits Adam.Options, AdamW.Options {
  double beta1();

  double beta2();

  double eps();

  double weightDecay();

  boolean amsgrad();

  boolean maximize();

  /// Tells whether weight decay shrinks the parameter itself instead of entering its gradient.
  boolean decoupledWeightDecay();
}
