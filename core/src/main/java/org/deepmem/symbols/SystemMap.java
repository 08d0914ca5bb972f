package org.deepmem.symbols;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kernel's System.map, as nm writes it: `ffffffff81000000 T _text`, a symbol a line.
final class SystemMap {
  private static final Pattern LINE =
      Pattern.compile("([0-9a-fA-F]{8}|[0-9a-fA-F]{16}) ([A-Za-z?-]) (\\S+)(\\s+\\[\\S+])?");

  private SystemMap() {}

  /// Whether a file that starts so can be a System.map.
  static boolean startsOne(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    return end > 0 && LINE.matcher(text.substring(0, end).strip()).matches();
  }

  /// @throws MalformedSymbolsException with the number of the line that isn't a symbol
  static PackedSymbols parse(String source, byte[] bytes) throws MalformedSymbolsException {
    PackedSymbolsBuilder symbols = new PackedSymbolsBuilder(bytes.length / 40);
    String text = new String(bytes, StandardCharsets.UTF_8);
    Matcher matcher = LINE.matcher("");
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      if (!matcher.reset(line.strip()).matches()) {
        throw new MalformedSymbolsException(
            source, number, "line %d is no `address type name`".formatted(number));
      }
      long address = Long.parseUnsignedLong(matcher.group(1), 16);
      symbols.add(matcher.group(3), address, matcher.group(2).charAt(0));
    }
    return symbols.build(source);
  }
}
