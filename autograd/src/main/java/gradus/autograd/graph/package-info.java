/// Recorded graphs as text and pictures.
///
/// A [gradus.autograd.graph.Model] is a graph in words: [gradus.autograd.graph.Vertex] and
/// [gradus.autograd.graph.Group], with numbers in [gradus.autograd.graph.Brief]. Everything else is
/// one way to show it: [gradus.autograd.graph.TextTree], [gradus.autograd.graph.Dot] and
/// [gradus.autograd.graph.Mermaid]. Users call [gradus.autograd.Graph]; this package is not
/// exported.
package gradus.autograd.graph;
