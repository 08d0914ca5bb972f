package org.deepmem.lab.synthesis.objects;

import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedDevice;
import org.deepmem.lab.synthesis.world.PlannedDriver;

/// Writes _DEVICE_OBJECT: the device, its driver's own data, the kernel's extension; a volume's
/// parameter block.
final class DeviceFiller implements Filler<PlannedDevice> {
  private static final String TYPE = "_DEVICE_OBJECT";
  private static final int EXTENSION_WORDS = 14;

  private final Scene scene;
  private final ObjectAllocator allocator;
  private final Directories directories;

  DeviceFiller(Scene scene, ObjectAllocator allocator, Directories directories) {
    this.scene = scene;
    this.allocator = allocator;
    this.directories = directories;
  }

  private int extensionBytes(PlannedDevice d) {
    return (d.extensionBytes() + 15) & -16;
  }

  @Override
  public Placed allocate(PlannedDevice d) {
    int bytes =
        ((scene.size(TYPE) + 15) & -16) + extensionBytes(d) + EXTENSION_WORDS * scene.word();
    ObjectSpec spec =
        ObjectSpec.of("Device", bytes, false)
            .counted(scene.handleCounts().to(d.id()), 1 + scene.draws().below(12));
    if (!d.name().isEmpty()) {
      spec.named(Directories.nameOf(d.name()), directories.parentOf(d.name()));
    }
    Placed placed = allocator.allocate(spec);
    if (!d.name().isEmpty()) {
      directories.enter(directories.parentOf(d.name()), Directories.nameOf(d.name()), placed.body);
    }
    if (d.volume()) {
      scene.at(TYPE, placed.body).set("Vpb", volume(placed));
    }
    StructureWriter w = scene.at(TYPE, placed.body);
    w.emptyList("DeviceQueue.DeviceListHead");
    w.emptyList("DeviceLock.Header.WaitListHead");
    return placed;
  }

  private long volume(Placed placed) {
    Draws draws = scene.draws();
    long block = scene.own(placed, scene.size("_VPB"), "Vpb ", false);
    StructureWriter v = scene.at("_VPB", block);
    v.set("Type", 10);
    v.set("Size", scene.size("_VPB"));
    v.set("Flags", 1);
    v.set("DeviceObject", scene.someAddress());
    v.set("RealDevice", placed.body);
    v.set("SerialNumber", draws.nextLong());
    v.set("ReferenceCount", 50 + draws.below(4000));
    return block;
  }

  @Override
  public void unlink(PlannedDevice d, Placed placed) {
    if (!d.name().isEmpty()) {
      directories.leave(directories.parentOf(d.name()), Directories.nameOf(d.name()), placed.body);
    }
  }

  @Override
  public void fill(PlannedDevice d, Placed placed) {
    StructureWriter w = scene.at(TYPE, placed.body);
    Draws draws = scene.draws();
    scene.drawMembers(TYPE, w);
    long extension = placed.body + ((scene.size(TYPE) + 15) & -16);
    w.set("Type", 3);
    w.set("Size", scene.size(TYPE) + d.extensionBytes());
    w.set("ReferenceCount", draws.below(5) * draws.below(30));
    w.set("DriverObject", scene.address(d.driver()));
    w.set("NextDevice", next(d));
    w.set("AttachedDevice", attached(d));
    w.set("Flags", d.flags());
    w.set("Characteristics", d.characteristics());
    w.set("DeviceType", d.type());
    w.set("StackSize", d.stackSize());
    w.set("SectorSize", d.sectorSize());
    w.set("DeviceExtension", d.extensionBytes() == 0 ? 0 : extension);
    w.set("DeviceQueue.Type", 0x14);
    w.set("DeviceQueue.Size", scene.size("_KDEVICE_QUEUE"));
    w.set("DeviceLock.Header.Type", 1);
    w.set("DeviceLock.Header.Size", scene.size("_KEVENT") / 4);
    w.set("DeviceLock.Header.SignalState", 1);
    w.set("SecurityDescriptor", scene.someAddress());
    BlockContent.words(scene, extension, extensionBytes(d) / scene.word());
    long kernel = extension + extensionBytes(d);
    w.set("DeviceObjectExtension", kernel);
    scene.memory().u16(kernel, 13);
    scene.memory().pointer(kernel + scene.word(), placed.body);
  }

  private long next(PlannedDevice d) {
    if (scene.plan().object(d.driver()) instanceof PlannedDriver driver) {
      int at = driver.devices().indexOf(d.id());
      if (at >= 0 && at + 1 < driver.devices().size()) {
        return scene.address(driver.devices().get(at + 1));
      }
    }
    return 0;
  }

  private long attached(PlannedDevice d) {
    for (PlannedDevice other : scene.devices()) {
      if (other.attachedTo() == d.id() && other.live()) {
        return scene.address(other.id());
      }
    }
    return 0;
  }
}
