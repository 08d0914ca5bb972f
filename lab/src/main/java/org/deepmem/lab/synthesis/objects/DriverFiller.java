package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedDriver;
import org.deepmem.lab.synthesis.world.PlannedModule;

/// Writes _DRIVER_OBJECT, with its extension behind it in the same block.
final class DriverFiller implements Filler<PlannedDriver> {
  private static final String TYPE = "_DRIVER_OBJECT";
  private static final int FUNCTIONS = 28;

  /// Flags that say what it is: initialized, a file system's. The world draws the others.
  private static final int KIND = 0x90;

  private final Scene scene;
  private final ObjectAllocator allocator;
  private final Directories directories;

  DriverFiller(Scene scene, ObjectAllocator allocator, Directories directories) {
    this.scene = scene;
    this.allocator = allocator;
    this.directories = directories;
  }

  @Override
  public Placed allocate(PlannedDriver d) {
    long directory = directories.parentOf(d.name());
    String name = Directories.nameOf(d.name());
    int handles = scene.handleCounts().to(d.id());
    Placed placed =
        allocator.allocate(
            ObjectSpec.of("Driver", scene.size(TYPE) + scene.size("_DRIVER_EXTENSION"), false)
                .named(name, directory)
                .counted(handles, 1 + d.devices().size() + scene.draws().below(3))
                .asPermanent());
    directories.enter(directory, name, placed.body);
    return placed;
  }

  @Override
  public void unlink(PlannedDriver d, Placed placed) {
    directories.leave(directories.parentOf(d.name()), Directories.nameOf(d.name()), placed.body);
  }

  @Override
  public void fill(PlannedDriver d, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    scene.drawMembers(TYPE, w);
    PlannedModule module = (PlannedModule) scene.plan().object(d.module());
    Placed entry = scene.placed(d.module());
    w.set("Type", 4);
    w.set("Size", scene.size(TYPE));
    w.set("Flags", w.get("Flags") | d.flags() & KIND);
    w.set("DeviceObject", d.devices().isEmpty() ? 0 : scene.address(d.devices().get(0)));
    long base = scene.base(module);
    w.set("DriverStart", base);
    w.set("DriverSize", scene.imageSize(module));
    w.set("DriverSection", entry == null ? 0 : entry.body);
    long extension = placed.body + scene.size(TYPE);
    w.set("DriverExtension", extension);
    scene.text(placed, w, "DriverName", d.name(), "Io  ");
    w.set("HardwareDatabase", scene.hardwareDatabase());
    routines(d, placed, w, module);
    extension(d, placed, extension);
  }

  private void routines(PlannedDriver d, Placed placed, StructureWriter w, PlannedModule module) {
    Draws draws = scene.draws();
    w.set("DriverInit", scene.function(module, d.entryOffset()));
    w.set("DriverUnload", d.unload() ? scene.function(module, draws.below(1 << 24)) : 0);
    w.set("DriverStartIo", d.startIo() ? scene.function(module, draws.below(1 << 24)) : 0);
    long refusal = scene.routine("IopInvalidDeviceRequest");
    long common = scene.function(module, draws.below(1 << 24));
    double shared = draws.below(100) / 100.0;
    for (int i = 0; i < FUNCTIONS; i++) {
      long function = refusal;
      if ((d.majorFunctions() >> i & 1) != 0) {
        function = draws.chance(shared) ? common : scene.function(module, draws.below(1 << 24));
      }
      w.set("MajorFunction[" + i + "]", function);
    }
    if (d.fastIo()) {
      int words = 28;
      long table = scene.own(placed, words * scene.word(), "FstI", false);
      scene.memory().u32(table, words * scene.word());
      for (int i = 1; i < words; i++) {
        if (draws.chance(0.5)) {
          scene
              .memory()
              .pointer(
                  table + (long) i * scene.word(), scene.function(module, draws.below(1 << 24)));
        }
      }
      w.set("FastIoDispatch", table);
    }
  }

  private void extension(PlannedDriver d, Placed placed, long address) {
    StructureWriter e = scene.at("_DRIVER_EXTENSION", address);
    PlannedModule module = (PlannedModule) scene.plan().object(d.module());
    e.set("DriverObject", placed.body);
    e.set(
        "AddDevice",
        scene.draws().chance(0.6) ? scene.function(module, scene.draws().below(1 << 24)) : 0);
    e.set("Count", scene.draws().below(4));
    scene.text(placed, e, "ServiceKeyName", Directories.nameOf(d.serviceKey()), "Io  ");
  }
}
