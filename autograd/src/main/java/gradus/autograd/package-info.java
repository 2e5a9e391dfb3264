/// Tensors that remember how they were computed, and the walk back that gives their gradients.
///
/// Read in this order to learn how backward works: [gradus.autograd.Tensor] (what is stored),
/// [gradus.autograd.Op] (how an operation is recorded; [gradus.autograd.Arithmetic] has the
/// simplest ones), [gradus.autograd.Saved] (what a derivative keeps), [gradus.autograd.Node] (one
/// recorded operation), then `Backward` (the walk), `Gradients` (where it starts), `InPlace` and
/// `Regions` (changes in place, through views), and [gradus.autograd.Autograd] (modes, gradients as
/// values, derivatives of functions). `Lookup` does for lists of places what `Regions` does for
/// views; `Selection` tells what `x.at(…)` names.
///
/// [gradus.autograd.Graph] shows what was recorded: `Details` keeps it, `Snapshot` puts it into
/// words, and the package `gradus.autograd.graph` writes and draws them.
///
/// [gradus.autograd.Backprop] shows the walk back with its numbers: `Explainer` looks on at it,
/// `Formula` is a line of a book of rules, and `ExplanationPage` writes it all down.
package gradus.autograd;
