/// Recorded graphs as text and pictures.
///
/// A [gradus.autograd.graph.Model] is a graph in words: [gradus.autograd.graph.Vertex] and
/// [gradus.autograd.graph.Group], with numbers in [gradus.autograd.graph.Brief]. Everything else
/// shows it: [gradus.autograd.graph.TextTree], [gradus.autograd.graph.Dot] and
/// [gradus.autograd.graph.Mermaid] as text, [gradus.autograd.graph.Svg] and
/// [gradus.autograd.graph.Page] as pictures. For these, `Level` makes each part of the graph cells
/// and wires, `Ranks` tells how far down they stand, `Ordering` in which order, `Columns` how far
/// to the right; `Layout` puts the parts together.
///
/// Users call [gradus.autograd.Graph]; this package is not exported.
package gradus.autograd.graph;
