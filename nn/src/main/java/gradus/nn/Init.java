package gradus.nn;

import static gradus.autograd.DType.FLOAT64;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.List;

/// First values of parameters, written in place and unrecorded. Like `torch.nn.init`.
///
/// ```java
/// net.forEachBlock(block -> {
///   if (block instanceof Linear linear) {
///     Init.xavierUniform_(linear.weight());
///   }
/// });
/// ```
///
/// The *fan in* of a weight `[out, in, …]` is the number of inputs that one output sums over, its
/// fan out the number of outputs that one input reaches. Random ones draw from the shared
/// [Generator], or from the one that is their last argument, what PyTorch draws.
public final class Init {
  private static final double SQRT_3 = Math.sqrt(3);

  private Init() {}

  /// Which fan decides how large the values are.
  public enum Fan {
    /// Keeps the variance in the forward pass.
    IN,
    /// Keeps the variance in the backward pass.
    OUT
  }

  // ---- constants ----

  /// Sets every element to `value`.
  public static Tensor constant_(Tensor tensor, double value) {
    return Autograd.noGrad(() -> tensor.fill_(value));
  }

  /// Sets every element to 1.
  public static Tensor ones_(Tensor tensor) {
    return constant_(tensor, 1);
  }

  /// Sets every element to 0.
  public static Tensor zeros_(Tensor tensor) {
    return constant_(tensor, 0);
  }

  /// Makes a matrix the unit matrix: as many outputs as can be repeat an input.
  ///
  /// @throws ShapeException if it is no matrix
  public static Tensor eye_(Tensor tensor) {
    requireMatrix("eye_", tensor);
    return Autograd.noGrad(() -> {
      tensor.zero_();
      tensor.diagonal().fill_(1);
      return tensor;
    });
  }

  /// Makes a convolution's weight repeat its input channels, as many as can be.
  ///
  /// @throws ShapeException if the weight has not 3 to 5 dimensions
  public static Tensor dirac_(Tensor tensor) {
    return dirac_(tensor, 1);
  }

  /// Makes a convolution's weight repeat its input channels in each of `groups` groups.
  ///
  /// @throws ShapeException if the weight has not 3 to 5 dimensions
  /// @throws IllegalArgumentException if the output channels do not divide into the groups
  public static Tensor dirac_(Tensor tensor, int groups) {
    if (tensor.dim() < 3 || tensor.dim() > 5) {
      throw new ShapeException(
          "dirac_: a weight of shape %s; a convolution's has 3 to 5 dimensions", tensor.shape());
    }
    if (groups < 1 || tensor.size(0) % groups != 0) {
      throw new IllegalArgumentException(
          "dirac_: %d output channels do not divide into %d groups"
              .formatted(tensor.size(0), groups));
    }
    int each = tensor.size(0) / groups;
    int[] place = new int[tensor.dim()];
    for (int d = 2; d < place.length; d++) {
      place[d] = tensor.size(d) / 2;
    }
    return Autograd.noGrad(() -> {
      tensor.zero_();
      for (int i = 0; i < groups * Math.min(each, tensor.size(1)); i++) {
        int channel = i % Math.min(each, tensor.size(1));
        place[0] = i / Math.min(each, tensor.size(1)) * each + channel;
        place[1] = channel;
        tensor.at(place).fill_(1);
      }
      return tensor;
    });
  }

  // ---- distributions ----

  /// Uniform numbers in [from, to).
  public static Tensor uniform_(Tensor tensor, double from, double to) {
    return uniform_(tensor, from, to, Generator.defaultGenerator());
  }

  /// Uniform numbers in [from, to), drawn from `generator`.
  public static Tensor uniform_(Tensor tensor, double from, double to, Generator generator) {
    return Autograd.noGrad(() -> tensor.uniform_(from, to, generator));
  }

  /// Normal numbers.
  public static Tensor normal_(Tensor tensor, double mean, double std) {
    return normal_(tensor, mean, std, Generator.defaultGenerator());
  }

  /// Normal numbers, drawn from `generator`.
  public static Tensor normal_(Tensor tensor, double mean, double std, Generator generator) {
    return Autograd.noGrad(() -> tensor.normal_(mean, std, generator));
  }

  /// Normal numbers of which none lies outside `[from, to]`: those that do are drawn again. Where
  /// most would, a uniform number between the probabilities of both bounds is taken back through
  /// the distribution instead.
  ///
  /// As long as none had to be drawn again, the numbers are those of PyTorch 2.12 and later.
  ///
  /// @throws IllegalArgumentException if there is no number in `[from, to]`, or the distribution
  ///   has hardly any there
  public static Tensor truncNormal_(
      Tensor tensor, double mean, double std, double from, double to) {
    return truncNormal_(tensor, mean, std, from, to, Generator.defaultGenerator());
  }

