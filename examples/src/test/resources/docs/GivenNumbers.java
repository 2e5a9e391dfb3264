import gradus.autograd.Tensor;
import gradus.nn.Linear;
import gradus.nn.MSELoss;
import gradus.nn.data.Batch;
import gradus.nn.plot.Table;

/// What a fragment about pictures may use without having made it.
@SuppressWarnings("all")
class GivenNumbers {
  double[] x = {1, 2, 3};
  double[] f = {1, 4, 9};
  double[] slope = {2, 4, 6};
  double[] losses = {3, 2, 1};
  double[] train = losses;
  double[] other = losses;
  double[] slow = losses;
  double[] fast = losses;
  Table table = Table.of("x", "%.4f", x);
  Linear net = new Linear(3, 1);
  MSELoss mse = new MSELoss();
  Batch batch = new Batch(Tensor.ones(2, 3), Tensor.ones(2, 1));
}
