package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.Optional;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.ObjectFacts;
import org.junit.jupiter.api.Test;

class LinuxMembersTest {
  private final TestKernel kernel = new TestKernel();

  private ObjectFacts of(String type, long address) {
    return new LinuxMembers(kernel.kernel()).of(type, address);
  }

  private long named(String text) {
    long at = kernel.room(64);
    kernel.text(at, text);
    return at;
  }

  @Test
  void aTaskSaysWhoItIsWhatItDoesAndSinceWhen() {
    kernel.struct(
        "task_struct",
        128,
        "pid 0 4 int",
        "tgid 4 4 int",
        "__state 8 4 unsigned",
        "exit_state 12 4 int",
        "comm 16 16 char[16]",
        "flags 32 4 unsigned",
        "start_boottime 40 8 unsigned",
        "real_parent 48 8 task_struct~*",
        "cred 56 8 cred~*",
        "mm 64 8 mm_struct~*");
    kernel.struct("cred", 64, "uid 8 4 kuid_t", "euid 24 4 kuid_t");
    long task = kernel.room(128);
    long parent = kernel.room(128);
    long cred = kernel.room(64);
    kernel.int32(task, 17).int32(task + 4, 12).int32(task + 8, 2).text(task + 16, "worker\u0001");
    kernel.int32(task + 32, 0x200000).word(task + 40, 1_500_000_000L).word(task + 48, parent);
    kernel.word(task + 56, cred).int32(cred + 8, 1000).int32(cred + 24, -2);
    kernel.int32(parent, 2).int32(parent + 4, 2).text(parent + 16, "kthreadd");
    KernelReader reader = kernel.reader();
    SuperBlocks superBlocks = new SuperBlocks(reader);
    FilePaths paths = new FilePaths(reader, new DentryNames(reader), superBlocks);
    ObjectFacts.Builder facts = new ObjectFacts.Builder();
    new TaskMembers(reader, paths, Optional.of(Instant.parse("2026-11-28T10:00:00.75Z")))
        .decode(task, facts);
    ObjectFacts told = facts.build();
    assertThat(told.members())
        .contains(
            entry("pid", Optional.of("17")),
            entry("tgid", Optional.of("12")),
            entry("comm", Optional.of("worker?")),
            entry("uid", Optional.of("1000")),
            entry("euid", Optional.of("4294967294")),
            entry("state", Optional.of("disk sleep")),
            entry("started", Optional.of("2026-11-28T10:00:02.250Z")),
            entry("parentPid", Optional.of("2")),
            entry("parentComm", Optional.of("kthreadd")),
            entry("kernelThread", Optional.of("yes")),
            entry("executable", Optional.of("")));
    assertThat(told.links())
        .containsExactly(
            new ObjectFacts.Link("parent", "task_struct", parent),
            new ObjectFacts.Link("cred", "cred", cred));
  }

  @Test
  void whatTheLayoutLacksOrTheDumpLacksIsAbsent() {
    kernel.struct("task_struct", 64, "pid 0 4 int", "comm 16 16 char[16]");
    ObjectFacts known = of("task_struct", kernel.room(64));
    assertThat(known.value("pid")).contains("0");
    assertThat(known.members()).containsKey("state");
    assertThat(known.value("state")).isEmpty();
    assertThat(of("task_struct", 0xffffc90000000000L).members().values())
        .isNotEmpty()
        .allMatch(Optional::isEmpty);
    assertThat(of("no_such_type", kernel.room(64))).isSameAs(ObjectFacts.NONE);
  }

  @Test
  void statesHaveTheWordsOfProc() {
    assertThat(TaskState.of(0, 0)).isEqualTo("running");
    assertThat(TaskState.of(1, 0)).isEqualTo("sleeping");
    assertThat(TaskState.of(0x402, 0)).isEqualTo("idle");
    assertThat(TaskState.of(0x104, 0)).isEqualTo("stopped");
    assertThat(TaskState.of(8, 0)).isEqualTo("traced");
    assertThat(TaskState.of(0x80, 0x20)).isEqualTo("zombie");
    assertThat(TaskState.of(0x80, 0x10)).isEqualTo("dead");
  }

  private void fileSystems() {
    kernel.struct("file", 64, "f_path 16 16 path", "f_mode 32 4 unsigned");
    kernel.struct("path", 16, "mnt 0 8 vfsmount~*", "dentry 8 8 dentry~*");
    kernel.struct("dentry", 64, "d_name 0 16 qstr", "d_parent 16 8 dentry~*");
    kernel.struct("qstr", 16, "len 4 4 unsigned", "name 8 8 char~*");
    kernel.struct("vfsmount", 16, "mnt_root 0 8 dentry~*");
    kernel.struct(
        "mount",
        64,
        "mnt_parent 8 8 mount~*",
        "mnt_mountpoint 16 8 dentry~*",
        "mnt 32 16 vfsmount");
  }

  private long dentry(String name, long parent) {
    long at = kernel.room(64);
    kernel.int32(at + 4, name.length()).word(at + 8, named(name + "beyond its length"));
    kernel.word(at + 16, parent == 0 ? at : parent);
    return at;
  }

  private long mount(long outer, long point, long root) {
    long at = kernel.room(64);
    kernel.word(at + 8, outer == 0 ? at : outer).word(at + 16, point).word(at + 32, root);
    return at;
  }

  private long file(long mount, long dentry) {
    long at = kernel.room(64);
    kernel.word(at + 16, mount + 32).word(at + 24, dentry).int32(at + 32, 3);
    return at;
  }