  /// [#truncNormal_(Tensor, double, double, double, double)] drawn from `generator`.
  ///
  /// @throws IllegalArgumentException if there is no number in `[from, to]`, or the distribution
  ///   has hardly any there
  public static Tensor truncNormal_(
      Tensor tensor, double mean, double std, double from, double to, Generator generator) {
    var distribution = new TruncatedNormal(mean, std, from, to, generator);
    return Autograd.noGrad(() -> distribution.fill(tensor));
  }

  // ---- by fan ----

  /// Uniform numbers in `±gain √(6 / (fan in + fan out))` with gain 1 (Glorot and Bengio, 2010).
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor xavierUniform_(Tensor tensor) {
    return xavierUniform_(tensor, 1);
  }

  /// Uniform numbers in `±gain √(6 / (fan in + fan out))`.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor xavierUniform_(Tensor tensor, double gain) {
    return xavierUniform_(tensor, gain, Generator.defaultGenerator());
  }

  /// [#xavierUniform_(Tensor, double)] drawn from `generator`.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor xavierUniform_(Tensor tensor, double gain, Generator generator) {
    double bound = SQRT_3 * xavierStd("xavierUniform_", tensor, gain);
    return uniform_(tensor, -bound, bound, generator);
  }

  /// Normal numbers with standard deviation `gain √(2 / (fan in + fan out))` and gain 1.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor xavierNormal_(Tensor tensor) {
    return xavierNormal_(tensor, 1);
  }

  /// Normal numbers with standard deviation `gain √(2 / (fan in + fan out))`.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor xavierNormal_(Tensor tensor, double gain) {
    return xavierNormal_(tensor, gain, Generator.defaultGenerator());
  }

  /// [#xavierNormal_(Tensor, double)] drawn from `generator`.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor xavierNormal_(Tensor tensor, double gain, Generator generator) {
    return normal_(tensor, 0, xavierStd("xavierNormal_", tensor, gain), generator);
  }

  private static double xavierStd(String name, Tensor tensor, double gain) {
    double fans = fan(name, tensor, Fan.IN) + (double) fan(name, tensor, Fan.OUT);
    return gain * Math.sqrt(2 / fans);
  }

  /// Uniform numbers in `±√(6 / fan in)`, for layers before a ReLU (He et al., 2015).
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor kaimingUniform_(Tensor tensor) {
    return kaimingUniform_(tensor, 0, Fan.IN, Nonlinearity.LEAKY_RELU);
  }

  /// Uniform numbers in `±gain √(3 / fan)`.
  ///
  /// @param a the slope of a leaky ReLU below 0; other nonlinearities ignore it
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor kaimingUniform_(
      Tensor tensor, double a, Fan fan, Nonlinearity nonlinearity) {
    return kaimingUniform_(tensor, a, fan, nonlinearity, Generator.defaultGenerator());
  }

  /// [#kaimingUniform_(Tensor, double, Fan, Nonlinearity)] drawn from `generator`.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor kaimingUniform_(
      Tensor tensor, double a, Fan fan, Nonlinearity nonlinearity, Generator generator) {
    double bound = SQRT_3 * kaimingStd("kaimingUniform_", tensor, a, fan, nonlinearity);
    return tensor.numel() == 0 ? tensor : uniform_(tensor, -bound, bound, generator);
  }

  /// Normal numbers with standard deviation `√(2 / fan in)`, for layers before a ReLU.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor kaimingNormal_(Tensor tensor) {
    return kaimingNormal_(tensor, 0, Fan.IN, Nonlinearity.LEAKY_RELU);
  }

  /// Normal numbers with standard deviation `gain / √fan`.
  ///
  /// @param a the slope of a leaky ReLU below 0; other nonlinearities ignore it
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor kaimingNormal_(Tensor tensor, double a, Fan fan, Nonlinearity nonlinearity) {
    return kaimingNormal_(tensor, a, fan, nonlinearity, Generator.defaultGenerator());
  }

  /// [#kaimingNormal_(Tensor, double, Fan, Nonlinearity)] drawn from `generator`.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor kaimingNormal_(
      Tensor tensor, double a, Fan fan, Nonlinearity nonlinearity, Generator generator) {
    double std = kaimingStd("kaimingNormal_", tensor, a, fan, nonlinearity);
    return tensor.numel() == 0 ? tensor : normal_(tensor, 0, std, generator);
  }

  private static double kaimingStd(
      String name, Tensor tensor, double a, Fan fan, Nonlinearity nonlinearity) {
    return nonlinearity.gain(a) / Math.sqrt(fan(name, tensor, fan));
  }

  /// The factor by which values should be larger before this nonlinearity.
  public static double calculateGain(Nonlinearity nonlinearity) {
    return nonlinearity.gain();
  }

  /// The factor by which values should be larger before this nonlinearity.
  ///
  /// @param a the slope of a leaky ReLU below 0; other nonlinearities ignore it
  public static double calculateGain(Nonlinearity nonlinearity, double a) {
    return nonlinearity.gain(a);
  }

  private static int fan(String name, Tensor tensor, Fan fan) {
    if (tensor.dim() < 2) {
      throw new ShapeException(
          "%s: a tensor of shape %s has no fan; it needs at least two dimensions: [out, in]",
          name, tensor.shape());
    }
    int field = 1;
    for (int d = 2; d < tensor.dim(); d++) {
      field *= tensor.size(d);
    }
    return tensor.size(fan == Fan.IN ? 1 : 0) * field;
  }

  // ---- structured ----

  /// Makes the rows, or the columns where there are fewer, orthogonal and of length 1 (Saxe et al.,
  /// 2013).
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor orthogonal_(Tensor tensor) {
    return orthogonal_(tensor, 1);
  }

  /// Makes the rows, or the columns where there are fewer, orthogonal and of length `gain`. All
  /// dimensions but the first count as columns.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor orthogonal_(Tensor tensor, double gain) {
    return orthogonal_(tensor, gain, Generator.defaultGenerator());
  }

  /// [#orthogonal_(Tensor, double)] drawn from `generator`.
  ///
  /// @throws ShapeException if the tensor has fewer than two dimensions
  public static Tensor orthogonal_(Tensor tensor, double gain, Generator generator) {
    fan("orthogonal_", tensor, Fan.IN);
    if (tensor.numel() == 0) {
      return tensor;
    }
    int rows = tensor.size(0);
    int columns = tensor.numel() / rows;
    return Autograd.noGrad(() -> {
      Tensor drawn =
          Tensor.zeros(tensor.dtype(), rows, columns).normal_(0, 1, generator).to(FLOAT64);
      Tensor basis = rows < columns ? orthonormalRows(drawn) : orthonormalRows(drawn.t()).t();
      return tensor.copy_(basis.reshape(tensor.shape().toArray()).mul(gain));
    });
  }

  /// Takes from each row what lies along the rows before it, twice against rounding, and gives it
  /// length 1 (Gram and Schmidt).
  private static Tensor orthonormalRows(Tensor drawn) {
    Tensor rows = drawn.clone();
    for (int i = 0; i < rows.size(0); i++) {
      Tensor row = rows.at(i);
      Tensor before = rows.narrow(0, 0, i);
      for (int round = 0; i > 0 && round < 2; round++) {
        row.sub_(before.t().mv(before.mv(row)));
      }
      row.div_(row.norm());
    }
    return rows;
  }

  /// Normal numbers of which the part `sparsity` in each column is 0 (Martens, 2010).
  ///
  /// @throws ShapeException if it is no matrix
  public static Tensor sparse_(Tensor tensor, double sparsity, double std) {
    return sparse_(tensor, sparsity, std, Generator.defaultGenerator());
  }

  /// [#sparse_(Tensor, double, double)] drawn from `generator`.
  ///
  /// @throws ShapeException if it is no matrix
  public static Tensor sparse_(Tensor tensor, double sparsity, double std, Generator generator) {
    requireMatrix("sparse_", tensor);
    int zeros = (int) Math.ceil(sparsity * tensor.size(0));
    return Autograd.noGrad(() -> {
      tensor.normal_(0, std, generator);
      for (int column = 0; column < tensor.size(1); column++) {
        long[] rows = Tensor.randperm(tensor.size(0), generator).toLongArray();
        for (int i = 0; i < zeros; i++) {
          tensor.at((int) rows[i], column).fill_(0);
        }
      }
      return tensor;
    });
  }

  private static void requireMatrix(String name, Tensor tensor) {
    if (tensor.dim() != 2) {
      throw new ShapeException(
          "%s: a tensor of shape %s; it must be a matrix", name, tensor.shape());
    }
  }

  // ---- what layers begin with ----

  /// Draws the weight and bias of a linear or convolutional layer as PyTorch does: the weight, then
  /// the bias (null for none), each from `±1/√fan_in`.
  static void resetLinear(Tensor weight, Tensor bias) {
    kaimingUniform_(weight, Math.sqrt(5), Fan.IN, Nonlinearity.LEAKY_RELU);
    if (bias != null) {
      int fanIn = fan("reset", weight, Fan.IN);
      double bound = fanIn == 0 ? 0 : 1 / Math.sqrt(fanIn);
      uniform_(bias, -bound, bound);
    }
  }

  /// Draws parameters of a recurrent network, in their order, each from `±1/√H` with the size `H`
  /// of its state.
  static void resetRecurrent(List<Tensor> parameters, int hiddenSize) {
    double bound = 1 / Math.sqrt(hiddenSize);
    parameters.forEach(parameter -> uniform_(parameter, -bound, bound));
  }
}
