package org.deepmem.lab.synthesis.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deepmem.nn.SeededRandom;

/// A Windows machine's memory in the making. What it comes to be is decided by the system, the
/// amount of memory, the seed and the order of the calls. Not for several threads.
public final class Machine {
  private static final long SMALLEST = 64L << 20;

  private final WindowsSystem system;
  private final SeededRandom random;
  private final PhysicalMemory physical;
  private final StructurePaths paths;
  private final KernelAreas areas;
  private final PageTables tables;
  private final KernelMemory memory;
  private final KernelSymbols symbols;
  private final List<LoadedModule> modules = new ArrayList<>();
  private final KernelGlobals globals;
  private final SharedUserData shared;
  private final Processors processors;
  private final BigPages bigPages = new BigPages();
  private final Pool nonPagedPool;
  private final Pool pagedPool;
  private final long systemRoot;
  private boolean sealed;

  private Machine(
      WindowsSystem system, long memoryBytes, SeededRandom random, List<KernelModule> toLoad) {
    this.system = system;
    this.random = random;
    physical = new PhysicalMemory(memoryBytes, random);
    paths = new StructurePaths(system.layout());
    areas = KernelAreas.draw(system, memoryBytes, random);
    tables = new PageTables(system, physical, areas);
    systemRoot = tables.systemRoot(areas.systemRootFrame(random));
    memory = new KernelMemory(system, physical, paths, tables, areas, systemRoot);
    symbols = new KernelSymbols(system, paths);
    ModuleLoader loader =
        new ModuleLoader(memory, physical, areas, symbols, new FunctionCode(system), random);
    modules.addAll(loader.loadKernel(toLoad.get(0), toLoad.get(1)));
    int largePages = (int) Math.clamp(memoryBytes >> 26, 1, 8);
    PoolPages pages =
        new PoolPages(
            memory,
            areas.nonPagedPool(),
            largePages,
            physical.takeRun(largePages * 512, 512, random),
            random);
    for (KernelModule module : toLoad.subList(2, toLoad.size())) {
      modules.add(loader.load(module));
    }
    globals = new KernelGlobals(memory, symbols, areas, physical, systemRoot);
    globals.write(random);
    nonPagedPool = new Pool(memory, false, pages, globals.poolDescriptor(false), bigPages, random);
    pagedPool =
        new Pool(
            memory,
            true,
            new PoolPages(memory, areas.pagedPool(), true, random),
            globals.poolDescriptor(true),
            bigPages,
            random);
    shared = new SharedUserData(memory, areas.sharedUserData(), globals);
    processors = new Processors(memory, globals, modules.getFirst(), random);
    StartBlock.write(system, physical, systemRoot, symbol("KiSystemStartup"), random);
  }

  /// A machine with its kernel and drivers loaded, without processes.
  ///
  /// @param memoryBytes RAM: a multiple of 1 MB, 64 MB or more
  /// @param modules the kernel first, then the HAL, then drivers
  /// @throws IllegalArgumentException when memory or modules are too few
  public static Machine boot(
      WindowsSystem system, long memoryBytes, SeededRandom random, List<KernelModule> modules) {
    if (memoryBytes < SMALLEST || memoryBytes % (1 << 20) != 0) {
      throw new IllegalArgumentException(
          "%d bytes of memory; give a multiple of 1 MB, 64 MB or more".formatted(memoryBytes));
    }
    if (modules.size() < 2) {
      throw new IllegalArgumentException("a machine needs a kernel and a HAL to load");
    }
    return new Machine(system, memoryBytes, random, modules);
  }

  public WindowsSystem system() {
    return system;
  }

  public KernelMemory memory() {
    return memory;
  }

  public Pool nonPagedPool() {
    return nonPagedPool;
  }

  public Pool pagedPool() {
    return pagedPool;
  }

  /// Modules in the order in which they were loaded, the kernel first.
  public List<LoadedModule> modules() {
    return List.copyOf(modules);
  }

  public Processors processors() {
    return processors;
  }

  /// The page that tells user mode version and time.
  public SharedUserData sharedUserData() {
    return shared;
  }

  /// Run-time address of a symbol of the kernel; variables hold zeros until they are written.
  ///
  /// @throws IllegalArgumentException when the kernel has none of that name
  public long symbol(String name) {
    return areas.kernelBase() + symbols.offset(name);
  }

  /// Whether the kernel has a symbol: systems differ.
  public boolean hasSymbol(String name) {
    return symbols.has(name);
  }

  /// What CR3 has while the System process runs.
  public long systemDirectoryTableBase() {
    return systemRoot;
  }

  /// A new address space: the kernel half shared, the user half empty but for the page of
  /// [#sharedUserData].
  public UserSpace newProcessSpace() {
    UserSpace space = new UserSpace(system, physical, paths, tables);
    space.map(SharedUserData.USER_ADDRESS, shared.page(), PageAccess.READ);
    return space;
  }

  /// Frames for several spaces to map.
  public SharedPages newSharedPages(int count) {
    int[] frames = new int[count];
    for (int i = 0; i < count; i++) {
      frames[i] = physical.take();
    }
    return new SharedPages(frames);
  }

  /// Frames that nobody has yet: what is left for page contents that no page table names.
  public int freeFrames() {
    return physical.available();
  }

  /// The GUID of the kernel's symbol file: 32 hexadecimal digits, as in the name of its folder.
  public String symbolGuid() {
    return modules.getFirst().debug().guidText();
  }

  /// The age that goes with [#symbolGuid].
  public int symbolAge() {
    return modules.getFirst().debug().age();
  }

  /// Writes the layouts and symbols of this machine in Volatility 3's format.
  public void writeSymbols(Path file) throws IOException {
    new IsfWriter(system, symbols, modules.getFirst().debug()).write(file);
  }

  /// Writes the same where Volatility 3 looks in a symbol folder:
  /// `folder/windows/ntkrpamp.pdb/GUID-AGE.json`.
  ///
  /// @return the file
  public Path writeSymbolFolder(Path folder) throws IOException {
    Path file =
        folder
            .resolve("windows")
            .resolve(system.pdbName())
            .resolve(symbolGuid() + "-" + symbolAge() + ".json");
    java.nio.file.Files.createDirectories(file.getParent());
    writeSymbols(file);
    return file;
  }

  /// Writes physical memory; holes are zeros. Frames without an owner are zeros, too.
  public void writeTo(Path raw) throws IOException {
    writeTo(raw, FreeFrames.ZERO);
  }

  /// Writes physical memory; holes are zeros.
  ///
  /// @param free makes the contents of frames without an owner
  public void writeTo(Path raw, FreeFrames free) throws IOException {
    seal();
    new RawMemory(physical, free, random.nextLong()).write(raw);
  }

  private void seal() {
    if (!sealed) {
      sealed = true;
      int capacity = bigPages.capacity();
      int entry = memory.at("_POOL_TRACKER_BIG_PAGES", 0).size();
      PoolBlock table = nonPagedPool.allocate(Math.max(capacity * entry, 8192), "Pool", false);
      bigPages.write(memory, table.address(), capacity);
      memory.pointer(symbol("PoolBigPageTable"), table.address());
      memory.pointer(symbol("PoolBigPageTableSize"), capacity);
      nonPagedPool.seal();
      pagedPool.seal();
    }
  }
}
