package org.deepmem.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deepmem.finding.ScanResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// What a real browser makes of the page: hostile names, many rows, keyboard, history, dark mode,
/// accessibility.
@Tag("browser")
class HtmlReportBrowserTest {
  private static final List<String> HOSTILE =
      List.of(
          "<img src=x onerror='window.executed=1'>",
          "</script><script>window.executed=1</script>",
          "\u202egpj.exe",
          "\"'`><svg/onload=window.executed=1>",
          "x".repeat(3000),
          "&lt;b&gt; ${window.executed=1} {{data}}",
          "javascript:window.executed=1",
          "<style>*{display:none}</style><link rel=stylesheet href=http://127.0.0.1:9/x>");

  private static final int ROWS = 50_000;

  /// Milliseconds of script that a filter may take.
  private static final double FILTER_BOUND = 200;

  /// The same for sorting, which is looser: a first sort by a column ranks its values.
  private static final double SORT_BOUND = 1000;

  @TempDir private static Path folder;

  private static Browser browser;
  private static Path small;
  private static Path large;

  @BeforeAll
  static void openBrowser() throws IOException {
    browser = Browser.start();
    small = page("small.html", 150, 150);
    large = page("large.html", ROWS, 0);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path page(String name, int objects, int explained) throws IOException {
    TestResult test = new TestResult(objects, HOSTILE);
    ScanResult result = test.result();
    Path page = folder.resolve(name);
    HtmlReport.write(
        result,
        test.explanations(result.objects().subList(0, explained), 192),
        TestResult.runs(),
        page);
    return page;
  }

  private void openSmall() {
    browser.scheme("light");
    browser.open(small);
  }

  @Test
  void hostileNamesAreTextAndNothingIsLoadedOrRun() throws IOException {
    openSmall();
    browser.run(
        "document.getElementById('filter-type').value = arguments[0];"
            + "document.getElementById('filters').requestSubmit()",
        "11");
    String table = browser.text("document.getElementById('table').textContent");
    for (String name : HOSTILE) {
      String shown = name.length() > 200 ? "x".repeat(200) : name.replace("\u202e", "\\u202e");
      assertThat(table).contains(shown);
    }
    for (int i = 0; i < HOSTILE.size(); i++) {
      browser.run("document.querySelectorAll('#table tbody a')[arguments[0]].click()", i);
      int panel = i;
      browser.await("return location.hash.length > 0 && !document.getElementById('panel').hidden");
      assertThat(browser.text("document.querySelectorAll('#table tbody a').length"))
          .as("object %s", panel)
          .isEqualTo("10");
    }
    browser.await("return document.getElementById('panel').textContent.includes('Neighbourhood')");
    assertThat(browser.text("window.executed")).isEqualTo("null");
    assertThat(browser.text("JSON.stringify(violations)")).isEqualTo("[]");
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests()).containsExactly(small.toUri().toString());
    assertThat(browser.text("document.querySelectorAll('img, link, iframe, object').length"))
        .isEqualTo("0");
    assertThat(browser.text("document.body.innerText")).doesNotContain("\u202e");
  }

  @Test
  void thePolicyStopsWhatIsPutIntoThePage() {
    openSmall();
    browser.run(
        "document.body.insertAdjacentHTML('beforeend',"
            + " '<img src=http://127.0.0.1:9/x onerror=\"window.executed=1\"><p style=\"color:red\">')");
    browser.await("return violations.length >= 2");
    assertThat(browser.text("violations.join()")).contains("img-src").contains("style-src-attr");
    assertThat(browser.text("window.executed")).isEqualTo("null");
  }

  @Test
  void longTextsAreClippedAndShownWhenAsked() {
    openSmall();
    browser.run(
        "document.getElementById('filter-text').value = 'xxxxxxxx';"
            + "document.getElementById('filters').requestSubmit();"
            + "document.querySelector('#table tbody a').click()");
    browser.await("return document.querySelectorAll('#panel .more').length > 1");
    assertThat(browser.text("document.getElementById('panel').textContent"))
        .doesNotContain("x".repeat(400));
    browser.run("[...document.querySelectorAll('#panel .more')].at(-1).click()");
    assertThat(browser.text("document.getElementById('panel').textContent"))
        .contains("x".repeat(3000));
  }

  @Test
  void fiftyThousandRowsAreFilteredSortedAndPagedWithoutLag() {
    browser.open(large);
    String info = "document.querySelector('.dt-info').textContent";
    assertThat(browser.text(info)).contains("of 50,000 objects");
    browser.run("return new Promise((done) => setTimeout(done, 1000))");

    String set =
        "document.getElementById('filter-text').value = '%s';"
            + "document.getElementById('filter-type').value = '%s';";
    String submit = "document.getElementById('filters').requestSubmit();";
    double byText = least(set.formatted("worker/7 task", ""), submit);
    assertThat(browser.text(info)).contains("(of 50,000)");
    assertThat(byText).as("filter by text, ms").isLessThan(FILTER_BOUND);
    double byType = least(set.formatted("", "11"), submit);
    assertThat(browser.text(info)).contains("of 3,334 objects");
    assertThat(byType).as("filter by type, ms").isLessThan(FILTER_BOUND);
    double cleared = least("", "document.getElementById('filter-reset').click();");
    assertThat(browser.text(info)).contains("of 50,000 objects");
    assertThat(cleared).as("no filter, ms").isLessThan(FILTER_BOUND);

    assertThat(sorted("ascending")).as("first sort, ms").isLessThan(SORT_BOUND);
    assertThat(sorted("descending")).as("second sort, ms").isLessThan(SORT_BOUND);
    List<?> scores =
        (List<?>)
            Objects.requireNonNull(
                browser.run(
                    "return [...document.querySelectorAll('#table tbody tr')]"
                        + ".map((row) => Number(row.cells[6].textContent))"));
    assertThat(scores.stream().map(score -> -((Number) score).doubleValue())).isSorted();
    String before = browser.text("document.querySelector('#table tbody a').hash");
    double paged = least("", "document.querySelector('.dt-paging-button.next').click();");
    assertThat(paged).as("next page, ms").isLessThan(FILTER_BOUND);
    assertThat(browser.text(info)).startsWith("76 to 100");
    assertThat(browser.text("document.querySelector('#table tbody a').hash")).isNotEqualTo(before);
  }

