package gradus.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// TensorFlow, called from Java in the way that is fastest there: the network, its gradients and
/// the optimizer's updates are one static graph, which a session runs in one call per step. Every
/// step is fed the samples and fetches the loss.
final class TensorFlowLibrary implements Library {
  private static final int CLASSES = 10;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final List<Variable<TFloat32>> parameters = new ArrayList<>();
  private final List<Op> starts = new ArrayList<>();

  @Override
  public Runnable work(String name, int threads) {
    var config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(-1)
            .build();
    var session = new Session(graph, config);
    return switch (name) {
      case "mlp-small" -> regression(session, input(32, 10), input(32, 1));
      case "mlp-momentum" -> {
        Placeholder<TFloat32> x = input(64, 784);
        yield classes(session, x, mlp(x, 784, 256, 128, CLASSES), false);
      }
      case "mlp-adam" -> {
        Placeholder<TFloat32> x = input(64, 784);
        yield classes(session, x, mlp(x, 784, 256, 128, CLASSES), true);
      }
      case "mlp-large" -> {
        Placeholder<TFloat32> x = input(256, 1024);
        yield classes(session, x, mlp(x, 1024, 1024, 1024, CLASSES), true);
      }
      case "cnn" -> {
        Placeholder<TFloat32> x = input(64, 28, 28, 1);
        yield classes(session, x, cnn(x), true);
      }
      default -> throw new IllegalArgumentException("work: TensorFlow has no '" + name + "'");
    };
  }

