/// One file, one main, one lesson; and the data sets that the lessons use.
///
/// Begin with `Theta` (what a gradient is for), `FitLine` (a model with two parameters) and
/// `WorkedExample` (one step by hand), then `Digits` (a network that reads handwriting).
package gradus.examples;
