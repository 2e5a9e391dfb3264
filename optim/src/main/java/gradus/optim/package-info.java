/// Optimizers, their options, and learning-rate schedules.
///
/// Read [gradus.optim.Optimizer] first: groups, gradients taken away, state. Then
/// [gradus.optim.PerParameterOptimizer] and [gradus.optim.Memory], which most optimizers are made
/// of, and [gradus.optim.SGD], the first of them: each is its formula, its record of options, and
/// its memory of one parameter.
package gradus.optim;