  @Test
  void aFilesPathGoesThroughItsMounts() {
    fileSystems();
    long root = dentry("/", 0);
    long outer = mount(0, root, root);
    long point = dentry("data", dentry("srv", root));
    long inner = dentry("/", 0);
    long mounted = mount(outer, point, inner);
    long leaf = dentry("b.txt", dentry("a", inner));
    ObjectFacts facts = of("file", file(mounted, leaf));
    assertThat(facts.value("path")).contains("/srv/data/a/b.txt");
    assertThat(facts.value("access")).contains("rw");
    assertThat(of("file", file(mounted, inner)).value("path")).contains("/srv/data");
    assertThat(of("dentry", leaf).value("path")).contains("/a/b.txt");
    assertThat(of("file", file(outer, root)).value("path")).contains("/");
  }

  @Test
  void aPathBelowABoundDirectoryLeavesOutWhatIsAboveIt() {
    fileSystems();
    long root = dentry("/", 0);
    long outer = mount(0, root, root);
    long point = dentry("jail", root);
    long bound = dentry("inner", root);
    long mounted = mount(outer, point, bound);
    long leaf = dentry("passwd", bound);
    assertThat(of("file", file(mounted, leaf)).value("path")).contains("/jail/passwd");
  }

  @Test
  void pathsInACircleEnd() {
    fileSystems();
    long first = dentry("one", 0);
    long second = dentry("two", first);
    kernel.word(first + 16, second);
    long mounted = mount(0, first, first);
    long other = mount(mounted, second, second);
    kernel.word(mounted + 8, other);
    assertThat(of("dentry", first).value("path").orElseThrow()).startsWith(".../").endsWith("one");
    assertThat(of("file", file(mounted, second)).value("path")).isPresent();
  }

  @Test
  void modesAreShownAsLsShowsThem() {
    assertThat(FileMode.of(0100644)).isEqualTo("-rw-r--r--");
    assertThat(FileMode.of(041777)).isEqualTo("drwxrwxrwt");
    assertThat(FileMode.of(0104755)).isEqualTo("-rwsr-xr-x");
    assertThat(FileMode.of(0102644)).isEqualTo("-rw-r-Sr--");
    assertThat(FileMode.of(0120777)).isEqualTo("lrwxrwxrwx");
    assertThat(FileMode.of(0140755)).isEqualTo("srwxr-xr-x");
  }

  @Test
  void anInodesTimesAreReadFromOldAndNewMembers() {
    kernel.struct("timespec64", 16, "tv_sec 0 8 long", "tv_nsec 8 8 long");
    kernel.struct(
        "inode",
        128,
        "i_mode 0 2 unsigned",
        "i_size 8 8 long",
        "i_atime 16 16 timespec64",
        "__i_mtime 32 16 timespec64",
        "i_ctime_sec 48 8 long",
        "i_ctime_nsec 56 4 unsigned");
    long inode = kernel.room(128);
    kernel.int32(inode, 0100600).word(inode + 8, 5).word(inode + 16, 1_000_000_000L);
    kernel.word(inode + 32, Long.MAX_VALUE).word(inode + 48, -1L).int32(inode + 56, 500_000_000);
    ObjectFacts facts = of("inode", inode);
    assertThat(facts.value("mode")).contains("-rw-------");
    assertThat(facts.value("size")).contains("5");
    assertThat(facts.value("accessed")).contains("2001-09-09T01:46:40Z");
    assertThat(facts.value("modified")).contains("@" + Long.MAX_VALUE);
    assertThat(facts.value("changed")).contains("1969-12-31T23:59:59.500Z");
  }

  @Test
  void addressesAreWrittenByRfc5952() {
    byte[] bytes = new byte[16];
    assertThat(InternetAddress.v6(bytes)).isEqualTo("::");
    bytes[15] = 1;
    assertThat(InternetAddress.v6(bytes)).isEqualTo("::1");
    bytes[0] = 0x20;
    bytes[1] = 1;
    bytes[3] = (byte) 0xdb;
    bytes[8] = 0x10;
    assertThat(InternetAddress.v6(bytes)).isEqualTo("2001:db::1000:0:0:1");
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 2, 15};
    assertThat(InternetAddress.v6(mapped)).isEqualTo("::ffff:10.0.2.15");
  }

  @Test
  void aTcpSocketSaysBothEnds() {
    kernel.struct(
        "sock_common",
        136,
        "skc_daddr 0 4 unsigned",
        "skc_rcv_saddr 4 4 unsigned",
        "skc_dport 12 2 unsigned",
        "skc_num 14 2 unsigned",
        "skc_family 16 2 unsigned",
        "skc_state 18 1 unsigned");
    long sock = kernel.room(256);
    kernel.bytes(sock, new byte[] {10, 0, 2, 2, 127, 0, 0, 1});
    kernel.bytes(sock + 12, new byte[] {0, 80, (byte) 0x90, 0x1f, 2, 0, 10});
    assertThat(of("tcp_sock", sock).members())
        .contains(
            entry("family", Optional.of("IPv4")),
            entry("state", Optional.of("listening")),
            entry("localAddress", Optional.of("127.0.0.1")),
            entry("localPort", Optional.of("8080")),
            entry("remoteAddress", Optional.of("10.0.2.2")),
            entry("remotePort", Optional.of("80")),
            entry("uid", Optional.empty()));
  }

  @Test
  void capabilitiesAreNamed() {
    assertThat(Capabilities.words(0)).isEqualTo("none");
    assertThat(Capabilities.words((1L << 41) - 1)).isEqualTo("all");
    assertThat(Capabilities.words(1L << 13 | 1L << 21)).isEqualTo("net_raw sys_admin");
    assertThat(Capabilities.words(0xfffL)).endsWith(" and 4 more");
  }
}
