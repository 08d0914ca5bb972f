package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deepmem.image.MemoryImage;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.PagingException;

/// Finds Windows in a dump: its page tables by what the file's headers say, or else by a search of
/// physical memory; taken only where they map a kernel's image.
public final class WindowsFinder {
  /// What was looked for, for a message that nothing was found.
  public static final String LOOKED_FOR =
      "Windows: page tables that map themselves and a kernel's image";

  private static final long ROOT_64 = 0x000f_ffff_ffff_f000L;
  private static final long ROOT_32 = 0xffff_ffe0L;

  /// Tables that are tried: walking one that maps rubbish costs time.
  private static final int MAX_TRIES = 24;

  private final MemoryImage image;
  private final List<String> rejected = new ArrayList<>();

  public WindowsFinder(MemoryImage image) {
    this.image = image;
  }

  /// Finds Windows by the file's headers, or else by search.
  public Optional<WindowsPlace> place() {
    return byHeaders().or(this::bySearch);
  }

  /// Why candidates weren't taken, a clause each.
  public List<String> rejected() {
    return List.copyOf(rejected);
  }

  /// By the top tables that the file's headers or the processors' notes name.
  public Optional<WindowsPlace> byHeaders() {
    int tries = 0;
    for (long cr3 : image.notes().pageTableRoots().stream().distinct().toList()) {
      for (Paging paging : Paging.values()) {
        long root = cr3 & (paging.wide() ? ROOT_64 : ROOT_32);
        if (SelfMap.names(image, paging, root) && tries++ < MAX_TRIES) {
          Optional<WindowsPlace> place =
              place(
                  new TableSearch.Root(
                      paging, root, "CR3 0x%x in the file's headers".formatted(cr3)));
          if (place.isPresent()) {
            return place;
          }
        }
      }
    }
    return Optional.empty();
  }

  /// By what physical memory holds.
  public Optional<WindowsPlace> bySearch() {
    return new TableSearch(image)
        .roots().stream().limit(MAX_TRIES).map(this::place).flatMap(Optional::stream).findFirst();
  }

  private Optional<WindowsPlace> place(TableSearch.Root root) {
    AddressSpace space;
    try {
      space = root.paging().space(image, root.address());
    } catch (PagingException e) {
      return reject(root, "its tables can't be walked: " + e.getMessage());
    }
    Optional<PeImage> kernel = WindowsImage.find(space);
    if (kernel.isEmpty()) {
      return reject(root, "it maps no kernel's image");
    }
    return Optional.of(WindowsPlace.of(root, kernel.get()));
  }

  private Optional<WindowsPlace> reject(TableSearch.Root root, String reason) {
    rejected.add("%s (%s): %s".formatted(root.source(), root.paging().label(), reason));
    return Optional.empty();
  }
}
