package org.deepmem.kernel;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.image.MemoryImage;

/// Tells what a dump in which no kernel was found looks like.
public final class OtherSystem {
  /// What a system leaves in memory, and what that means.
  private static final Map<String, String> SIGNS = new LinkedHashMap<>();

  static {
    for (String symbols : List.of("ntkrnlmp", "ntkrpamp", "ntkrnlpa", "ntoskrnl")) {
      SIGNS.put(
          symbols + ".pdb",
          "it holds a Windows kernel's debug record, but no page tables lead there: the dump is"
              + " damaged or a part of one");
    }
    SIGNS.put("Darwin Kernel Version", "it looks like macOS, which isn't supported");
    SIGNS.put("@(#)FreeBSD ", "it looks like FreeBSD, which isn't supported");
    SIGNS.put("OpenBSD ", "it looks like OpenBSD, which isn't supported");
    SIGNS.put(
        "Linux version ",
        "it holds a Linux version line, so it may be another CPU's kernel, or a part of a"
            + " dump");
  }

  private OtherSystem() {}

  /// A clause for a message.
  public static String describe(MemoryImage image) {
    if (image.presentBytes() == 0) {
      return "it holds no memory";
    }
    for (Map.Entry<String, String> sign : SIGNS.entrySet()) {
      boolean[] found = {false};
      new PhysicalSearch(image)
          .find(
              sign.getKey().getBytes(StandardCharsets.US_ASCII),
              address -> {
                found[0] = true;
                return false;
              });
      if (found[0]) {
        return sign.getValue();
      }
    }
    return "nothing in it looks like a known system; is it a dump of a whole machine's memory?";
  }
}
