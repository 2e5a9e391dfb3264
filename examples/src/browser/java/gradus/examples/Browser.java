package gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Chromium without a window, which notices what a page should not do: fail in a script, or ask
/// for anything but itself.
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final List<String> ARGUMENTS =
      List.of("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader");

  /// Surfaces take their time where no graphics card draws them.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final com.microsoft.playwright.Browser chromium =
      playwright
          .chromium()
          .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(ARGUMENTS));

  /// A page that was opened, and what it did.
  record Opened(BrowserContext context, Page page, String address, List<String> faults)
      implements AutoCloseable {

    /// Fails if the page has done something wrong so far.
    void assertFaultless() {
      assertThat(faults).as("faults of " + address).isEmpty();
    }

    @Override
    public void close() {
      context.close();
    }
  }

  Opened open(Path file, int width, int height, ColorScheme colours) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours));
    context.setDefaultTimeout(PATIENCE.toMillis());
    Page page = context.newPage();
    String address = file.toUri().toString();
    List<String> faults = new ArrayList<>();
    page.onPageError(error -> faults.add("script error: " + error));
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        faults.add("console: " + message.text());
      }
    });
    page.onRequest(request -> {
      if (!request.url().equals(address) && !request.url().matches("(data|blob):.*")) {
        faults.add("request: " + request.url());
      }
    });
    context.setOffline(true);
    page.navigate(address);
    return new Opened(context, page, address, faults);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
