package gradus.nn.plot;

/// Points in the plane or in space, in order.
///
/// @param z null in the plane
record Curve(String name, Look look, double[] x, double[] y, double[] z) implements Trace {
  enum Look {
    LINE,
    STAIRS,
    POINTS,
    GROUND,
    PATH,
    NOW
  }

  Curve {
    if (x.length != y.length || z != null && z.length != x.length) {
      throw new IllegalArgumentException(
          "Trace: '%s' has %d x, %d y%s; every point needs one of each"
              .formatted(name, x.length, y.length, z == null ? "" : " and " + z.length + " z"));
    }
    x = x.clone();
    y = y.clone();
    z = z == null ? null : z.clone();
  }
}
