package gradus.nn.functional;

import java.util.Arrays;
import java.util.List;

/// How an image gets another size: `Vision.size(32, 32).mode(BILINEAR)`, or
/// `Vision.scaleFactor(2)`.
///
/// @param size the new sizes, one for all dimensions or one for each; empty if factors are given
/// @param scaleFactor what the sizes are multiplied by, one for all dimensions or one for each;
///   empty if sizes are given
/// @param mode how the elements between those of the image are found
/// @param alignCorners whether the corner elements, rather than the edges of the image, stay where
///   they are
/// @param recomputeScaleFactor whether the factor is found again from the sizes, which were rounded
///   down
public record Interpolation(
    List<Integer> size,
    List<Double> scaleFactor,
    Mode mode,
    boolean alignCorners,
    boolean recomputeScaleFactor) {

  /// How an element between those of the image is found.
  public enum Mode {
    /// The element that the place, rounded down, falls on.
    NEAREST,
    /// The element whose middle is nearest.
    NEAREST_EXACT,
    /// On the line between two neighbours; for signals.
    LINEAR,
    /// Linear in both directions; for images.
    BILINEAR,
    /// On cubic curves through four neighbours, in both directions; for images.
    BICUBIC,
    /// Linear in three directions; for volumes.
    TRILINEAR,
    /// The mean of the elements that the new one covers.
    AREA;

    boolean fits(int dims) {
      return switch (this) {
        case NEAREST, NEAREST_EXACT, AREA -> dims >= 1 && dims <= 3;
        case LINEAR -> dims == 1;
        case BILINEAR, BICUBIC -> dims == 2;
        case TRILINEAR -> dims == 3;
      };
    }

    boolean hasCorners() {
      return switch (this) {
        case NEAREST, NEAREST_EXACT, AREA -> false;
        case LINEAR, BILINEAR, BICUBIC, TRILINEAR -> true;
      };
    }
  }

  static Interpolation ofSize(int... size) {
    return new Interpolation(PerDimension.list(size), List.of(), Mode.NEAREST, false, false);
  }

  static Interpolation ofScaleFactor(double... scaleFactor) {
    List<Double> factors = Arrays.stream(scaleFactor).boxed().toList();
    return new Interpolation(List.of(), factors, Mode.NEAREST, false, false);
  }

  /// Sets how the elements between those of the image are found.
  public Interpolation mode(Mode mode) {
    return new Interpolation(size, scaleFactor, mode, alignCorners, recomputeScaleFactor);
  }

  /// Says whether the corner elements, rather than the edges of the image, stay where they are; for
  /// the linear and cubic modes.
  public Interpolation alignCorners(boolean alignCorners) {
    return new Interpolation(size, scaleFactor, mode, alignCorners, recomputeScaleFactor);
  }

  /// Says whether the factor is found again from the sizes, which were rounded down.
  public Interpolation recomputeScaleFactor(boolean recomputeScaleFactor) {
    return new Interpolation(size, scaleFactor, mode, alignCorners, recomputeScaleFactor);
  }

  /// The new size of dimension `d` of `dims`, whose size is `from`.
  int sizeOf(int d, int from) {
    return size.isEmpty() ? (int) Math.floor(from * at(scaleFactor, d)) : at(size, d);
  }

  /// The distance in the image between neighbours of the result, without aligned corners.
  double distance(int d, int from, int to) {
    return size.isEmpty() && !recomputeScaleFactor ? 1 / at(scaleFactor, d) : (double) from / to;
  }

  private static <T> T at(List<T> numbers, int d) {
    return numbers.get(numbers.size() == 1 ? 0 : d);
  }
}
