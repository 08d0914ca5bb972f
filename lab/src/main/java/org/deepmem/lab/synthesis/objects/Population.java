package org.deepmem.lab.synthesis.objects;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.synthesis.machine.Machine;
import org.deepmem.lab.synthesis.machine.Pool;
import org.deepmem.lab.synthesis.machine.PoolBlock;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PageContents;
import org.deepmem.lab.synthesis.world.PlannedBlock;
import org.deepmem.lab.synthesis.world.PlannedDevice;
import org.deepmem.lab.synthesis.world.PlannedDriver;
import org.deepmem.lab.synthesis.world.PlannedFile;
import org.deepmem.lab.synthesis.world.PlannedKey;
import org.deepmem.lab.synthesis.world.PlannedKeyBlock;
import org.deepmem.lab.synthesis.world.PlannedModule;
import org.deepmem.lab.synthesis.world.PlannedObject;
import org.deepmem.lab.synthesis.world.PlannedOther;
import org.deepmem.lab.synthesis.world.PlannedProcess;
import org.deepmem.lab.synthesis.world.PlannedThread;
import org.deepmem.lab.synthesis.world.PoolEvent;
import org.deepmem.lab.synthesis.world.RunningSystem;
import org.deepmem.nn.SeededRandom;

/// Fills a machine with the objects of a plan: lets them live and die in the plan's order, then
/// completes those that live.
public final class Population {
  /// The share of the plan's events after which objects that live are filled with what they own:
  /// what is freed later leaves its remains to the events that follow, not to that.
  private static final double COMPLETED = 0.8;

  private final Scene scene;
  private final ProcessMemories memories;
  private final UserPages pages;
  private final HandleTables tables;
  private final ThreadQueues queues;
  private final ProcessFiller processes;
  private final ThreadFiller threads;
  private final DriverFiller drivers;
  private final ModuleFiller modules;
  private final DeviceFiller devices;
  private final FileFiller files;
  private final KeyFiller keys;
  private final KeyBlockFiller keyBlocks;
  private final OtherFiller others;
  private final BlockFiller blocks;
  private final IdleProcess idle;
  private final Remains remains;
  private final List<LookAlike> lookAlikes = new ArrayList<>();

  /// @param machine booted with the plan's modules in the order of [RunningSystem#loadOrder]
  /// @param random a stream of its own
  public Population(Machine machine, RunningSystem plan, SeededRandom random) {
    scene = new Scene(machine, plan, new Draws(random));
    SecurityDescriptors descriptors = new SecurityDescriptors(scene);
    QuotaBlocks quotas = new QuotaBlocks(scene);
    ObjectAllocator allocator = new ObjectAllocator(scene, descriptors, quotas);
    Directories directories = new Directories(scene, allocator);
    TypeObjects.write(scene, allocator, directories);
    FileStreams streams = new FileStreams(scene);
    Sessions sessions = new Sessions(scene, streams);
    pages = new UserPages(scene, new PageContents(plan.world(), plan.traits()));
    memories = new ProcessMemories(scene, streams, pages);
    tables = new HandleTables(scene);
    queues = new ThreadQueues(scene);
    KernelStacks stacks = new KernelStacks(scene);
    processes = new ProcessFiller(scene, allocator, quotas, sessions, memories, tables);
    threads =
        new ThreadFiller(scene, allocator, memories, stacks, new Waits(scene, queues), queues);
    drivers = new DriverFiller(scene, allocator, directories);
    modules = new ModuleFiller(scene);
    devices = new DeviceFiller(scene, allocator, directories);
    files = new FileFiller(scene, allocator, streams);
    keys = new KeyFiller(scene, allocator);
    keyBlocks = new KeyBlockFiller(scene);
    others = new OtherFiller(scene, allocator, directories);
    blocks = new BlockFiller(scene);
    idle = new IdleProcess(scene);
    remains = new Remains(scene);
    for (String head :
        new String[] {
          "PsActiveProcessHead",
          "PsLoadedModuleList",
          "KiProcessListHead",
          "MmProcessList",
          "HandleTableListHead"
        }) {
      scene.emptyList(scene.global(head));
    }
  }

  /// Writes all objects.
  ///
  /// @param cachePages pages of the file cache and of buffers
  public void fill(int cachePages) {
    List<PoolEvent> events = scene.plan().events();
    int last = (int) (events.size() * COMPLETED);
    for (int i = 0; i < events.size(); i++) {
      switch (events.get(i)) {
        case PoolEvent.Allocated e -> allocate(e.object());
        case PoolEvent.Freed e -> free(e.object());
      }
      if (i == last) {
        completeLive();
        lookAlikes.addAll(new LookAlikes(scene, memories).write(scene.plan().lookAlikes()));
      }
    }
    completeLive();
    for (int id : scene.plan().activeProcesses()) {
      processes.openHandles((PlannedProcess) scene.plan().object(id), scene.require(id));
    }
    tables.createIds();
    int system = scene.plan().activeProcesses().get(0);
    idle.write(scene.require(system));
    queues.run(idle.threads());
    scene.memory().pointer(scene.global("PsInitialSystemProcess"), scene.address(system));
    pages.kernelPages(cachePages);
  }

