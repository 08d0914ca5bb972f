package org.deepmem.lab.synthesis.machine;

import java.util.Map;
import java.util.TreeMap;

/// An export directory: names in order, each with its ordinal and its offset.
final class PeExports {
  private PeExports() {}

  /// @param symbols offsets from the image's base by name
  static void write(PeImage image, PeSection section, String name, Map<String, Integer> symbols) {
    TreeMap<String, Integer> sorted = new TreeMap<>(symbols);
    int count = sorted.size();
    int start = section.start();
    int functions = start + 40;
    int names = functions + 4 * count;
    int ordinals = names + 4 * count;
    int at = ordinals + 2 * count;
    image.bytes.putInt(start + 4, image.module.timestamp()).putInt(start + 12, at);
    image.bytes.putInt(start + 16, 1).putInt(start + 20, count).putInt(start + 24, count);
    image.bytes.putInt(start + 28, functions).putInt(start + 32, names);
    image.bytes.putInt(start + 36, ordinals);
    at = image.text(at, name);
    int i = 0;
    for (Map.Entry<String, Integer> symbol : sorted.entrySet()) {
      if (at + symbol.getKey().length() + 1 > section.end()) {
        throw new IllegalStateException(
            image.module.name() + ": %d exports don't fit its section".formatted(count));
      }
      image.bytes.putInt(functions + 4 * i, symbol.getValue());
      image.bytes.putInt(names + 4 * i, at);
      image.bytes.putShort(ordinals + 2 * i, (short) i);
      at = image.text(at, symbol.getKey());
      i++;
    }
    image.directory(PeImage.EXPORT, start, at - start);
  }
}
