/// Recorded graphs for people to look at. [gradus.autograd.graph.Brief] puts a tensor's numbers
/// into a few words.
///
/// This package is not exported.
package gradus.autograd.graph;
