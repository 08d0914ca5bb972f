package org.deepmem.kernel.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.fuzz.FuzzModule;
import org.deepmem.image.MemoryImage;
import org.deepmem.image.MemoryImages;
import org.deepmem.image.PatchedImage;
import org.deepmem.kernel.Structures;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.OverlaidSpace;
import org.deepmem.paging.VirtualMemory;
import org.deepmem.symbols.TypeTable;

/// The bundled dump, whose kernel is real, with some of its objects of each type: what is fuzzed is
/// a copy of its memory with changes.
final class LinuxSample {
  /// Objects of each type that an input can name.
  private static final int OBJECTS = 12;

  /// Starts of lists and tables, which an input can name too.
  private static final List<String> ROOTS =
      List.of(
          "init_task",
          "init_pid_ns",
          "modules",
          "super_blocks",
          "slab_caches",
          "sysfs_root",
          "cgrp_dfl_root",
          "dentry_hashtable",
          "inode_hashtable",
          "unix_socket_table",
          "tcp_hashinfo",
          "module_kset",
          "init_uts_ns",
          "poking_mm",
          "runqueues",
          "net_namespace_list");

  /// An object that an input can name.
  record Place(String type, long address) {}

  private static final LinuxSample ONLY = new LinuxSample();

  final LinuxKernel kernel;
  final List<Place> places = new ArrayList<>();
  final List<Long> addresses;

  private LinuxSample() {
    Path samples = FuzzModule.samples();
    Map<String, Integer> counts = new HashMap<>();
    try {
      MemoryImage image = MemoryImages.open(samples.resolve("linux-6.1-cloud.kdump"));
      kernel = LinuxKernelFinder.find(image);
      for (LabelledObject object : TruthFile.read(samples.resolve("linux-6.1-cloud.truth.jsonl"))) {
        if (object.state() == ObjectState.LIVE
            && counts.merge(object.type(), 1, Integer::sum) <= OBJECTS) {
          places.add(new Place(object.type(), object.virtualAddress()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String root : ROOTS) {
      kernel.symbols().address(root).ifPresent(address -> places.add(new Place("", address)));
    }
    addresses = places.stream().map(Place::address).toList();
  }

  static LinuxSample only() {
    return ONLY;
  }

  /// The kernel in a memory with changes.
  LinuxKernel in(PatchedImage image) {
    return in(image, kernel.types());
  }

  /// The same with other layouts.
  LinuxKernel in(PatchedImage image, TypeTable types) {
    return copy(kernel, new OverlaidSpace(kernel.space(), image), types);
  }

  PatchedImage patched() {
    return new PatchedImage(kernel.image());
  }

  /// A kernel with its memory and layouts exchanged.
  static LinuxKernel copy(LinuxKernel kernel, AddressSpace space, TypeTable types) {
    return new LinuxKernel(
        kernel.release(),
        kernel.banner(),
        kernel.kaslrOffset(),
        kernel.physBase(),
        kernel.pageTableRoot(),
        kernel.levels(),
        space,
        kernel.symbols(),
        new Structures(new VirtualMemory(space), types),
        kernel.directMapBase(),
        kernel.vmemmapBase(),
        kernel.cpus(),
        kernel.clock(),
        List.of(),
        List.of());
  }
}
