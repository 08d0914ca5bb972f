package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.deepmem.image.MemoryImage;
import org.deepmem.kernel.Kernel;
import org.deepmem.lab.LabException;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.CanonicalPages;
import org.deepmem.paging.MappedRuns;

/// Puts an entry into the kernel's list of processes that belongs to no process: two links inside a
/// page that holds something else. Whoever believes the list reads a process there.
public final class Fabrication {
  /// What the page holds.
  public enum Content {
    /// Zeros.
    ZEROS,
    /// Printable text.
    TEXT;

    /// Whether a page holds it.
    boolean fills(byte[] page) {
      for (byte value : page) {
        boolean text =
            value >= ' ' && value < 0x7f || value == '\n' || value == '\r' || value == '\t';
        if (this == ZEROS ? value != 0 : !text) {
          return false;
        }
      }
      return true;
    }

    /// The name on the command line.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String LINE = "GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final Kernel kernel;
  private final PatchedImage image;

  /// What was fabricated.
  ///
  /// @param type name of the structure that the list has elsewhere
  /// @param object virtual address at which a walk of the list takes one to begin
  /// @param entry virtual address of the links
  /// @param content what lies around them
  public record Fabricated(String type, long object, long entry, Content content) {}

  /// @param kernel found in `image`, of either system
  /// @param image receives the changes
  public Fabrication(Kernel kernel, PatchedImage image) {
    this.kernel = kernel;
    this.image = image;
  }

  /// Puts an entry at the end of the list.
  ///
  /// @param seed draws the page, of those that the kernel maps and that hold such content
  /// @throws LabException when there is no page of either content, or the list isn't in the dump
  public Fabricated insert(Content content, long seed) throws LabException {
    try {
      KernelRing ring = KernelRing.processes(kernel);
      SplittableRandom random = new SplittableRandom(seed);
      int link = ring.structures().type(ring.type()).member(ring.link()).offset();
      int word = kernel.space().wordSize();
      int last = MemoryImage.PAGE - 2 * word;
      int first = Math.min(link, last); // so that what is taken for a process begins in the page
      long entry =
          page(content, random) + first + (long) word * random.nextInt((last - first) / word + 1);
      new ListEditor(kernel.space(), image).insertLast(ring.head(), entry);
      return new Fabricated(ring.type(), entry - link, entry, content);
    } catch (AbsentMemoryException e) {
      throw new LabException(
          "%s: no entry can be put into the list of processes: %s"
              .formatted(image.path(), e.getMessage()),
          e);
    }
  }

  /// Virtual address of a page with the content. Where the kernel maps none, as in a dump without
  /// pages of zeros, one with the other content is overwritten.
  private long page(Content content, SplittableRandom random)
      throws LabException, AbsentMemoryException {
    List<Long> fitting = pages(content);
    if (!fitting.isEmpty()) {
      return fitting.get(random.nextInt(fitting.size()));
    }
    Content other = content == Content.ZEROS ? Content.TEXT : Content.ZEROS;
    List<Long> others = pages(other);
    if (others.isEmpty()) {
      throw new LabException(
          image.path() + ": the kernel maps neither a page of zeros nor of text");
    }
    long page = others.get(random.nextInt(others.size()));
    byte[] bytes = content == Content.ZEROS ? new byte[MemoryImage.PAGE] : text();
    new ListEditor(kernel.space(), image).overwrite(page, bytes);
    return page;
  }

  private List<Long> pages(Content content) {
    CanonicalPages pages = CanonicalPages.of(kernel.space());
    MappedRuns runs = kernel.space().kernelRuns();
    List<Long> fitting = new ArrayList<>();
    byte[] bytes = new byte[MemoryImage.PAGE];
    for (int page = 0; page < pages.size(); page++) {
      int read = image.read(pages.physicalAddress(page), bytes, 0, bytes.length);
      long address = pages.virtualAddress(page);
      if (read == bytes.length
          && content.fills(bytes)
          && !runs.inSelfMap(runs.indexOf(address, 0))) {
        fitting.add(address);
      }
    }
    return fitting;
  }

  private static byte[] text() {
    byte[] text = new byte[MemoryImage.PAGE];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) LINE.charAt(i % LINE.length());
    }
    return text;
  }
}
