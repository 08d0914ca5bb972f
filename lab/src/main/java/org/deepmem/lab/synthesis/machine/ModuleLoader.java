package org.deepmem.lab.synthesis.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deepmem.nn.SeededRandom;
import org.jspecify.annotations.Nullable;

/// Makes images and maps them.
final class ModuleLoader {
  private static final int PAGE = PhysicalMemory.PAGE;

  private final KernelMemory memory;
  private final PhysicalMemory physical;
  private final KernelAreas areas;
  private final KernelSymbols symbols;
  private final CodeSource source;
  private final SeededRandom random;
  private long besideKernel;

  ModuleLoader(
      KernelMemory memory,
      PhysicalMemory physical,
      KernelAreas areas,
      KernelSymbols symbols,
      CodeSource source,
      SeededRandom random) {
    this.memory = memory;
    this.physical = physical;
    this.areas = areas;
    this.symbols = symbols;
    this.source = source;
    this.random = random;
  }

  /// Loads the kernel and the HAL, which lie side by side in large pages.
  List<LoadedModule> loadKernel(KernelModule kernel, KernelModule hal) {
    long base = areas.kernelBase();
    besideKernel = base + kernel.size();
    long start = base & -0x200000L;
    long end = besideKernel + hal.size() + 0x1fffff & -0x200000L;
    int largePages = (int) ((end - start) >>> 21);
    boolean drawn = areas.system().segmentHeap();
    int pfn =
        drawn
            ? physical.takeRun(largePages * 512, 512, random)
            : physical.takeAt((int) (start >>> 12) & 0x7ffff, largePages * 512);
    memory.mapLarge(start, pfn, largePages, PageEntry.KERNEL_DATA);
    return List.of(image(kernel, base, true), image(hal, besideKernel, false));
  }

  /// Loads a driver at the next place for drivers.
  LoadedModule load(KernelModule module) {
    AddressArea area = module.inSession() ? areas.session() : areas.systemPages();
    long base = area.take(module.size() / PAGE, random.nextInt(8) == 0 ? random.nextInt(32) : 0);
    return image(module, base, false);
  }

  private LoadedModule image(KernelModule module, long base, boolean kernel) {
    List<PeSection> sections = PeSections.of(module.size(), kernel);
    PeImage image = new PeImage(memory.system, module, base, sections, new CodeMap());
    if (kernel) {
      symbols.placeData(image.section(PeSection.Kind.DATA), random);
    }
    String pdb = kernel ? memory.system.pdbName() : module.stem().toLowerCase(Locale.ROOT) + ".pdb";
    PeDebug debug = PeDebug.draw(pdb, kernel ? 2 : 1 + random.nextInt(2), random);
    PeSection constants = image.section(PeSection.Kind.CONSTANTS);
    int at = debug.write(image, constants.start() + 0x20);
    int slots = at;
    List<String> names = kernel ? List.of() : importNames();
    if (!kernel) {
      List<Long> addresses =
          names.stream().map(name -> areas.kernelBase() + symbols.offset(name)).toList();
      at = new PeImports(image).write(slots, "ntoskrnl.exe", names, addresses);
    }
    new PeCode(image, slots, names.size()).fill(source, random);
    if (kernel) {
      symbols.placeCode(image.code, image.section(PeSection.Kind.CODE));
      PeExports.write(
          image, image.section(PeSection.Kind.EXPORTS), "ntoskrnl.exe", symbols.exports());
      KernelCode.write(image, symbols);
    }
    new PeData(image, random).fill(at);
    if (kernel) {
      symbols.data().forEach((name, start) -> image.zero(start, symbols.dataSize(name)));
    }
    PeVersion.write(image, image.section(PeSection.Kind.RESOURCES));
    image.headers();
    map(image);
    return new LoadedModule(image, debug);
  }

  private List<String> importNames() {
    List<String> all = new ArrayList<>(symbols.code().keySet());
    all.retainAll(symbols.exports().keySet());
    List<String> names = new ArrayList<>();
    for (String name : all) {
      if (names.size() < 48 && random.nextInt(6) == 0) {
        names.add(name);
      }
    }
    return names;
  }

  private void map(PeImage image) {
    byte[] bytes = image.bytes.array();
    boolean mapped = memory.mapped(image.base);
    for (int at = 0; at < bytes.length; at += PAGE) {
      PeSection section = section(image, at);
      if (!mapped) {
        if (section != null && section.kind().isDiscarded()) {
          continue;
        }
        boolean writable = section != null && section.kind() == PeSection.Kind.DATA;
        boolean code = section != null && section.kind().isCode();
        memory.map(
            image.base + at,
            physical.take(),
            (writable ? PageEntry.KERNEL_DATA : PageEntry.KERNEL_CODE)
                | (code ? 0 : KernelMemory.noExecute()));
      }
      memory.bytes(image.base + at, bytes, at, PAGE);
    }
  }

  private static @Nullable PeSection section(PeImage image, int at) {
    for (PeSection section : image.sections) {
      if (at >= section.start() && at < section.end()) {
        return section;
      }
    }
    return null;
  }
}
