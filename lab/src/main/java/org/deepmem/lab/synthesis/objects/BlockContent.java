package org.deepmem.lab.synthesis.objects;

/// Plausible words of structures that nobody looks for.
final class BlockContent {
  private BlockContent() {}

  /// Writes pointers, small numbers, times, zeros.
  static void words(Scene scene, long address, int count) {
    Draws draws = scene.draws();
    int word = scene.word();
    for (int i = 0; i < count; i++) {
      long at = address + (long) i * word;
      int kind = draws.below(16);
      if (kind < 3) {
        scene.memory().pointer(at, scene.someAddress());
      } else if (kind < 7) {
        scene.memory().pointer(at, draws.magnitude(1 << 24));
      } else if (kind == 7) {
        scene.emptyListOrWord(at, i + 1 < count);
        i++;
      } else if (kind == 8) {
        scene.memory().pointer(at, scene.anyCode());
      }
    }
  }
}
