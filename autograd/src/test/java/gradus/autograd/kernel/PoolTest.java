package gradus.autograd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Windows of two by two, which are taken a vector at a time, against their definition: the first
/// greatest number in row-major order; NaN is greatest.
class PoolTest {
  private static final int OFFSET = 3;

  private static Axis pairs(int size) {
    return new Axis(size, 2, 2, 1, 0, size / 2);
  }

  @Test
  void everyWidthAroundTheLengthsOfVectorsIsExact() {
    SplittableRandom random = new SplittableRandom(1);
    for (int width = 2; width <= 70; width++) {
      for (int height : new int[] {2, 5, 8}) {
        requireGreatest(numbers(random, 4 * width * height), 4, pairs(height), pairs(width));
      }
    }
  }

  private static double[] numbers(SplittableRandom random, int count) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> random.nextInt(-4, 5));
    return numbers;
  }

  /// In one of several planes each, so that those before it are taken a vector at a time.
  @Test
  void whatIsNotFiniteIsExactToo() {
    double[] specials = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e30, -1e30
    };
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200; i++) {
      double[] x = numbers(random, 6 * 4 * 20);
      for (int j = 0; j < 3; j++) {
        x[random.nextInt(x.length)] = specials[random.nextInt(specials.length)];
      }
      requireGreatest(x, 6, pairs(4), pairs(20));
    }
    double[] nothing = new double[6 * 4 * 20];
    Arrays.fill(nothing, Double.NEGATIVE_INFINITY);
    requireGreatest(nothing, 6, pairs(4), pairs(20));
  }

  @Test
  void ofEqualNumbersTheFirstIsTaken() {
    double[] zeros = new double[5 * 4 * 20];
    for (int i = 0; i < zeros.length; i += 3) {
      zeros[i] = -0.0;
    }
    requireGreatest(zeros, 5, pairs(4), pairs(20));
  }

  private static void requireGreatest(double[] x, int planes, Axis rows, Axis columns) {
    double[] doubles = new double[x.length + OFFSET];
    float[] floats = new float[x.length + OFFSET];
    for (int i = 0; i < x.length; i++) {
      doubles[OFFSET + i] = x[i];
      floats[OFFSET + i] = (float) x[i];
    }
    int count = planes * rows.windows() * columns.windows();
    float[] y = new float[count];
    double[] z = new double[count];
    PoolPlaces chosen = new PoolPlaces(planes, rows, columns);
    PoolPlaces chosenOfDoubles = new PoolPlaces(planes, rows, columns);
    FloatPool.max(floats, OFFSET, chosen, y);
    DoublePool.max(doubles, OFFSET, chosenOfDoubles, z);
    int[] places = chosen.toArray();
    int[] placesOfDoubles = chosenOfDoubles.toArray();
    int size = rows.size() * columns.size();
    for (int i = 0; i < count; i++) {
      int window = i % (rows.windows() * columns.windows());
      int first = window / columns.windows() * 2 * columns.size() + window % columns.windows() * 2;
      int image = i / (rows.windows() * columns.windows()) * size;
      int best = first;
      for (int tap : new int[] {1, columns.size(), columns.size() + 1}) {
        double candidate = x[image + first + tap];
        if (candidate > x[image + best] || Double.isNaN(candidate)) {
          best = first + tap;
        }
      }
      String where = "window %d of planes %d x %d".formatted(i, rows.size(), columns.size());
      assertThat(places[i]).as(where).isEqualTo(best);
      assertThat(placesOfDoubles[i]).as(where).isEqualTo(best);
      assertThat(y[i] + 0f).as(where).isEqualTo(Float.valueOf((float) x[image + best] + 0f));
      assertThat(z[i] + 0d).as(where).isEqualTo(Double.valueOf(x[image + best] + 0d));
    }
  }

  /// Windows that overlap or leave places out, where corners and places must not be mixed up.
  @Test
  void placesChosenForWindowsOfEveryStrideAreReadAsTheyWere() {
    for (int stride = 1; stride <= 3; stride++) {
      for (int kernel = 1; kernel <= 3; kernel++) {
        Axis rows = new Axis(7, kernel, stride, 1, 0, (7 - kernel) / stride + 1);
        Axis columns = new Axis(9, kernel, stride, 1, 0, (9 - kernel) / stride + 1);
        PoolPlaces chosen = new PoolPlaces(3, rows, columns);
        int[] expected = new int[3 * rows.windows() * columns.windows()];
        for (int i = 0; i < expected.length; i++) {
          int row = rows.place(i / columns.windows() % rows.windows(), i % kernel);
          int column = columns.place(i % columns.windows(), i / kernel % kernel);
          expected[i] = row * 9 + column;
          chosen.set(i, expected[i]);
        }
        assertThat(chosen.toArray()).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatFlowsBackReplacesWhatWasThere() {
    float[] x = {9, 9, 9, 9, 9, 9, 9, 9};
    Axis axis = new Axis(8, 4, 2, 1, 0, 3);
    PoolPlaces chosen = new PoolPlaces(1, Axis.NONE, axis);
    int[] places = {1, 3, 3};
    for (int i = 0; i < places.length; i++) {
      chosen.set(i, places[i]);
    }
    FloatPool.scatter(new float[] {0, 5, 6, 7}, 1, chosen, x);
    assertThat(x).containsExactly(0, 5, 0, 13, 0, 0, 0, 0);
  }

  @Test
  void whatFlowsBackArrivesAtItsPlaceForEveryWidth() {
    SplittableRandom random = new SplittableRandom(3);
    for (int width = 2; width <= 70; width++) {
      for (int height : new int[] {2, 5, 8}) {
        requireScattered(random, 4, pairs(height), pairs(width));
      }
    }
  }

  private static void requireScattered(
      SplittableRandom random, int planes, Axis rows, Axis columns) {
    int windows = rows.windows() * columns.windows();
    int size = rows.size() * columns.size();
    float[] g = new float[OFFSET + planes * windows];
    double[] doubles = new double[g.length];
    PoolPlaces chosen = new PoolPlaces(planes, rows, columns);
    double[] expected = new double[planes * size];
    for (int i = 0; i < planes * windows; i++) {
      int row = i % windows / columns.windows() * 2 + random.nextInt(2);
      int place = row * columns.size() + i % columns.windows() * 2 + random.nextInt(2);
      chosen.set(i, place);
      doubles[OFFSET + i] = random.nextInt(-9, 10);
      g[OFFSET + i] = (float) doubles[OFFSET + i];
      expected[i / windows * size + place] = doubles[OFFSET + i] + 0d;
    }
    float[] x = new float[planes * size];
    double[] y = new double[planes * size];
    Arrays.fill(x, 9);
    Arrays.fill(y, 9);
    FloatPool.scatter(g, OFFSET, chosen, x);
    DoublePool.scatter(doubles, OFFSET, chosen, y);
    String where = "planes %d x %d".formatted(rows.size(), columns.size());
    for (int i = 0; i < x.length; i++) {
      assertThat(x[i]).as(where).isEqualTo((float) expected[i]);
    }
    assertThat(y).as(where).containsExactly(expected);
  }
}
