/// Pictures of descents, trainings and networks: pages of HTML that open in any browser, without a
/// network.
///
/// ```java
/// Page.of("My loss").add(Figure.line("loss", losses)).open();
/// ```
///
/// Read in this order: [gradus.nn.plot.Page] (what is written and opened), [gradus.nn.plot.Figure]
/// (one picture, with axes), [gradus.nn.plot.Trace] (what is drawn in it),
/// [gradus.nn.plot.Scrubber] (pictures and a table that move through the steps together),
/// [gradus.nn.plot.Grid] (a function of two coordinates, to be drawn as contours or as a surface).
/// Of networks there are [gradus.nn.plot.Histograms] and [gradus.nn.plot.LossLandscape].
package gradus.nn.plot;