  /// Milliseconds that a script takes in the page, at best of three: others may use the machine.
  private static double least(String before, String script) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      least =
          Math.min(
              least,
              browser.number(
                  before
                      + "const from = performance.now();"
                      + script
                      + "return performance.now() - from"));
    }
    return least;
  }

  /// Milliseconds from a click on the head of the scores until they are sorted.
  private static double sorted(String order) {
    return ((Number)
            Objects.requireNonNull(
                browser.runAsync(
                    "const done = arguments[0];"
                        + "const head = document.querySelectorAll('#table thead th')[6];"
                        + "const from = performance.now();"
                        + "const look = () => head.ariaSort === '%s'".formatted(order)
                        + " ? done(performance.now() - from) : setTimeout(look, 5);"
                        + "head.click(); look();")))
        .doubleValue();
  }

  @Test
  void anObjectOpensByKeyboardAndFocusComesBack() {
    openSmall();
    browser.run("document.querySelector('#table tbody a').focus()");
    browser.find("#table tbody a").sendKeys(Keys.ARROW_DOWN);
    String second = browser.text("document.activeElement.hash");
    assertThat(second)
        .isEqualTo(browser.text("document.querySelectorAll('#table tbody a')[1].hash"));
    browser.find("#table tbody tr:nth-child(2) a").sendKeys(Keys.ENTER);
    browser.await("return document.activeElement.id === 'panel'");
    assertThat(browser.text("location.hash")).isEqualTo(second);
    browser.find("#panel").sendKeys(Keys.ESCAPE);
    browser.await("return document.getElementById('panel').hidden");
    assertThat(browser.text("document.activeElement.hash")).isEqualTo(second);
    browser.find("#map").sendKeys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ENTER);
    assertThat(browser.text("document.getElementById('filter-range').hidden")).isEqualTo("false");
  }

  @Test
  void linksLeadFromObjectToObjectAndHistoryBack() {
    openSmall();
    browser.run("document.querySelector('#findings-list a').click()");
    browser.await("return !document.getElementById('panel').hidden");
    String task = browser.text("location.hash");
    assertThat(task).startsWith("#object/task_struct/0xffff888");
    browser.run("document.querySelector('#panel a[href*=\"object/mm_struct\"]').click()");
    browser.await(
        "return document.querySelector('#panel .eyebrow').textContent.includes('mm_struct')");
    browser.back();
    browser.await(
        "return document.querySelector('#panel .eyebrow').textContent.includes('task_struct')");
    assertThat(browser.text("location.hash")).isEqualTo(task);
    browser.forward();
    browser.await(
        "return document.querySelector('#panel .eyebrow').textContent.includes('mm_struct')");
    browser.run("location.hash = '#object/%E0%A4/0x10'");
    browser.await("return document.getElementById('panel').textContent.includes('Not found')");
    browser.run("location.hash = '#scores'");
    browser.await("return document.getElementById('panel').hidden");
  }

  @Test
  void darkAndNarrowPagesFit() {
    openSmall();
    String background = "getComputedStyle(document.body).backgroundColor";
    String light = browser.text(background);
    browser.scheme("dark");
    assertThat(browser.text(background)).isNotEqualTo(light);
    browser.cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 400, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    browser.await("return document.documentElement.scrollWidth <= 400");
    browser.cdp("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  @Test
  void noSeriousHurdleForAnyReader() throws IOException {
    String axe = axe();
    for (String scheme : List.of("light", "dark")) {
      openSmall();
      browser.scheme(scheme);
      browser.run(axe);
      assertThat(violations()).as(scheme).isEmpty();
      browser.run("document.querySelector('#findings-list a').click()");
      browser.await("return !document.getElementById('panel').hidden");
      assertThat(violations()).as(scheme + ", an object").isEmpty();
    }
  }

  private List<?> violations() {
    return (List<?>)
        Objects.requireNonNull(
            browser.runAsync(
                "const done = arguments[0];"
                    + "document.querySelectorAll('details').forEach((d) => d.open = true);"
                    + "axe.run().then((found) => done(found.violations"
                    + ".filter((v) => ['serious', 'critical'].includes(v.impact))"
                    + ".map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)"
                    + " + ' ' + n.failureSummary).join(' | '))))"));
  }

  private static String axe() throws IOException {
    return new WebLibrary("axe", "axe-core", "axe.min.js", "LICENSE").read("axe.min.js");
  }
}
