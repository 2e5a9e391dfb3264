/// Operations that PyTorch has only in `torch.nn.functional`: the arithmetic of layers and losses,
/// without parameters of its own. What a tensor can do by itself, such as `relu()`, is a method of
/// [gradus.autograd.Tensor].
package gradus.nn.functional;
