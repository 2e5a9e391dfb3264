package gradus.autograd.kernel;

/// The numbers of a step of Adam or AdamW, under torch's names.
///
/// @param lr the learning rate
/// @param beta1 how much of the first moment is kept
/// @param beta2 how much of the second moment is kept
/// @param eps what keeps the divisor away from 0
/// @param weightDecay how much the parameter decays
/// @param decoupled whether the decay shrinks the parameter itself, as in AdamW, or enters its
///   gradient, as in Adam
/// @param maximize whether the step goes up instead of down
public record AdamStep(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    boolean decoupled,
    boolean maximize) {}
