package org.deepmem.report;

import static org.deepmem.fuzz.Checks.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.Finding;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.HostileResult;
import org.deepmem.finding.ScanResult;
import org.deepmem.fuzz.FuzzTarget;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;

/// Texts of a dump in every form of a result. An input is texts as UTF-16, parted by NUL; they are
/// names, values, types, the dump's file and release, and warnings.
public final class TextsFuzz implements FuzzTarget {
  @Override
  public void run(byte[] input) throws IOException {
    String all = new String(input, StandardCharsets.UTF_16BE);
    String[] texts = all.split("\0", 8);
    for (String text : texts) {
      require(ResultCheck.isHarmless(HarmlessText.of(text).replace('\n', ' ')), "text is harmless");
      require(HarmlessText.of(text).indexOf('\n') < 0, "text is a line");
    }
    ResultCheck.check(result(texts), input.length % ResultFuzz.PAGES == 0);
  }

  private static String text(String[] texts, int i) {
    return texts[i % texts.length];
  }

  private static ScanResult result(String[] texts) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("pid", "7");
    names.put("comm", text(texts, 0));
    DetectedObject object =
        new DetectedObject(
            "task_struct",
            ObjectState.LIVE,
            0xffff888003a1c000L,
            OptionalLong.of(0x3a1c000),
            6144,
            12.5f,
            OptionalDouble.of(0.5),
            3,
            names);
    FoundObject found =
        new FoundObject(
            object,
            true,
            Set.of(View.TABLES),
            Optional.of(Finding.HIDDEN),
            new ObjectFacts.Builder()
                .put("comm", text(texts, 1))
                .put("started", "2026-11-20T08:00:00.5Z")
                .put("path", text(texts, 2))
                .link("mm", "mm_struct", 0xffff888003a20000L)
                .build());
    DumpIdentity dump =
        new DumpIdentity(
            text(texts, 3),
            1 << 20,
            Optional.empty(),
            "ELF core",
            "linux-x64",
            Optional.of(text(texts, 4)),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            "deepmem",
            text(texts, 5),
            "ab");
    return new ScanResult(dump, List.of(found), Set.of(View.TABLES), List.of(text(texts, 6)));
  }

  @Override
  public int longest() {
    return 4096;
  }

  @Override
  public long mostAllocated(int inputLength) {
    return 64L << 20;
  }

  @Override
  public List<byte[]> seeds() {
    String evil = HostileResult.EVIL;
    return List.of(
        evil.getBytes(StandardCharsets.UTF_16BE),
        String.join("\0", "=1+1", "</script><!--", "|\u2028", evil, "&lt;", "'\"", "\ud83d\ude00")
            .getBytes(StandardCharsets.UTF_16BE));
  }
}
