package org.deepmem.report.html;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.Explanation;
import org.deepmem.finding.Finding;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.graph.EdgeType;
import org.deepmem.image.PhysicalRun;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.View;
import org.deepmem.label.ObjectState;

/// A result with as many objects as are asked for, drawn from a seed: tasks that lead to memory
/// maps, dentries, inodes and others, a few of them with findings.
final class TestResult {
  static final long DIRECT_MAP = 0xffff888000000000L;
  static final long MEMORY = 1L << 30;

  private static final List<String> TYPES =
      List.of(
          "cred",
          "dentry",
          "file",
          "files_struct",
          "inode",
          "kernfs_node",
          "mm_struct",
          "module",
          "pid",
          "signal_struct",
          "socket",
          "task_struct",
          "tcp_sock",
          "unix_sock",
          "vm_area_struct");
  private static final Set<View> ASKED =
      EnumSet.of(View.LISTS, View.TABLES, View.REFERENCES, View.ALLOCATOR);

  private final Random random;
  private final int objects;
  private final List<String> comms;

  /// @param comms names of tasks, which the first tasks have one after the other
  TestResult(int objects, List<String> comms) {
    random = new Random(objects);
    this.objects = objects;
    this.comms = comms;
  }

  ScanResult result() {
    List<FoundObject> found = new ArrayList<>();
    for (int type = 0; type < TYPES.size(); type++) {
      int from = (int) ((long) objects * type / TYPES.size());
      int to = (int) ((long) objects * (type + 1) / TYPES.size());
      for (int i = from; i < to; i++) {
        found.add(object(type, i - from, from, to));
      }
    }
    return new ScanResult(identity(), found, ASKED, List.of("The dump was taken live."));
  }

  static DumpIdentity identity() {
    return new DumpIdentity(
        "memory.elf",
        MEMORY,
        Optional.of("ab".repeat(32)),
        "ELF core",
        "linux-x64",
        Optional.of("6.1.0-42-cloud-amd64"),
        Optional.of(Instant.parse("2026-11-20T10:11:12Z")),
        Optional.of(Instant.parse("2026-11-19T06:00:00Z")),
        Instant.parse("2026-11-21T08:00:00Z"),
        "DeepMem 0.1.0",
        "linux-x64.model",
        "cd".repeat(32));
  }

  static List<PhysicalRun> runs() {
    return List.of(new PhysicalRun(0x1000, 0x9e000), new PhysicalRun(0x100000, MEMORY - 0x100000));
  }

  private static long physical(int type, int number) {
    return 0x1000000 + (((long) number * TYPES.size() + type) * 192) % (MEMORY - 0x2000000);
  }

  private FoundObject object(int type, int number, int from, int to) {
    String name = TYPES.get(type);
    long physical = physical(type, number);
    Map<String, String> names = new LinkedHashMap<>();
    ObjectFacts.Builder facts = new ObjectFacts.Builder();
    if (name.equals("task_struct")) {
      String comm = number < comms.size() ? comms.get(number) : "worker/" + random.nextInt(100);
      names.put("comm", comm);
      names.put("pid", Integer.toString(number + 1));
      facts.putAll(names).put("exit_state", "0").absent("sched_class");
      facts.link("mm", "mm_struct", DIRECT_MAP + physical(TYPES.indexOf("mm_struct"), number));
      facts.link("cred", "cred", DIRECT_MAP + physical(TYPES.indexOf("cred"), number));
      facts.link("real_parent", "task_struct", 0xffffffff82e14940L);
    } else if (name.equals("dentry")) {
      names.put("path", "/usr/lib/%08x/%d".formatted(random.nextInt(), number));
    }
    Optional<Finding> finding =
        number < 3 && name.equals("task_struct")
            ? Optional.of(Finding.values()[number])
            : Optional.empty();
    boolean fabricated = finding.equals(Optional.of(Finding.FABRICATED));
    return new FoundObject(
        new DetectedObject(
            name,
            finding.equals(Optional.of(Finding.FREED)) ? ObjectState.RESIDUAL : ObjectState.LIVE,
            DIRECT_MAP + physical,
            OptionalLong.of(physical),
            192,
            fabricated ? 0 : 2 + (float) Math.abs(random.nextGaussian()) * 8,
            OptionalDouble.of(1 - random.nextDouble() / 50),
            fabricated ? 0 : 1 + random.nextInt(12),
            names),
        !fabricated,
        finding.isEmpty() ? ASKED : Set.of(View.REFERENCES),
        finding,
        facts.build());
  }

  /// Explanations with bytes that don't compress.
  List<Explanation> explanations(List<FoundObject> of, int bytes) {
    return of.stream().map(found -> explanation(found, bytes)).toList();
  }

  private Explanation explanation(FoundObject found, int size) {
    long address = found.object().virtualAddress();
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    Arrays.fill(bytes, size / 4, size / 2, (byte) 0);
    List<Explanation.Node> nodes = new ArrayList<>();
    List<Explanation.Edge> edges = new ArrayList<>();
    List<Explanation.Vote> votes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      nodes.add(new Explanation.Node(address + i * 32, 24, found.object().type(), address));
      votes.add(
          new Explanation.Vote(
              address + i * 32,
              24,
              i * 32,
              "head",
              i == 0 ? null : "tasks.next",
              .9f,
              .98f,
              found.object().type() + "+" + i * 32));
    }
    nodes.add(
        new Explanation.Node(DIRECT_MAP + physical(0, 1), 16, "cred", DIRECT_MAP + physical(0, 1)));
    nodes.add(new Explanation.Node(DIRECT_MAP, 100, null, 0));
    edges.add(new Explanation.Edge(0, 1, EdgeType.RIGHT_NEIGHBOUR));
    edges.add(new Explanation.Edge(1, 5, EdgeType.RIGHT_POINTER));
    edges.add(new Explanation.Edge(3, 6, EdgeType.LEFT_POINTER));
    edges.add(new Explanation.Edge(2, 6, EdgeType.POINTED_BY));
    return new Explanation(
        found.object().type(),
        address,
        size,
        votes.subList(0, 4),
        votes.subList(4, 5),
        nodes,
        edges,
        bytes,
        size);
  }
}
