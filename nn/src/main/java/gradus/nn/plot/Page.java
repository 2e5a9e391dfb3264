package gradus.nn.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A page with text, figures, tables and scrubbers, one below the other, as one file of HTML.
///
/// ```java
/// Page.of("Two rates")
///     .text("The larger rate is faster, until it is too large.")
///     .add(Figure.of("Loss", Trace.line("0.1", slow), Trace.line("0.5", fast)).logY())
///     .write(Path.of("rates.html"));
/// ```
///
/// The file holds all that it needs, the plotting library plotly.js included (5 MB), and asks
/// nothing of any network. It follows the light or dark colours of the reader's system. A trace has
/// the same colour in all figures of a page that name it alike.
public final class Page {
  private static final Logger LOG = LoggerFactory.getLogger(Page.class);

  private final String title;
  private final List<Part> parts = new ArrayList<>();

  private Page(String title) {
    this.title = title;
  }

  /// What stands on a page.
  sealed interface Part permits Heading, Text, Row, Table, Scrubber {}

  record Heading(String text) implements Part {}

  record Text(String text) implements Part {}

  record Row(List<Figure> figures) implements Part {
    Row {
      figures = List.copyOf(figures);
    }
  }

  /// An empty page under `title`.
  public static Page of(String title) {
    return new Page(title);
  }

  /// Adds the title of a section, and gives this page.
  public Page heading(String text) {
    return add(new Heading(text));
  }

  /// Adds a paragraph, and gives this page. What stands between backticks is set as code; all else
  /// stands as it is, whatever signs it has.
  public Page text(String text) {
    return add(new Text(text));
  }

  /// Adds figures, and gives this page. Several stand side by side, where the window is wide
  /// enough.
  public Page add(Figure... figures) {
    return add(new Row(List.of(figures)));
  }

  /// Adds a table, and gives this page.
  public Page add(Table table) {
    return add((Part) table);
  }

  /// Adds figures that are moved through by steps, and gives this page.
  public Page add(Scrubber scrubber) {
    return add((Part) scrubber);
  }

  private Page add(Part part) {
    parts.add(part);
    return this;
  }

  /// The title.
  public String title() {
    return title;
  }

  List<Part> parts() {
    return Collections.unmodifiableList(parts);
  }

  /// Writes the page to `file`, in folders that are made where there are none, and gives `file`.
  ///
  /// @throws UncheckedIOException if it cannot be written
  public Path write(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return Files.writeString(file, Html.of(this));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Page: '%s' cannot be written to %s; choose another file".formatted(title, file), e);
    }
  }

  /// Writes the page to a new temporary file, shows it in the desktop's browser, and gives the
  /// file. Where there is no desktop, a warning says where the file lies.
  ///
  /// @throws UncheckedIOException if the file cannot be written
  public Path open() {
    try {
      return open(Files.createTempFile("gradus-", ".html"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Page: no temporary file can be made for '%s'; name one with write".formatted(title), e);
    }
  }

  /// Writes the page to `file`, shows it in the desktop's browser, and gives `file`. Where there is
  /// no desktop, a warning says where the file lies.
  ///
  /// @throws UncheckedIOException if the file cannot be written
  public Path open(Path file) {
    write(file);
    if (!Desktop.here().show(file.toAbsolutePath())) {
      LOG.warn("no desktop to open '{}' with; it is in {}", title, file.toAbsolutePath());
    }
    return file;
  }
}
