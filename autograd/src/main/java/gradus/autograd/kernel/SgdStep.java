package gradus.autograd.kernel;

/// The numbers of a step of stochastic gradient descent, under torch's names.
///
/// @param lr the learning rate
/// @param weightDecay how much of the parameter is added to its gradient
/// @param momentum how much of the velocity is kept
/// @param dampening the part of the gradient that does not enter the velocity
/// @param nesterov whether the step looks ahead along the velocity
/// @param maximize whether the step goes up instead of down
public record SgdStep(
    double lr,
    double weightDecay,
    double momentum,
    double dampening,
    boolean nesterov,
    boolean maximize) {}
