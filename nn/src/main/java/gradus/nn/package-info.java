/// Layers, losses and what trains them.
///
/// Read in this order: [gradus.nn.Block] (names, parameters, state), [gradus.nn.Layer] (one tensor
/// in, one out), [gradus.nn.Linear] (the simplest layer), [gradus.nn.Sequential] (layers in a row),
/// then any other.
package gradus.nn;
