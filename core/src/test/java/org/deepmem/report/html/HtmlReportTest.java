package org.deepmem.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.deepmem.finding.ScanResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file: what may stand in it, how large it is, and that its data say what went in.
class HtmlReportTest {
  private static final List<String> HOSTILE =
      List.of("</script><script>alert(1)</script>", "<!--<script>", "\u2028\u202e\u0007'\"&");

  private static String page(TestResult test, int explained) throws IOException {
    ScanResult result = test.result();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(
        result,
        test.explanations(HtmlReport.detailed(result).stream().limit(explained).toList(), 192),
        TestResult.runs(),
        out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> contents(String html, String tag) {
    List<String> contents = new ArrayList<>();
    Matcher element =
        Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(tag), Pattern.DOTALL).matcher(html);
    while (element.find()) {
      contents.add(element.group(1));
    }
    return contents;
  }

  private static String block(String html, String id) {
    Matcher block =
        Pattern.compile("<script type=\"[^\"]*\" id=\"%s\">(.*?)</script>".formatted(id))
            .matcher(html);
    assertThat(block.find()).as(id).isTrue();
    return block.group(1);
  }

  private static byte[] unpacked(String block) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(block)))
        .readAllBytes();
  }

  private static String sha256(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(digest));
  }

  @Test
  void thePolicyNamesEveryScriptAndStyleByItsHashAndNothingElse() throws Exception {
    String html = page(new TestResult(100, List.of()), 10);
    Matcher meta =
        Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
            .matcher(html);
    assertThat(meta.find()).isTrue();
    List<String> scripts = new ArrayList<>();
    for (String script : contents(html, "script")) {
      scripts.add(sha256(script));
    }
    List<String> styles = new ArrayList<>();
    for (String style : contents(html, "style")) {
      styles.add(sha256(style));
    }
    assertThat(scripts).hasSize(4);
    assertThat(styles).hasSize(2);
    assertThat(meta.group(1))
        .isEqualTo(
            "default-src 'none'; script-src %s; style-src %s; base-uri 'none'; form-action 'none'"
                .formatted(String.join(" ", scripts), String.join(" ", styles)));
    assertThat(html.indexOf("Content-Security-Policy")).isLessThan(html.indexOf("<style>"));
  }

  @Test
  void noTextOfTheDumpMeansAnythingToHtml() throws IOException {
    TestResult test = new TestResult(300, HOSTILE);
    ScanResult harmless = test.result();
    ScanResult hostile =
        new ScanResult(
            new org.deepmem.finding.DumpIdentity(
                HOSTILE.get(0),
                1,
                java.util.Optional.empty(),
                HOSTILE.get(1),
                HOSTILE.get(2),
                java.util.Optional.of(HOSTILE.get(0)),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                harmless.dump().scanned(),
                "t",
                "m",
                "s"),
            harmless.objects(),
            Set.of(),
            HOSTILE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(hostile, List.of(), List.of(), out);
    String html = out.toString(StandardCharsets.UTF_8);
    String plain = page(new TestResult(300, List.of()), 0);

    assertThat(html).doesNotContain("alert(1)</script>").doesNotContain("\u2028");
    assertThat(count(html, "</script")).isEqualTo(count(plain, "</script"));
    assertThat(count(html, "<!--")).isEqualTo(count(plain, "<!--"));
    JsonNode summary = new ObjectMapper().readTree(block(html, "summary"));
    assertThat(summary.at("/dump/file").asText()).isEqualTo(HOSTILE.get(0));
    assertThat(summary.at("/warnings/2").asText()).isEqualTo("\\u2028\\u202e\\u0007'\"&");
    assertThat(block(html, "summary")).doesNotContain("<").doesNotContain("'").doesNotContain("&");
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  @Test
  void aPageOf150000ObjectsWithRandomBytesIsUnderTheLimit() throws IOException {
    TestResult test = new TestResult(150_000, HOSTILE);
    ScanResult result = test.result();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(
        result, test.explanations(HtmlReport.detailed(result), 9000), TestResult.runs(), out);
    assertThat(out.size()).isBetween(2_000_000, HtmlReport.LIMIT);
    JsonNode summary =
        new ObjectMapper().readTree(block(out.toString(StandardCharsets.UTF_8), "summary"));
    assertThat(summary.get("objects").asInt()).isEqualTo(150_000);
    assertThat(summary.get("detailsWanted").asInt()).isEqualTo(2003);
    assertThat(summary.get("detailed").asInt()).isBetween(500, 2003);
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    assertThat(page(new TestResult(500, HOSTILE), 20))
        .isEqualTo(page(new TestResult(500, HOSTILE), 20));
  }

  @Test
  void columnsAndDetailsSayWhatWentIn() throws IOException {
    TestResult test = new TestResult(300, HOSTILE);
    ScanResult result = new TestResult(300, HOSTILE).result();
    String html = page(test, 40);
    JsonNode summary = new ObjectMapper().readTree(block(html, "summary"));
    byte[] columns = unpacked(block(html, "columns"));
    int at = 0;
    for (JsonNode column : summary.get("columns")) {
      int count = column.get("count").asInt();
      int width = column.get("width").asInt();
      if (column.get("name").asText().equals("address")) {
        long value = 0;
        for (int i = 0; i < count; i++) {
          for (int plane = 0; plane < 8; plane++) {
            value += (columns[at + plane * count + i] & 0xffL) << (8 * plane);
          }
          assertThat(value).isEqualTo(result.objects().get(i).object().virtualAddress());
        }
      }
      if (column.get("name").asText().equals("names")) {
        String[] names = new String(columns, at, count, StandardCharsets.UTF_8).split("\n", -1);
        assertThat(names).hasSize(300).contains("comm=" + HOSTILE.get(0) + "  pid=1");
      }
      at += count * width;
    }
    assertThat(at).isEqualTo(columns.length);
    JsonNode first = new ObjectMapper().readTree(unpacked(block(html, "details-0"))).get(0);
    assertThat(first.at("/members/0/0").asText()).isEqualTo("comm");
    assertThat(first.at("/members/3/0").asText()).isEqualTo("sched_class");
    assertThat(first.at("/members/3/1").isNull()).isTrue();
    assertThat(first.at("/why/votesCount").asInt()).isEqualTo(4);
    assertThat(Base64.getDecoder().decode(first.at("/why/bytes").asText())).hasSize(192);
  }

  @Test
  void findingsComeBeforeHighScores() {
    ScanResult result = new TestResult(60_000, List.of()).result();
    assertThat(HtmlReport.detailed(result)).hasSize(2003);
    assertThat(HtmlReport.detailed(result).stream().limit(3).map(found -> found.finding().get()))
        .containsExactly(
            org.deepmem.finding.Finding.HIDDEN,
            org.deepmem.finding.Finding.FABRICATED,
            org.deepmem.finding.Finding.FREED);
  }

  @Test
  void aResultWithoutObjectsIsAPageToo(@TempDir Path folder) throws IOException {
    Path place = folder.resolve("page.html");
    HtmlReport.write(
        new ScanResult(TestResult.identity(), List.of(), Set.of(), List.of()),
        List.of(),
        List.of(),
        place);
    assertThat(Files.readString(place)).startsWith("<!doctype html>").contains("details-", "MIT");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(place);
    }
  }
}
