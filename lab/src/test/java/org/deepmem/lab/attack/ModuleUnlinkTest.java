package org.deepmem.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deepmem.image.MemoryImages;
import org.deepmem.kernel.KernelViews;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.View;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.kernel.linux.LinuxKernelFinder;
import org.deepmem.lab.BundledDump;
import org.deepmem.lab.LabException;
import org.deepmem.paging.AbsentMemoryException;
import org.junit.jupiter.api.Test;

/// A module of the bundled dump is hidden in a copy.
final class ModuleUnlinkTest {
  private static final String MODULE = "qemu_fw_cfg";

  @Test
  void neitherTheListNorSysfsLeadsToItAndItStaysWhole() throws Exception {
    try (PatchedImage image = new PatchedImage(MemoryImages.open(BundledDump.DUMP))) {
      LinuxKernel kernel = LinuxKernelFinder.find(image);
      Set<Long> before = listed(kernel);
      List<String> shown = shown(kernel);
      assertThat(shown).contains(MODULE);

      ModuleUnlink.Hidden hidden = new ModuleUnlink(kernel, image).hide(MODULE);

      assertThat(hidden).extracting(ModuleUnlink.Hidden::links).isEqualTo(2);
      assertThat(before.remove(hidden.module())).isTrue();
      assertThat(listed(kernel)).isEqualTo(before);
      shown.remove(MODULE);
      assertThat(shown(kernel)).isEqualTo(shown);
      Structure module = kernel.structure(hidden.type(), hidden.module());
      assertThat(module.string("name")).isEqualTo(MODULE);
      assertThatThrownBy(() -> new ModuleUnlink(kernel, image).hide(MODULE))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("no module " + MODULE + "; there are ");
    }
  }

  /// Modules of the kernel's list; not those that only its tree of addresses has.
  private static Set<Long> listed(LinuxKernel kernel) {
    return kernel.views().seen().stream()
        .filter(seen -> seen.type().equals("module") && seen.views().contains(View.LISTS))
        .map(KernelViews.Seen::address)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /// Names of the kernel objects that are /sys/module.
  private static List<String> shown(LinuxKernel kernel) throws AbsentMemoryException {
    List<String> names = new ArrayList<>();
    long set = kernel.memory().pointer(kernel.symbols().require("module_kset"));
    long head = kernel.structure("kset", set).address("list");
    for (long entry : kernel.lists().list(head).entries()) {
      long name = kernel.structures().containing("kobject", "entry", entry).pointer("name");
      names.add(kernel.memory().string(name, 64));
    }
    return names;
  }
}
