package org.deepmem.lab.synthesis.objects;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.lab.synthesis.machine.KernelLists;
import org.deepmem.lab.synthesis.machine.KernelMemory;
import org.deepmem.lab.synthesis.machine.LoadedModule;
import org.deepmem.lab.synthesis.machine.Machine;
import org.deepmem.lab.synthesis.machine.Pool;
import org.deepmem.lab.synthesis.machine.PoolBlock;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.machine.WindowsSystem;
import org.deepmem.lab.synthesis.world.PlannedDevice;
import org.deepmem.lab.synthesis.world.PlannedModule;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.RunningSystem;
import org.deepmem.symbols.TypeTable;
import org.jspecify.annotations.Nullable;

/// What all fillers share: the machine, the plan, where the plan's objects lie so far.
final class Scene {
  private final Machine machine;
  private final RunningSystem plan;
  private final Draws draws;
  private final TypeTable layout;
  private final @Nullable Placed[] places;
  private final Map<String, Long> routines = new HashMap<>();
  private final Map<String, Long> globals = new HashMap<>();
  private final int cookie;
  private final HandleCounts handleCounts;
  private final List<PlannedDevice> devices;
  private long[] targets = new long[1 << 12];
  private int targetCount;

  Scene(Machine machine, RunningSystem plan, Draws draws) {
    this.machine = machine;
    this.plan = plan;
    this.draws = draws;
    layout = machine.system().layout();
    places = new Placed[plan.objects().size()];
    handleCounts = HandleCounts.of(plan);
    devices = plan.all(PlannedDevice.class);
    cookie = machine.system().majorVersion() >= 10 ? 1 + draws.below(255) : 0;
  }

  Machine machine() {
    return machine;
  }

  KernelMemory memory() {
    return machine.memory();
  }

  WindowsSystem system() {
    return machine.system();
  }

  int word() {
    return machine.system().wordSize();
  }

  RunningSystem plan() {
    return plan;
  }

  Draws draws() {
    return draws;
  }

  TypeTable layout() {
    return layout;
  }

  HandleCounts handleCounts() {
    return handleCounts;
  }

  /// Bytes of a structure.
  int size(String type) {
    return layout.requireStruct(type).size();
  }

  StructureWriter at(String type, long address) {
    return machine.memory().at(type, address);
  }

  /// Draws the members of which the world knows distributions.
  void drawMembers(String type, StructureWriter writer) {
    plan.world()
        .members()
        .draw(
            type,
            draws.stream(),
            (path, value) -> {
              if (writer.has(path)) {
                boolean array = writer.member(path).elementType().isPresent();
                writer.set(array ? path + "[0]" : path, value);
              }
            });
  }

  /// What `ObHeaderCookie` holds; 0 where the system has none.
  int cookie() {
    return cookie;
  }

  /// The byte that an object header names its type by.
  int typeByte(long header, int index) {
    return system().majorVersion() < 10
        ? index
        : (index ^ cookie ^ (int) (header >>> 8 & 0xff)) & 0xff;
  }

  /// Records where an object of the plan lies.
  void place(int id, Placed placed) {
    places[id] = placed;
  }

  /// Where an object of the plan lies or lay; null before it was allocated.
  @Nullable Placed placed(int id) {
    return id < 0 ? null : places[id];
  }

  /// Where an object of the plan lies or lay, which must have been allocated.
  Placed require(int id) {
    Placed placed = placed(id);
    if (placed == null) {
      throw new IllegalStateException(
          "object %d isn't allocated: %s".formatted(id, plan.object(id)));
    }
    return placed;
  }

  /// Address of the body of a live object; 0 where there is none.
  long address(int id) {
    Placed placed = placed(id);
    return placed == null || !placed.live ? 0 : placed.body;
  }

  /// Address of the System process; 0 before it is there.
  long systemProcess() {
    return address(plan.activeProcesses().get(0));
  }

  /// The process of an id, when it is one.
  @Nullable PlannedProcess process(int id) {
    return id >= 0 && plan.object(id) instanceof PlannedProcess p ? p : null;
  }

  /// Address of a symbol of the kernel, or of memory that stands in for it where it has no name.
  long global(String name) {
    return globals.computeIfAbsent(
        name, n -> machine.hasSymbol(n) ? machine.symbol(n) : standIn(n));
  }

  private long standIn(String name) {
    int bytes = 0x80;
    long address = buffer(bytes, name.substring(0, 4), false).address();
    memory().zero(address, bytes);
    emptyList(address);
    return address;
  }

  /// How many processors the machine has.
  int processors() {
    return machine.processors().count();
  }

