package org.deepmem.report.html;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The template with style sheets, scripts and data put in, and a content security policy that
/// names each of them by its hash and forbids all else.
final class Page {
  private static final String SOURCES = "/org/deepmem/report/";
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");

  /// The page's own scripts, in the order in which they are joined.
  private static final List<String> SCRIPTS =
      List.of(
          "text.js",
          "data.js",
          "theme.js",
          "summary.js",
          "findings.js",
          "filters.js",
          "table.js",
          "hex.js",
          "neighbourhood.js",
          "object.js",
          "panel.js",
          "cells.js",
          "map.js",
          "scores.js",
          "page.js");

  private static final List<WebLibrary> LIBRARIES =
      List.of(WebLibrary.JQUERY, WebLibrary.DATATABLES, WebLibrary.UPLOT);

  private final String data;

  /// @param data blocks that are no scripts, as HTML
  Page(String data) {
    this.data = data;
  }

  String html() throws IOException {
    List<String> scripts = new ArrayList<>();
    for (WebLibrary library : LIBRARIES) {
      scripts.add(library.read(library.script()));
    }
    scripts.add(ownScript());
    List<String> styles = List.of(WebLibrary.UPLOT.read("dist/uPlot.min.css"), source("page.css"));
    Map<String, String> slots =
        Map.of(
            "policy", policy(scripts, styles),
            "styles", elements("style", styles),
            "scripts", elements("script", scripts),
            "libraries", libraries(),
            "data", data);
    return SLOT.matcher(source("page.html"))
        .replaceAll(slot -> Matcher.quoteReplacement(slots.get(slot.group(1))));
  }

  private static String policy(List<String> scripts, List<String> styles) {
    return "default-src 'none'; script-src %s; style-src %s; base-uri 'none'; form-action 'none'"
        .formatted(hashes(scripts), hashes(styles));
  }

  private static String hashes(List<String> texts) {
    return texts.stream().map(Page::hash).collect(Collectors.joining(" "));
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String elements(String tag, List<String> contents) {
    return contents.stream()
        .map(content -> "<%1$s>%2$s</%1$s>".formatted(tag, content))
        .collect(Collectors.joining("\n"));
  }

  private static String ownScript() throws IOException {
    StringBuilder joined = new StringBuilder("(() => {\n\"use strict\";\n");
    for (String script : SCRIPTS) {
      joined.append(source(script)).append('\n');
    }
    return joined.append("})();\n").toString();
  }

  /// Names and licences of what the page holds of others, as their terms ask.
  private static String libraries() throws IOException {
    StringBuilder html = new StringBuilder();
    for (WebLibrary library : LIBRARIES) {
      html.append(
          "<details><summary>%s %s, MIT</summary><pre>%s</pre></details>\n"
              .formatted(
                  library.name(), library.version(), escaped(library.read(library.license()))));
    }
    return html.toString();
  }

  private static String escaped(String text) {
    return text.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// A source of the page. Line ends are LF whatever the checkout has, as HTML reads them so and
  /// hashes count what was read.
  static String source(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(SOURCES + name)) {
      if (in == null) {
        throw new FileNotFoundException(SOURCES + name + " isn't on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }
}
