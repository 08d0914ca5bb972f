package org.deepmem.lab.synthesis.machine;

import java.util.HexFormat;
import org.deepmem.nn.SeededRandom;

/// Functions from instruction patterns that compilers emit often, for x86 and x64. In a pattern `?`
/// is a byte, `@` an address of data, `$` an import slot, `%` a function; the first two are
/// absolute on x86, all are relative to the next instruction on x64, functions always.
final class FunctionCode implements CodeSource {
  private static final String[] X86_HEAD = {
    "8BFF558BEC", "8BFF558BEC83EC?", "8BFF558BEC515356", "8BFF558BEC5657", "8BFF56578BF9"
  };
  private static final String[] X86_TAIL = {
    "C9C2?00", "5F5E5DC2?00", "5E5DC3", "C9C3", "33C05DC2?00"
  };
  private static final String[] X86 = {
    "8B45?",
    "8B4D?",
    "8945?",
    "894D?",
    "85C074?",
    "85C075?",
    "33C0",
    "A1@",
    "FF15$",
    "E8%",
    "68@",
    "6A?",
    "8D4D?",
    "8D45?50",
    "C745?00000000",
    "3BC774?",
    "3BF375?",
    "8B0D@",
    "FF75?",
    "0FB746?",
    "8B4604",
    "8B07",
    "53FF75?",
    "83C40C",
    "A3@",
    "8B3D$",
    "56E8%",
    "3945?7C?",
    "B8?0000C0",
    "8BCF",
    "803D@0074?",
    "F6450801",
    "8BF0",
    "E8%85C07C?",
    "83FE?",
    "8D5701",
    "BE@",
    "FFD7",
    "64A124010000"
  };
  private static final String[] X64_HEAD = {
    "48895C24?574883EC?",
    "40534883EC?",
    "4883EC?",
    "488BC44889580848896810488970185748" + "83EC?",
    "48895C24?48896C24?48897424?41544155415641574883EC?"
  };
  private static final String[] X64_TAIL = {
    "488B5C24?4883C4?5FC3", "4883C4?5BC3", "4883C4?C3", "4883C4?415F415E415D415CC3"
  };
  private static final String[] X64 = {
    "488BD9",
    "488B05@",
    "488D0D@",
    "E8%",
    "FF15$",
    "85C074?",
    "85C078?",
    "488B4B?",
    "488943?",
    "33D2",
    "41B8?000000",
    "4885C974?",
    "488D15@",
    "488B0D@",
    "8B05@",
    "44894424?",
    "4C8D4424?",
    "488BCF",
    "E8%85C00F88?000000",
    "65488B042588010000",
    "48FF15$0F1F440000",
    "488BF8",
    "B9?000000",
    "33C0",
    "0FB643?",
    "4C8BC7",
    "BA?000000",
    "EB?",
    "488905@",
    "F0FF05@",
    "8BD8"
  };

  private final boolean wide;

  FunctionCode(WindowsSystem system) {
    wide = system.is64Bit();
  }

  @Override
  public int function(
      byte[] code, int at, int limit, long va, Targets targets, SeededRandom random) {
    int instructions = 4 + random.nextInt(60);
    long shift = va - at;
    int end = emit(pick(wide ? X64_HEAD : X86_HEAD, random), code, at, shift, targets, random);
    for (int i = 0; i < instructions && end < limit - 32; i++) {
      end = emit(pick(wide ? X64 : X86, random), code, end, shift, targets, random);
    }
    return emit(pick(wide ? X64_TAIL : X86_TAIL, random), code, end, shift, targets, random);
  }

  private static String pick(String[] patterns, SeededRandom random) {
    return patterns[random.nextInt(patterns.length)];
  }

  private int emit(
      String pattern, byte[] code, int start, long shift, Targets targets, SeededRandom random) {
    int at = start;
    int i = 0;
    while (i < pattern.length()) {
      switch (pattern.charAt(i)) {
        case '?' -> code[at++] = (byte) (8 * (1 + random.nextInt(15)));
        case '@' -> at = address(code, at, shift, targets.data(random), wide);
        case '$' -> at = address(code, at, shift, targets.importSlot(random), wide);
        case '%' -> at = address(code, at, shift, targets.function(random), true);
        default -> code[at++] = (byte) HexFormat.fromHexDigits(pattern, i, ++i + 1);
      }
      i++;
    }
    return at;
  }

  private static int address(byte[] code, int at, long shift, long target, boolean relative) {
    int value = (int) (relative ? target - (at + shift + 4) : target);
    for (int i = 0; i < 4; i++) {
      code[at + i] = (byte) (value >>> (8 * i));
    }
    return at + 4;
  }
}
