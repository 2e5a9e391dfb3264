import gradus.autograd.Tensor;
import gradus.nn.LSTMCell;
import gradus.nn.Layer;
import gradus.nn.Linear;
import gradus.nn.data.Batch;
import gradus.nn.data.DataLoader;
import gradus.nn.data.Dataset;
import gradus.nn.data.Sample;
import gradus.nn.data.TensorDataset;
import gradus.optim.Optimizer;
import gradus.optim.SGD;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a fragment in the documentation may use without having made it.
@SuppressWarnings("all")
class Given {
  static final Logger LOG = LoggerFactory.getLogger("lesson");

  Tensor x = Tensor.ones(2, 3);
  Tensor x0 = x;
  Tensor x1 = x;
  Tensor y = x;
  Tensor a = x;
  Tensor b = x;
  Tensor w = x;
  Tensor weight = x;
  Tensor bias = x;
  Tensor mask = x.gt(0);
  Tensor theta = x;
  Tensor train = x;
  Tensor test = x;
  Tensor loss = x.sum();
  Net net = new Net();
  Linear linear = new Linear(3, 1);
  LSTMCell cell = new LSTMCell(3, 1);
  Dataset<Sample> digits = new TensorDataset(x, y);
  DataLoader data = new DataLoader(digits, 1);
  Optimizer<?> optimizer = new SGD(net.parameters());
  Path file = Path.of("file");
  double validationLoss = 1;
  int epochs = 10;
  int batches = 10;

  Batch nextBatch() {
    return data.iterator().next();
  }

  Tensor loss(Batch batch) {
    return net.apply(batch.x()).sub(batch.y()).square().mean();
  }

  double validationLoss() {
    return 1;
  }

  void train() {}

  void trainOn(Batch batch) {}

  void trainOneEpoch() {}

  static final class Net extends Layer {
    private final Linear only = register("only", new Linear(3, 1));

    @Override
    protected Tensor forward(Tensor x) {
      return only.apply(x);
    }
  }
}
