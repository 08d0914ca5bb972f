package org.deepmem.kernel.windows;

import java.util.Map;
import java.util.Optional;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.VirtualMemory;

/// A kernel's version, as far as the dump says it without symbols.
///
/// @param major such as 6; 0 when not found
/// @param minor such as 1
/// @param number build, such as 7601
/// @param lab the build's own line, such as `7601.17514.x86fre.win7sp1_rtm.101119-1850`; "" when
///   not in the dump
/// @param source where the number was found
record WindowsBuild(int major, int minor, int number, String lab, String source) {
  private static final int MAJOR = 0x26c;
  private static final int MINOR = 0x270;

  /// NtBuildNumber of `_KUSER_SHARED_DATA`, from Windows 10 on; 0 before.
  private static final int BUILD = 0x260;

  private static final int NUMBER_MASK = 0xffff;
  private static final int LEAST_BUILD = 2195;
  private static final int LAB_LENGTH = 80;

  /// The version, when one of its sources is in the dump: the debugger data block's NtBuildLab, the
  /// exported NtBuildNumber, the page that the kernel shares with processes.
  static Optional<WindowsBuild> of(
      PeImage kernel, Map<String, Long> exports, Optional<Kdbg> kdbg, Paging paging) {
    VirtualMemory memory = new VirtualMemory(kernel.space());
    int major = number(memory, paging.sharedData() + MAJOR);
    int minor = number(memory, paging.sharedData() + MINOR);
    boolean sane = major >= 5 && major <= 20 && minor >= 0 && minor <= 9;
    String lab =
        kdbg.map(block -> block.pointers().getOrDefault("NtBuildLab", 0L))
            .map(address -> line(memory, address))
            .orElse("");
    int dot = lab.indexOf('.');
    int build =
        dot > 0 && dot <= 5 && lab.substring(0, dot).matches("\\d+")
            ? Integer.parseInt(lab.substring(0, dot))
            : 0;
    String source = "NtBuildLab";
    if (!plausible(build) && exports.containsKey("NtBuildNumber")) {
      build = number(memory, exports.get("NtBuildNumber")) & NUMBER_MASK;
      source = "export NtBuildNumber";
    }
    if (!plausible(build)) {
      build = number(memory, paging.sharedData() + BUILD) & NUMBER_MASK;
      source = "KUSER_SHARED_DATA";
    }
    return plausible(build)
        ? Optional.of(new WindowsBuild(sane ? major : 0, sane ? minor : 0, build, lab, source))
        : Optional.empty();
  }

  /// Such as `Windows 7 SP1 x86 (7601)`.
  String title(boolean wide) {
    return "Windows %s %s (%d)".formatted(product(), wide ? "x64" : "x86", number);
  }

  private String product() {
    return switch (number) {
      case 2600 -> "XP";
      case 3790 -> "2003";
      case 6000, 6001, 6002, 6003 -> "Vista";
      case 7600 -> "7";
      case 7601 -> "7 SP1";
      case 9200 -> "8";
      case 9600 -> "8.1";
      default ->
          number >= 22000 ? "11" : number >= 10240 ? "10" : "NT %d.%d".formatted(major, minor);
    };
  }

  private static boolean plausible(int build) {
    return build >= LEAST_BUILD && build < NUMBER_MASK;
  }

  private static int number(VirtualMemory memory, long address) {
    try {
      return memory.s32(address);
    } catch (AbsentMemoryException e) {
      return 0; // the page isn't in the dump: another source may be
    }
  }

  private static String line(VirtualMemory memory, long address) {
    try {
      String text = memory.string(address, LAB_LENGTH);
      return text.matches("[\\w.\\-()]+") ? text : "";
    } catch (AbsentMemoryException e) {
      return "";
    }
  }
}
