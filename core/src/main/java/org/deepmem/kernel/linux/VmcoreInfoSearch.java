package org.deepmem.kernel.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.PhysicalSearch;

/// Finds what could be a kernel's VMCOREINFO, the likeliest first. Memory also holds texts that
/// only look like one (a file in the page cache, a crash tool's strings, another kernel's), so that
/// whoever takes one must check it against the rest of the memory.
final class VmcoreInfoSearch {
  private static final byte[] START = "OSRELEASE=".getBytes(StandardCharsets.US_ASCII);

  /// The kernel gives it a page.
  private static final int MAX_LENGTH = MemoryImage.PAGE;

  /// The copy that is made into an ELF note starts after the note's header.
  private static final int NOTE_HEADER = 24;

  private static final int MAX_HITS = 10_000;

  /// A text and where it was found.
  record Candidate(VmcoreInfo info, String source) {}

  private record Hit(long address, String text) {}

  private final MemoryImage image;

  VmcoreInfoSearch(MemoryImage image) {
    this.image = image;
  }

  /// What the file's own note says, if it has one.
  List<Candidate> note() {
    return image.notes().vmcoreinfo().stream()
        .map(text -> new Candidate(VmcoreInfo.parse(text), "VMCOREINFO note of the file"))
        .toList();
  }

  /// Texts at the places in a page where the kernel keeps them (since 4.14).
  List<Candidate> atPageStarts() {
    List<Hit> hits = new ArrayList<>();
    byte[] head = new byte[NOTE_HEADER + START.length];
    new PhysicalSearch(image)
        .pages(
            page -> {
              if (image.read(page, head, 0, head.length) < head.length || hits.size() >= MAX_HITS) {
                return;
              }
              if (startsAt(head, 0)) {
                addHit(page, hits);
              } else if (startsAt(head, NOTE_HEADER)) {
                addHit(page + NOTE_HEADER, hits);
              }
            });
    return candidates(hits);
  }

  private static boolean startsAt(byte[] head, int at) {
    return head[at] == START[0]
        && Arrays.equals(head, at, at + START.length, START, 0, START.length);
  }

  /// Texts anywhere.
  List<Candidate> anywhere() {
    List<Hit> hits = new ArrayList<>();
    new PhysicalSearch(image)
        .find(
            START,
            address -> {
              addHit(address, hits);
              return hits.size() < MAX_HITS;
            });
    return candidates(hits);
  }

  private void addHit(long address, List<Hit> hits) {
    byte[] start = new byte[START.length + 1];
    if (image.read(address, start, 0, start.length) < start.length
        || !startsAt(start, 0)
        || !Character.isDigit(start[START.length])) {
      return;
    }
    byte[] text = new byte[MAX_LENGTH];
    int length = image.read(address, text, 0, MAX_LENGTH);
    int end = 0;
    while (end < length && (text[end] == '\n' || text[end] >= ' ' && text[end] < 0x7f)) {
      end++;
    }
    hits.add(new Hit(address, new String(text, 0, end, StandardCharsets.US_ASCII)));
  }

  private static List<Candidate> candidates(List<Hit> hits) {
    return hits.stream()
        .sorted(Comparator.comparingInt((Hit hit) -> -hit.text().length()))
        .map(
            hit ->
                new Candidate(
                    VmcoreInfo.parse(hit.text()),
                    "VMCOREINFO at physical 0x%x".formatted(hit.address())))
        .toList();
  }
}
