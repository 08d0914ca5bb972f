package org.deepmem.lab.synthesis.world;

import java.util.List;
import org.deepmem.nn.SeededRandom;

/// The plan of a running Windows: all that lives when its memory is recorded, and what has lived
/// and left remains. Everything is named by its id, its index in [#objects].
///
/// @param world what it was drawn from
/// @param traits of the system
/// @param computer its name: `FRONTDESK-07`
/// @param bootTime and `now` in hundreds of nanoseconds since 1601, UTC
/// @param now when the memory is recorded
/// @param processors number of logical processors
/// @param objects objects and blocks, live ones and freed ones
/// @param loadOrder ids of the loaded modules of the kernel
/// @param activeProcesses ids of the running processes, in the order of their creation; System
///   first
/// @param events what the pools gave and took back, in order of time
/// @param lookAlikes what shall look like objects
public record RunningSystem(
    World world,
    WindowsSystemTraits traits,
    String computer,
    long bootTime,
    long now,
    int processors,
    List<PlannedObject> objects,
    List<Integer> loadOrder,
    List<Integer> activeProcesses,
    List<PoolEvent> events,
    List<PlannedLookAlike> lookAlikes) {
  public RunningSystem {
    objects = List.copyOf(objects);
    loadOrder = List.copyOf(loadOrder);
    activeProcesses = List.copyOf(activeProcesses);
    events = List.copyOf(events);
    lookAlikes = List.copyOf(lookAlikes);
  }

  /// Draws a system.
  ///
  /// @param processes how many run when the memory is recorded: at least [World#fewestProcesses]
  /// @throws IllegalArgumentException when those are too few
  public static RunningSystem draw(
      World world, WindowsSystemTraits traits, int processes, SeededRandom random) {
    return new SystemPlan(world, traits, random).draw(processes);
  }

  /// The same system, its working sets trimmed until they fit: every region keeps the same share of
  /// its resident pages.
  ///
  /// @param pages how many of the processes' pages outside modules may be resident together
  public RunningSystem trimmed(long pages) {
    long resident = 0;
    for (PlannedProcess process : all(PlannedProcess.class)) {
      resident += process.regions().stream().mapToLong(PlannedRegion::resident).sum();
    }
    if (resident <= pages) {
      return this;
    }
    double share = (double) pages / resident;
    List<PlannedObject> fewer =
        objects.stream()
            .map(object -> object instanceof PlannedProcess p ? p.trimmed(share) : object)
            .toList();
    return new RunningSystem(
        world,
        traits,
        computer,
        bootTime,
        now,
        processors,
        fewer,
        loadOrder,
        activeProcesses,
        events,
        lookAlikes);
  }

  /// The object of an id.
  public PlannedObject object(int id) {
    return objects.get(id);
  }

  /// All objects of a class, live ones and freed ones, by id.
  public <T extends PlannedObject> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
