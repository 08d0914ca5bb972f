package org.deepmem.report.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.deepmem.files.AsideFile;
import org.deepmem.finding.RareItem;

/// What few hosts have, as a page like that of a scan. It needs no scripts, so its policy allows
/// none. The same items give the same bytes.
public final class RarePage {
  private static final String FINDINGS = "Hidden and fabricated";

  /// What a kind is called.
  private static final Map<String, String> TITLES =
      Map.of(
          "module", "Modules",
          "driver", "Drivers",
          "process", "Processes",
          "socket", "Sockets",
          "path", "Paths");

  /// Characters of a text that are shown.
  private static final int LONGEST = 400;

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src %1$s; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>DeepMem: rare in a fleet</title>
      <style>%2$s</style>
      </head>
      <body>
      <a class="skip" href="#overview">Skip to the content</a>
      <header class="top"><div class="top-inner"><p class="brand">DeepMem</p>
      <nav aria-label="Sections">%3$s</nav></div></header>
      <main>
      <section id="overview" aria-labelledby="title">
      <h1 id="title">What few hosts have</h1>
      <p class="lead"><span class="dumped">%4$s</span></p>
      <p class="notice">A host is what its dump says of itself, else the dump's file, and is compared with hosts of the same system and CPU.
      Numbers that differ by chance stand as #. Rare isn't bad, and common isn't good: this is where to look first.</p>
      </section>
      """;

  private static final String TABLE =
      """
      <section id="%1$s" aria-labelledby="%1$s-title">
      <h2 id="%1$s-title">%2$s <span class="badge">%3$d</span></h2>
      <div class="table-frame"><table class="data">
      <thead><tr><th scope="col">Hosts</th><th scope="col">System</th><th scope="col">%4$s</th><th scope="col" class="wide">Name</th>\
      <th scope="col">On</th><th scope="col">Such as</th></tr></thead>
      <tbody>
      %5$s</tbody></table></div>
      </section>
      """;

  private RarePage() {}

  /// Writes the page to a file, which is there whole or not at all.
  ///
  /// @param folder of the tables, as it was named
  public static void write(String folder, List<RareItem> items, Path place) throws IOException {
    String page = html(folder, items);
    AsideFile.write(place, aside -> Files.writeString(aside, page, StandardCharsets.UTF_8));
  }

  static String html(String folder, List<RareItem> items) throws IOException {
    Map<String, List<RareItem>> sections = sections(items);
    String style = Page.source("page.css");
    String links =
        sections.keySet().stream()
            .map(title -> "<a href=\"#%s\">%s</a>".formatted(id(title), title))
            .collect(Collectors.joining("\n"));
    StringBuilder page = new StringBuilder();
    page.append(HEAD.formatted(Page.hash(style), style, links, text(folder)));
    sections.forEach((title, rows) -> page.append(section(title, rows)));
    if (items.isEmpty()) {
      page.append("<p class=\"notice\">Nothing is rare by this bound.</p>\n");
    }
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static Map<String, List<RareItem>> sections(List<RareItem> items) {
    Map<String, List<RareItem>> sections = new LinkedHashMap<>();
    put(FINDINGS, items.stream().filter(item -> item.finding().isPresent()).toList(), sections);
    for (String kind : List.of("module", "driver", "process", "socket", "path")) {
      put(
          TITLES.getOrDefault(kind, kind),
          items.stream()
              .filter(item -> item.finding().isEmpty() && item.kind().equals(kind))
              .toList(),
          sections);
    }
    return sections;
  }

  private static void put(
      String title, List<RareItem> items, Map<String, List<RareItem>> sections) {
    if (!items.isEmpty()) {
      sections.put(title, items);
    }
  }

  private static String section(String title, List<RareItem> items) {
    boolean findings = title.equals(FINDINGS);
    String rows =
        items.stream().map(item -> row(item, findings)).collect(Collectors.joining("\n", "", "\n"));
    return TABLE.formatted(id(title), title, items.size(), findings ? "Type" : "Objects", rows);
  }

  private static String row(RareItem item, boolean finding) {
    String what =
        finding
            ? "%s <span class=\"badge is-%s\">%s</span>"
                .formatted(
                    text(item.kind()),
                    word(item.finding().orElse("")),
                    text(item.finding().orElse("")))
            : Long.toString(item.objects());
    long more = item.hosts() - item.onHosts().size();
    String on =
        item.onHosts().stream()
            .map(host -> "<span class=\"dumped\">%s</span>".formatted(text(host)))
            .collect(Collectors.joining("<br>"));
    return """
        <tr><td class="number">%d/%d</td><td class="mono">%s</td><td>%s</td><td class="wide"><span class="dumped">%s</span></td><td>%s%s</td>\
        <td><span class="dumped">%s</span><br><span class="mono">0x%s</span></td></tr>"""
        .formatted(
            item.hosts(),
            item.familyHosts(),
            text(item.family()),
            what,
            text(item.item()),
            on,
            more > 0 ? "<br>and %d more".formatted(more) : "",
            text(item.file()),
            HexFormat.of().toHexDigits(item.address()));
  }

  private static String id(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }

  /// A word of ours for a class; nothing of a dump's gets into one.
  private static String word(String finding) {
    return finding.equals("hidden") || finding.equals("fabricated") ? finding : "none";
  }

  /// Text of a dump's as HTML.
  private static String text(String dumped) {
    return DumpText.of(dumped, LONGEST)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
