package org.deepmem.lab.synthesis.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.nn.SeededRandom;

/// Puts the parts of a plan together.
final class SystemPlan {
  private static final int STILL_ACTIVE = 259;
  private static final int[] EXIT_STATUS = {0, 0, 0, 0, 1, 0xC000013A, 0x40010004};

  private final World world;
  private final WindowsSystemTraits traits;
  private final SeededRandom random;
  private final Map<String, PlannedAccount> accounts = new HashMap<>();

  SystemPlan(World world, WindowsSystemTraits traits, SeededRandom random) {
    this.world = world;
    this.traits = traits;
    this.random = random;
  }

  RunningSystem draw(int processes) {
    if (processes < world.fewestProcesses()) {
      throw new IllegalArgumentException(
          "%d processes; a Windows of world %s runs at least %d"
              .formatted(processes, world.name, world.fewestProcesses()));
    }
    long now =
        Clock.ofUnix(world.system.recorded().draw(random)) + random.nextInt((int) Clock.SECOND);
    long boot = now - Math.max(600, world.system.uptime().draw(random)) * Clock.SECOND;
    Clock clock = new Clock(boot, now, world.churn);
    Draft draft = new Draft(world, traits, clock, random.nextLong());
    int processors = Math.clamp(world.system.processors().drawInt(random), 1, 32);
    world.system.accounts().forEach((name, account) -> accounts.put(name, drawn(account)));

    ModulePlan modules = new ModulePlan(draft);
    modules.plan();
    ProcessPlan plan = new ProcessPlan(draft);
    plan.plan(processes);
    FilePlan files = new FilePlan(draft, modules);
    KeyPlan keys = new KeyPlan(draft);
    OtherPlan others = new OtherPlan(draft);
    others.fixed(plan.all.getFirst().id);
    UserMemoryPlan memory = new UserMemoryPlan(draft, files);
    for (ProcessDraft process : plan.all) {
      process.token = others.make(ObjectKind.TOKEN, process.id, process.create, process.end).id();
      if (!process.isSystem() && process.running()) {
        memory.plan(process);
      }
    }
    new HandlePlan(draft, plan.all, files, keys, others).plan();
    new ChurnPlan(draft, plan.all).plan(files, keys, others);
    keys.finish();
    ThreadPlan threads = new ThreadPlan(draft, modules, processors);
    for (ProcessDraft process : plan.all) {
      threads.plan(process);
      draft.put(finished(process, modules.systemVolume().name()));
    }
    new BlockPlan(draft).plan(processes);
    List<PlannedObject> objects = draft.finished();
    return new RunningSystem(
        world,
        traits,
        world.grammar.draw("computer", random),
        boot,
        now,
        processors,
        objects,
        modules.loaded.stream().map(PlannedModule::id).toList(),
        plan.all.stream().filter(ProcessDraft::running).map(p -> p.id).toList(),
        events(objects),
        LookAlikePlan.plan(world.lookAlikes, objects, draft.random(11)));
  }

  private PlannedAccount drawn(PlannedAccount account) {
    return new PlannedAccount(
        world.grammar.expand(account.name(), random), world.grammar.expand(account.sid(), random));
  }

  private PlannedProcess finished(ProcessDraft process, String volume) {
    ProcessTemplate template = process.template;
    boolean system = process.isSystem();
    String path = system ? "" : volume + process.folder + "\\" + process.image;
    PlannedAccount account =
        accounts.getOrDefault(template.account(), new PlannedAccount("SYSTEM", "S-1-5-18"));
    String folder =
        template.session() > 0 && random.nextInt(3) == 0
            ? "\\Users\\" + account.name()
            : process.folder;
    return new PlannedProcess(
        process.id,
        process.pid,
        process.parentPid,
        process.image,
        path,
        system ? "" : process.command,
        system ? "" : "C:" + folder + "\\",
        process.create,
        process.exit,
        process.end,
        process.running() ? STILL_ACTIVE : EXIT_STATUS[random.nextInt(EXIT_STATUS.length)],
        template.session(),
        account,
        process.token,
        process.imageFile,
        template.priority(),
        template.priorityClass(),
        template.critical(),
        process.wow64,
        process.threads.stream().filter(t -> t.end == 0).map(t -> t.id).toList(),
        process.dlls,
        process.regions,
        process.handles);
  }

  private static List<PoolEvent> events(List<PlannedObject> objects) {
    List<PoolEvent> events = new ArrayList<>(2 * objects.size());
    for (PlannedObject object : objects) {
      events.add(new PoolEvent.Allocated(object.createTime(), object.id()));
      if (!object.live()) {
        events.add(new PoolEvent.Freed(object.endTime(), object.id()));
      }
    }
    events.sort(
        Comparator.comparingLong(PoolEvent::time)
            .thenComparing(event -> event instanceof PoolEvent.Freed)
            .thenComparingInt(PoolEvent::object));
    return events;
  }
}
