/// One file, one main, one lesson; and the data sets that the lessons use.
///
/// Begin with `FirstDescent` (step by step down a curve), `Theta` (what a gradient is for),
/// `WorkedExample` (one step by hand) and `FitLine` (a model with two parameters); the syllabus in
/// `examples/README.md` gives all lessons in teaching order. `Digits` trains a network that reads
/// handwriting, `DigitsCnn` one that reads it better; `Iris` and `Diabetes` are the smallest models
/// on real data, `Names` is a recurrent network, `Reverse` a transformer, `SaveAndLoad` a file.
package gradus.examples;
