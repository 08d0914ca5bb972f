package org.deepmem.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// A headless Chromium that hears what a page does: requests, messages, violations of its policy.
final class Browser implements AutoCloseable {
  /// Says that Selenium has no classes for this Chromium's protocol; commands are sent by name.
  private static final Logger PROTOCOL_VERSIONS = Logger.getLogger("org.openqa.selenium.devtools");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /// Starts it; the test is skipped where Debian's `chromium` and `chromium-driver` aren't.
  static Browser start() {
    Optional<Path> chromium = program("chromium");
    Optional<Path> chromedriver = program("chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "chromium or chromedriver isn't on the PATH: install chromium and chromium-driver");
    PROTOCOL_VERSIONS.setLevel(Level.SEVERE);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    options.addArguments("--window-size=1280,900", "--disable-background-networking");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.get().toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        Map.of(
            "source",
            "window.violations = [];"
                + "document.addEventListener('securitypolicyviolation',"
                + " (e) => violations.push(e.violatedDirective + ' ' + e.blockedURI));"));
    return browser;
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Opens a page and waits until it has unpacked its data.
  void open(Path page) {
    messages(LogType.PERFORMANCE);
    messages(LogType.BROWSER);
    driver.get(page.toUri().toString());
    await("return document.documentElement.dataset.ready === 'true'");
  }

  /// Waits until a script returns true.
  void await(String script) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.TRUE.equals(run(script))) {
      assertThat(System.nanoTime()).as("still not: %s", script).isLessThan(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a page was waited for", e);
      }
    }
  }

  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /// Runs a script that calls its last argument back.
  @Nullable Object runAsync(String script) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(script);
  }

  String text(String script) {
    return String.valueOf(run("return " + script));
  }

  double number(String script, Object... arguments) {
    return ((Number) Objects.requireNonNull(run(script, arguments))).doubleValue();
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  void back() {
    driver.navigate().back();
  }

  void forward() {
    driver.navigate().forward();
  }

  /// Shows pages as to a reader who asked for dark or light ones, and for no motion.
  void scheme(String scheme) {
    cdp(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  void cdp(String command, Map<String, Object> parameters) {
    driver.executeCdpCommand(command, parameters);
  }

  /// What the page and the browser wrote to the console since the page was opened.
  List<String> console() {
    return messages(LogType.BROWSER);
  }

  /// Addresses that were asked for since the page was opened.
  List<String> requests() throws IOException {
    List<String> requests = new ArrayList<>();
    for (String message : messages(LogType.PERFORMANCE)) {
      JsonNode event = new ObjectMapper().readTree(message).get("message");
      if (event.get("method").asText().equals("Network.requestWillBeSent")) {
        requests.add(event.at("/params/request/url").asText());
      }
    }
    return requests;
  }

  private List<String> messages(String log) {
    return driver.manage().logs().get(log).getAll().stream()
        .map(entry -> entry.getMessage())
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
