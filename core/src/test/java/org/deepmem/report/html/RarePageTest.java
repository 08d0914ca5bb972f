package org.deepmem.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deepmem.finding.RareItem;
import org.junit.jupiter.api.Test;

class RarePageTest {
  private static final String HOSTILE =
      "</td><script>alert(1)</script><img src=x onerror='a\"b'>\u202e";

  @Test
  void whatADumpSaysStaysText() throws IOException {
    RareItem item =
        new RareItem(
            HOSTILE,
            Optional.of("hidden"),
            HOSTILE,
            HOSTILE,
            1,
            2,
            List.of(HOSTILE),
            1,
            HOSTILE,
            64);
    RareItem rare =
        new RareItem(
            "module", Optional.empty(), HOSTILE, HOSTILE, 1, 2, List.of(HOSTILE), 1, HOSTILE, 64);
    RareItem odd =
        new RareItem(
            "x", Optional.of(HOSTILE), HOSTILE, HOSTILE, 1, 2, List.of(HOSTILE), 1, HOSTILE, 64);

    String page = RarePage.html(HOSTILE, List.of(item, rare, odd));

    assertThat(page)
        .doesNotContain("<script", "<img", "onerror='", "\u202e")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\u202e")
        .contains("default-src 'none'; style-src 'sha256-")
        .contains("Hidden and fabricated", "Modules");
    // Every element is one of the template's.
    assertThat(
            Pattern.compile("<([a-z0-9]+)")
                .matcher(page.substring(page.indexOf("<body>")))
                .results())
        .allMatch(
            tag ->
                List.of(
                        "body", "a", "header", "div", "p", "nav", "main", "section", "h1", "h2",
                        "span", "table", "thead", "tbody", "tr", "th", "td", "br")
                    .contains(tag.group(1)));
    assertThat(page).isEqualTo(RarePage.html(HOSTILE, List.of(item, rare, odd)));
  }

  @Test
  void nothingRareIsSaid() throws IOException {
    assertThat(RarePage.html("results", List.of())).contains("Nothing is rare by this bound");
  }
}
