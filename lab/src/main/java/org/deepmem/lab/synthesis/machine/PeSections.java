package org.deepmem.lab.synthesis.machine;

import java.util.ArrayList;
import java.util.List;

/// Which sections an image has, and where: code first, discardable ones last, as the drivers'
/// linker scripts have it.
final class PeSections {
  private static final int PAGE = PhysicalMemory.PAGE;

  private PeSections() {}

  /// @param size of the image, a multiple of 4096
  static List<PeSection> of(int size, boolean kernel) {
    int pages = size / PAGE - 1;
    List<PeSection> sections = new ArrayList<>();
    int left = pages;
    int data = Math.max(1, pages * (kernel ? 14 : 12) / 100);
    int constants = Math.max(1, pages * 8 / 100);
    int init = Math.max(1, pages * 4 / 100);
    int resources = Math.max(1, pages * 2 / 100);
    int exports = kernel ? Math.max(8, pages * 2 / 100) : 0;
    left -= data + constants + init + resources + exports;
    int paged = left >= 2 ? Math.max(1, left * 35 / 100) : 0;
    int at = add(sections, ".text", 1, left - paged, PeSection.Kind.CODE);
    at = add(sections, ".rdata", at, constants, PeSection.Kind.CONSTANTS);
    at = add(sections, ".data", at, data, PeSection.Kind.DATA);
    at = add(sections, "PAGE", at, paged, PeSection.Kind.PAGED_CODE);
    at = add(sections, ".edata", at, exports, PeSection.Kind.EXPORTS);
    at = add(sections, "INIT", at, init, PeSection.Kind.INIT);
    add(sections, ".rsrc", at, resources, PeSection.Kind.RESOURCES);
    return sections;
  }

  private static int add(
      List<PeSection> sections, String name, int page, int pages, PeSection.Kind kind) {
    if (pages > 0) {
      sections.add(new PeSection(name, page * PAGE, pages * PAGE, kind));
    }
    return page + pages;
  }
}
