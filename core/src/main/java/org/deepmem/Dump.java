package org.deepmem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.graph.GraphBuilder;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.LinuxKernel;
import org.deepmem.kernel.LinuxKernelFinder;
import org.deepmem.label.Labeler;
import org.deepmem.label.LabelledObject;
import org.deepmem.paging.CanonicalPages;

/// An open dump and what the first stages of the flow make of it.
///
/// @param image physical memory
/// @param kernel the kernel found in it
/// @param pages the kernel's pages, each by one address
public record Dump(MemoryImage image, LinuxKernel kernel, CanonicalPages pages)
    implements AutoCloseable {

  /// Opens a dump and finds its kernel.
  ///
  /// @throws IOException when the file is no dump or can't be read; the message is one line
  /// @throws org.deepmem.kernel.KernelNotFoundException when no kernel is in it
  public static Dump open(Path file) throws IOException {
    MemoryImage image = MemoryImages.open(file);
    try {
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      return new Dump(image, kernel, CanonicalPages.of(kernel.space()));
    } catch (IOException | RuntimeException e) {
      image.close();
      throw e;
    }
  }

  /// The memory graph; needs the page tables only.
  public MemoryGraph graph() {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("dump", String.valueOf(image.path().getFileName()));
    provenance.put("image", image.format().label());
    provenance.put("kernel", kernel.release());
    return GraphBuilder.build(kernel.space(), pages, provenance);
  }

  /// The objects that the kernel's own structures know.
  public List<LabelledObject> truth() {
    return Labeler.label(kernel, pages);
  }

  @Override
  public void close() {
    image.close();
  }
}