  private Placeholder<TFloat32> input(long... shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  private Operand<TFloat32> mlp(Operand<TFloat32> x, int in, int first, int second, int out) {
    Operand<TFloat32> y = tf.nn.relu(linear(x, in, first));
    return linear(tf.nn.relu(linear(y, first, second)), second, out);
  }

  /// Takes images with their channels last: the layout of this library's kernels for processors.
  private Operand<TFloat32> cnn(Operand<TFloat32> x) {
    Operand<TFloat32> y = pooled(tf.nn.relu(convolution(x, 1, 8)));
    y = pooled(tf.nn.relu(convolution(y, 8, 16)));
    int features = 7 * 7 * 16;
    return linear(tf.reshape(y, tf.constant(new int[] {-1, features})), features, CLASSES);
  }

  private Operand<TFloat32> linear(Operand<TFloat32> x, int in, int out) {
    double bound = 1 / Math.sqrt(in);
    return tf.nn.biasAdd(tf.linalg.matMul(x, weight(bound, in, out)), weight(bound, out));
  }

  private Operand<TFloat32> convolution(Operand<TFloat32> x, int in, int out) {
    double bound = 1 / Math.sqrt(9.0 * in);
    List<Long> strides = List.of(1L, 1L, 1L, 1L);
    return tf.nn.biasAdd(
        tf.nn.conv2d(x, weight(bound, 3, 3, in, out), strides, "SAME"), weight(bound, out));
  }

  private Operand<TFloat32> pooled(Operand<TFloat32> x) {
    Operand<TInt32> window = tf.constant(new int[] {1, 2, 2, 1});
    return tf.nn.maxPool(x, window, window, "VALID");
  }

  /// A parameter, at first uniformly distributed in `[-bound, bound)`.
  private Variable<TFloat32> weight(double bound, long... shape) {
    Operand<TFloat32> uniform = tf.random.randomUniform(tf.constant(shape), TFloat32.class);
    Operand<TFloat32> factor = tf.constant((float) (2 * bound));
    Variable<TFloat32> weight =
        variable(tf.math.mul(tf.math.sub(uniform, tf.constant(0.5f)), factor), shape);
    parameters.add(weight);
    return weight;
  }

  private Variable<TFloat32> variable(Operand<TFloat32> start, long... shape) {
    Variable<TFloat32> variable = tf.variable(Shape.of(shape), TFloat32.class);
    starts.add(tf.assign(variable, start));
    return variable;
  }

  private Variable<TFloat32> zerosLike(Variable<TFloat32> parameter) {
    long[] shape = parameter.shape().asArray();
    return variable(tf.fill(tf.constant(shape), tf.constant(0f)), shape);
  }

  private Runnable regression(Session session, Placeholder<TFloat32> x, Placeholder<TFloat32> y) {
    Operand<TFloat32> error = tf.math.squaredDifference(mlp(x, 10, 64, 32, 1), y);
    Operand<TFloat32> loss = tf.math.mean(error, tf.constant(new int[] {0, 1}));
    return steps(session, x, y, normal(y), loss, true);
  }

  /// Labels are fed as rows of zeros and a one: the form of the loss that has a gradient.
  private Runnable classes(
      Session session, Placeholder<TFloat32> x, Operand<TFloat32> scores, boolean adam) {
    long samples = x.shape().get(0);
    Placeholder<TFloat32> y = input(samples, CLASSES);
    var errors = tf.nn.softmaxCrossEntropyWithLogits(scores, y).loss();
    Operand<TFloat32> loss = tf.math.mean(errors, tf.constant(0));
    Operand<TInt32> most = tf.constant(CLASSES);
    Operand<TInt32> labels =
        tf.random.randomUniformInt(tf.constant(new long[] {samples}), tf.constant(0), most);
    return steps(
        session, x, y, tf.oneHot(labels, most, tf.constant(1f), tf.constant(0f)), loss, adam);
  }

  private Operand<TFloat32> normal(Placeholder<TFloat32> like) {
    return tf.random.randomStandardNormal(tf.constant(like.shape().asArray()), TFloat32.class);
  }

  private Runnable steps(
      Session session,
      Placeholder<TFloat32> x,
      Placeholder<TFloat32> y,
      Operand<TFloat32> target,
      Operand<TFloat32> loss,
      boolean adam) {
    List<Op> updates = adam ? adam(loss) : momentum(loss);
    Tensor samples = session.runner().fetch(normal(x)).run().get(0);
    Tensor targets = session.runner().fetch(target).run().get(0);
    starts.forEach(session::run);
    return () -> {
      Session.Runner step = session.runner().feed(x, samples).feed(y, targets).fetch(loss);
      updates.forEach(step::addTarget);
      step.run().close();
    };
  }

  private List<Op> momentum(Operand<TFloat32> loss) {
    List<Op> updates = new ArrayList<>();
    var gradients = tf.gradients(loss, parameters);
    for (int i = 0; i < parameters.size(); i++) {
      Variable<TFloat32> parameter = parameters.get(i);
      updates.add(
          tf.train.applyMomentum(
              parameter,
              zerosLike(parameter),
              tf.constant(0.01f),
              gradients.<TFloat32>dy(i),
              tf.constant(0.9f)));
    }
    return updates;
  }

  private List<Op> adam(Operand<TFloat32> loss) {
    Operand<TFloat32> beta1 = tf.constant(0.9f);
    Operand<TFloat32> beta2 = tf.constant(0.999f);
    Variable<TFloat32> power1 = variable(beta1);
    Variable<TFloat32> power2 = variable(beta2);
    List<Op> updates = new ArrayList<>();
    var gradients = tf.gradients(loss, parameters);
    for (int i = 0; i < gradients.dy().size(); i++) {
      Variable<TFloat32> parameter = parameters.get(i);
      updates.add(
          tf.train.applyAdam(
              parameter,
              zerosLike(parameter),
              zerosLike(parameter),
              power1,
              power2,
              tf.constant(0.001f),
              beta1,
              beta2,
              tf.constant(1e-8f),
              gradients.<TFloat32>dy(i)));
    }
    Ops afterwards = tf.withControlDependencies(updates);
    return List.of(
        afterwards.assign(power1, afterwards.math.mul(power1, beta1)),
        afterwards.assign(power2, afterwards.math.mul(power2, beta2)));
  }
}
