/// The loops. A kernel sees rows: arrays, offsets and lengths. [gradus.autograd.kernel.Strided]
/// alone knows shapes. The classes named `Double…` are generated from those named `Float…`.
package gradus.autograd.kernel;
