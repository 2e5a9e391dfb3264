package gradus.nn.plot;

/// The heights of a function of two coordinates.
record Field(Look look, Grid grid) implements Trace {
  enum Look {
    CONTOURS,
    LOG_CONTOURS,
    SURFACE
  }
}