  /// The block that objects of the system are charged to.
  long chargedToSystem() {
    return global("PspSystemQuotaBlock");
  }

  /// The address of a routine of the kernel: one for a name, whenever asked.
  long routine(String name) {
    return routines.computeIfAbsent(
        name,
        n ->
            machine.hasSymbol(n)
                ? machine.symbol(n)
                : machine.modules().get(0).function(draws.stream()));
  }

  /// Bytes of a module's image.
  int imageSize(PlannedModule module) {
    return module.live() ? loaded(module.id()).size() : module.size();
  }

  /// Start of a function of a module, live or unloaded.
  long function(PlannedModule module, int offset) {
    return module.live()
        ? loaded(module.id()).functionNear(offset)
        : base(module) + 0x1000 + 16L * (offset % Math.max(1, (module.size() - 0x2000) / 16));
  }

  /// The text that all drivers name as their part of the hardware's description.
  long hardwareDatabase() {
    return globals.computeIfAbsent(
        "CmRegistryMachineHardwareDescriptionSystemName",
        name -> {
          String text = "\\REGISTRY\\MACHINE\\HARDWARE\\DESCRIPTION\\SYSTEM";
          int head = size("_UNICODE_STRING");
          long block = buffer(head + 2 * text.length() + 2, "Cm  ", true).address();
          at("_UNICODE_STRING", block).zero();
          StructureWriter w = at("_UNICODE_STRING", block);
          w.set("Length", 2L * text.length());
          w.set("MaximumLength", 2L * text.length() + 2);
          w.set("Buffer", block + head);
          memory().utf16(block + head, text);
          return block;
        });
  }

  /// All devices of the plan.
  List<PlannedDevice> devices() {
    return devices;
  }

  /// An empty list where two words fit, else nothing.
  void emptyListOrWord(long address, boolean fits) {
    if (fits) {
      emptyList(address);
    }
  }

  /// An address in a module's code.
  ///
  /// @param offset bytes behind its first page; taken modulo the size of its code
  long code(int module, int offset) {
    return loaded(module).functionNear(offset + 4096) + 16 + (offset & 15);
  }

  /// A return address in any module.
  long anyCode() {
    return draws.of(machine.modules()).insideFunction(draws.stream());
  }

  /// A module of the plan where it was loaded; the kernel for one that was unloaded.
  LoadedModule loaded(int id) {
    return machine.modules().get(Math.max(0, plan.loadOrder().indexOf(id)));
  }

  /// Base address of a module of the kernel; of one that was unloaded, an address where none is.
  long base(PlannedModule module) {
    int index = plan.loadOrder().indexOf(module.id());
    if (index >= 0) {
      return machine.modules().get(index).base();
    }
    LoadedModule other = draws.of(machine.modules());
    return other.base() + ((long) other.size() + 0x1000L * draws.below(64) & -4096);
  }

  /// Allocates a block for text or a table.
  PoolBlock buffer(int bytes, String tag, boolean paged) {
    Pool pool = paged ? machine.pagedPool() : machine.nonPagedPool();
    PoolBlock block = pool.allocate(bytes, tag, false);
    remember(block.address());
    return block;
  }

  /// Allocates a block of zeros that lives as long as an object.
  long own(Placed owner, int bytes, String tag, boolean paged) {
    PoolBlock block = buffer(bytes, tag, paged);
    memory().zero(block.address(), bytes);
    owner.own.add(block);
    return block.address();
  }

  /// Sets a string whose text has a block of its own.
  void text(Placed owner, StructureWriter w, String path, String text, String tag) {
    if (!text.isEmpty()) {
      w.unicode(path, text, own(owner, 2 * text.length() + 2, tag, true));
    }
  }

  /// Notes an address that a pointer may lead to.
  void remember(long address) {
    if (targetCount == targets.length) {
      targets = Arrays.copyOf(targets, 2 * targets.length);
    }
    targets[targetCount++] = address;
  }

  /// An address of an object or a block; of one of the last ones with a probability of a half.
  long someAddress() {
    if (targetCount == 0) {
      return 0;
    }
    int from = draws.chance(0.5) ? Math.max(0, targetCount - 400) : 0;
    return targets[from + draws.below(targetCount - from)];
  }

  /// Puts a list entry last in the list of a head.
  void link(long head, long entry) {
    KernelLists.insertTail(memory(), head, entry);
  }

  void unlink(long entry) {
    KernelLists.remove(memory(), entry);
  }

  /// Makes an empty list.
  void emptyList(long head) {
    KernelLists.initialize(memory(), head);
  }
}
