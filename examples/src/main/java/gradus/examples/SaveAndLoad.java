package gradus.examples;

import gradus.autograd.Autograd;
import gradus.autograd.Generator;
import gradus.autograd.Tensor;
import gradus.nn.CrossEntropyLoss;
import gradus.nn.Linear;
import gradus.nn.Safetensors;
import gradus.nn.Sequential;
import gradus.nn.data.DataLoader;
import gradus.nn.data.TensorDataset;
import gradus.optim.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Lesson: a trained model outlives its program. The digits' network is trained for a few epochs,
/// written to a safetensors file, and read into a second network, which then reads exactly the
/// same. PyTorch reads that file too, under the same names.
public final class SaveAndLoad {
  private static final int EPOCHS = 5;

  private SaveAndLoad() {}

  static void main() throws IOException {
    Path file = Files.createTempDirectory("gradus").resolve("digits.safetensors");
    Sequential trained = trained(42);
    Safetensors.write(file, trained.stateDict(), Map.of("format", "pt"));
    IO.println("%s, %d bytes:%n%s".formatted(file, Files.size(file), Safetensors.read(file)));
    Sequential loaded = net();
    loaded.loadStateDict(Safetensors.read(file));
    TensorDataset test = Digits.test();
    long same = guesses(loaded, test).eq(guesses(trained, test)).sum().itemLong();
    IO.println("both networks read %d of %d digits alike".formatted(same, test.size()));
  }

  static Sequential net() {
    return new Sequential(new Linear(64, 32), Tensor::relu, new Linear(32, 10));
  }

  static Sequential trained(long seed) {
    Generator.manualSeed(seed);
    var net = net();
    var batches = new DataLoader(Digits.train(), 32).shuffled();
    var loss = new CrossEntropyLoss();
    var optimizer = new Adam(net.parameters(), Adam.lr(0.01));
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      for (var batch : Progress.of("epoch %d/%d".formatted(epoch, EPOCHS), batches)) {
        optimizer.zeroGrad();
        loss.apply(net.apply(batch.x()), batch.y()).backward();
        optimizer.step();
      }
    }
    return net;
  }

  static Tensor guesses(Sequential net, TensorDataset data) {
    return Autograd.noGrad(() -> net.apply(data.x())).argmax(1);
  }
}
