package org.deepmem.lab.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.lab.BundledDump;
import org.deepmem.paging.AddressSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the bundled dump, which this filter has left; [FilterAgreement] compares whole dumps with
/// makedumpfile.
final class KernelPageFilterTest {
  private static final int PAGE = MemoryImage.PAGE;

  @TempDir private Path folder;

  @Test
  void whatItLeftItLeavesAgain() throws IOException {
    Path again = folder.resolve("again.kdump");
    try (MemoryImage image = MemoryImages.open(BundledDump.DUMP)) {
      PageFilter filter = new KernelPageFilter(LinuxKernelFinder.find(image));
      new KdumpImageWriter(filter, 1).write(image, again);
      try (MemoryImage copy = MemoryImages.open(again)) {
        assertThat(copy.runs()).isEqualTo(image.runs());
      }
    }
  }

  @Test
  void theKernelsCodeIsGoneAndItsDataIsThere() throws IOException {
    try (MemoryImage image = MemoryImages.open(BundledDump.DUMP)) {
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      long end = kernel.symbols().require("_etext");
      for (long page = kernel.symbols().require("_text"); page + PAGE <= end; page += PAGE) {
        assertThat(kernel.space().physical(page)).isNotEqualTo(AddressSpace.UNMAPPED);
        assertThat(isPresent(kernel, page)).as("page 0x%x of the code", page).isFalse();
      }
      for (String symbol :
          List.of("linux_banner", "init_task", "modules", "init_top_pgt", "__start_BTF")) {
        assertThat(isPresent(kernel, kernel.symbols().require(symbol))).as(symbol).isTrue();
      }
    }
  }

  private static boolean isPresent(LinuxKernel kernel, long address) {
    return kernel.space().read(address, new byte[1], 0, 1) == 1;
  }
}
