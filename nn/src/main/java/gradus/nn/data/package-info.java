/// Samples, and how they are brought in batches to a training loop: a [gradus.nn.data.Dataset]
/// holds them, a [gradus.nn.data.DataLoader] gives them out.
package gradus.nn.data;