  /// Fills what lives and isn't filled yet.
  private void completeLive() {
    for (PlannedObject object : scene.plan().objects()) {
      Placed placed = scene.placed(object.id());
      if (placed != null && placed.live && !placed.filled) {
        complete(object, placed);
        placed.filled = true;
      }
    }
  }

  private void allocate(int id) {
    PlannedObject object = scene.plan().object(id);
    Placed placed =
        switch (object) {
          case PlannedProcess o -> processes.allocate(o);
          case PlannedThread o -> threads.allocate(o);
          case PlannedDriver o -> drivers.allocate(o);
          case PlannedModule o -> modules.allocate(o);
          case PlannedDevice o -> devices.allocate(o);
          case PlannedFile o -> files.allocate(o);
          case PlannedKey o -> keys.allocate(o);
          case PlannedKeyBlock o -> keyBlocks.allocate(o);
          case PlannedOther o -> others.allocate(o);
          case PlannedBlock o -> blocks.allocate(o);
        };
    scene.place(id, placed);
    boolean later =
        object instanceof PlannedProcess
            || object instanceof PlannedThread
            || object instanceof PlannedDriver
            || object instanceof PlannedDevice;
    if (!later) {
      complete(object, placed);
      placed.filled = true;
    }
  }

  private void complete(PlannedObject object, Placed placed) {
    switch (object) {
      case PlannedProcess o -> processes.fill(o, placed);
      case PlannedThread o -> threads.fill(o, placed);
      case PlannedDriver o -> drivers.fill(o, placed);
      case PlannedModule o -> modules.fill(o, placed);
      case PlannedDevice o -> devices.fill(o, placed);
      case PlannedFile o -> files.fill(o, placed);
      case PlannedKey o -> keys.fill(o, placed);
      case PlannedKeyBlock o -> keyBlocks.fill(o, placed);
      case PlannedOther o -> others.fill(o, placed);
      case PlannedBlock o -> blocks.fill(o, placed);
    }
  }

  private void free(int id) {
    PlannedObject object = scene.plan().object(id);
    Placed placed = scene.require(id);
    if (!placed.filled) {
      complete(object, placed);
    }
    switch (object) {
      case PlannedProcess o -> processes.unlink(o, placed);
      case PlannedThread o -> threads.unlink(o, placed);
      case PlannedDriver o -> drivers.unlink(o, placed);
      case PlannedModule o -> modules.unlink(o, placed);
      case PlannedDevice o -> devices.unlink(o, placed);
      case PlannedFile o -> files.unlink(o, placed);
      case PlannedKey o -> keys.unlink(o, placed);
      case PlannedKeyBlock o -> keyBlocks.unlink(o, placed);
      case PlannedOther o -> others.unlink(o, placed);
      case PlannedBlock o -> blocks.unlink(o, placed);
    }
    remains.note(WrittenObjects.type(object), placed);
    placed.live = false;
    if (placed.header != 0) {
      StructureWriter header = scene.at("_OBJECT_HEADER", placed.header);
      header.set("PointerCount", 0);
      header.set("HandleCount", 0);
    }
    placed.own.forEach(this::release);
    if (placed.block != null) {
      release(placed.block);
    }
  }

  private void release(PoolBlock block) {
    Pool pool = block.paged() ? scene.machine().pagedPool() : scene.machine().nonPagedPool();
    pool.free(block);
  }

  /// What was written that only looks like objects.
  public List<LookAlike> lookAlikes() {
    return List.copyOf(lookAlikes);
  }

  /// Hides processes: takes them out of the list of processes and overwrites their pool tags.
  ///
  /// @param count how many; at most as many as run beside the system's own
  /// @return their process ids
  public List<Integer> hide(int count) {
    List<Integer> hidden = new ArrayList<>();
    List<Integer> running = scene.plan().activeProcesses();
    for (int i = running.size() - 1; i > 0 && hidden.size() < count; i--) {
      PlannedProcess p = (PlannedProcess) scene.plan().object(running.get(i));
      Placed placed = scene.require(p.id());
      if (placed.block == null || p.critical()) {
        continue;
      }
      long links = scene.at("_EPROCESS", placed.body).address("ActiveProcessLinks");
      scene.unlink(links);
      scene.emptyList(links);
      int headerBytes = scene.size("_POOL_HEADER");
      StructureWriter header = scene.at("_POOL_HEADER", placed.block.address() - headerBytes);
      header.set("PoolTag", 0x656c6946 ^ scene.draws().nextLong() & 0x1f1f1f1f);
      hidden.add(p.pid());
    }
    return hidden;
  }

  /// Every object of the six types: those that live, and those that were freed and are whole.
  public List<WrittenObject> written() {
    return new WrittenObjects(scene, idle, remains).list();
  }
}
