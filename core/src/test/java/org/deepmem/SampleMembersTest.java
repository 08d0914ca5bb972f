package org.deepmem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.KernelObject;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.ObjectMembers;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.TruthFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Members of the objects of the bundled dump. Its guest was BusyBox, whose file systems, processes
/// and kernel threads are known.
class SampleMembersTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final int TRIES = 10_000;

  private static Dump dump;
  private static Kernel kernel;
  private static final Map<String, List<ObjectFacts>> MEMBERS = new TreeMap<>();
  private static final Map<String, Map<Long, ObjectFacts>> PLACES = new HashMap<>();
  private static final List<Long> ADDRESSES = new ArrayList<>();

  @BeforeAll
  static void decode() throws Exception {
    dump = Dump.open(SAMPLES.resolve("linux-6.1-cloud.kdump"));
    kernel = dump.kernel();
    ObjectMembers members = kernel.members();
    for (KernelObject object : kernel.knownObjects().find()) {
      ADDRESSES.add(object.address());
      if (object.live()) {
        ObjectFacts facts = members.of(object.type(), object.address());
        MEMBERS.computeIfAbsent(object.type(), _ -> new ArrayList<>()).add(facts);
        PLACES.computeIfAbsent(object.type(), _ -> new HashMap<>()).put(object.address(), facts);
      }
    }
  }

  @AfterAll
  static void close() throws Exception {
    dump.close();
  }

  private static List<ObjectFacts> of(String type) {
    return MEMBERS.getOrDefault(type, List.of());
  }

  private static ObjectFacts task(String pid) {
    return of("task_struct").stream()
        .filter(task -> task.value("pid").orElse("").equals(pid))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void membersAgreeWithTheTruthFilesNames() throws Exception {
    int compared = 0;
    for (LabelledObject object : TruthFile.read(SAMPLES.resolve("linux-6.1-cloud.truth.jsonl"))) {
      ObjectFacts facts = PLACES.getOrDefault(object.type(), Map.of()).get(object.virtualAddress());
      if (facts != null) {
        for (String name : List.of("pid", "tgid", "comm", "uid", "euid", "mappings", "threads")) {
          String known = object.names().get(name);
          if (known != null && facts.members().containsKey(name)) {
            assertThat(facts.value(name)).as("%s %s", object, name).contains(known);
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(500);
  }

  @Test
  void knownTasksAreToldApart() {
    assertThat(task("1").value("comm")).contains("init");
    assertThat(task("1").value("parentPid")).contains("0");
    assertThat(task("1").value("kernelThread")).contains("no");
    assertThat(task("1").value("executable")).contains("/bin/busybox");
    assertThat(task("2").value("comm")).contains("kthreadd");
    assertThat(task("2").value("kernelThread")).contains("yes");
    assertThat(task("2").value("executable")).contains("");
    assertThat(task("2").value("state")).contains("sleeping");
    assertThat(task("1").value("started").orElseThrow()).startsWith("2026-").endsWith("Z");
    assertThat(task("1").links())
        .extracting(ObjectFacts.Link::member)
        .contains("parent", "mm", "cred", "files", "signal");
  }

  @Test
  void linksLeadToObjectsOfTheirType() {
    int followed = 0;
    for (List<ObjectFacts> objects : MEMBERS.values()) {
      for (ObjectFacts facts : objects) {
        for (ObjectFacts.Link link : facts.links()) {
          assertThat(PLACES.get(link.type()))
              .as("%s of %s", link, facts)
              .containsKey(link.address());
          followed++;
        }
      }
    }
    assertThat(followed).isGreaterThan(10_000);
  }

  @Test
  void pathsAreThoseOfALinuxSystem() {
    assertThat(paths("kernfs_node")).contains("/kernel/slab/task_struct", "/devices/system/cpu");
    assertThat(paths("file")).contains("/dev/console", "/bin/busybox");
    assertThat(paths("vm_area_struct")).contains("[heap]", "[stack]", "/bin/busybox");
    assertThat(of("inode").stream().flatMap(f -> f.value("filesystem").stream()))
        .contains("proc", "sysfs", "tmpfs", "sockfs", "pipefs");
  }

  private static TreeSet<String> paths(String type) {
    TreeSet<String> paths = new TreeSet<>();
    of(type).forEach(facts -> facts.value("path").ifPresent(paths::add));
    return paths;
  }

  @Test
  void anyAddressIsDecodedForAnyType() {
    Random random = new Random(1);
    ObjectMembers members = kernel.members();
    for (String type : PLACES.keySet()) {
      for (int i = 0; i < TRIES; i++) {
        long known = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
        long address =
            switch (i % 4) {
              case 0 -> random.nextLong();
              case 1 -> known; // mostly an object of another type
              case 2 -> known + random.nextInt(-4096, 4096);
              default -> known | 0xfff; // across the end of a page
            };
        assertThat(members.of(type, address)).isNotNull();
      }
      assertThat(members.of(type, 0).links()).isEmpty();
      assertThat(members.of(type, -1).members()).isNotEmpty();
    }
  }
}
