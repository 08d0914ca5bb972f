package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinuxNamesTest {
  private final TestKernel kernel = new TestKernel();
  private final long object = kernel.room(256);
  private final long name = kernel.room(64);

  @Test
  void aTaskIsNamedByItsNumbersAndCommand() {
    kernel.struct("task_struct", 64, "pid 0 4 int", "tgid 4 4 int", "comm 16 16 char[16]");
    kernel.int32(object, 17).int32(object + 4, 12).text(object + 16, "kworker/0:1\u0001");
    assertThat(new LinuxNames(kernel.kernel()).of("task_struct", object))
        .containsExactly(entry("pid", "17"), entry("tgid", "12"), entry("comm", "kworker/0:1?"));
  }

  @Test
  void aFileIsNamedByItsEntry() {
    kernel.struct("file", 64, "f_path 16 16 path");
    kernel.struct("path", 16, "mnt 0 8 vfsmount~*", "dentry 8 8 dentry~*");
    kernel.struct("dentry", 64, "d_name 8 16 qstr");
    kernel.struct("qstr", 16, "name 8 8 char~*");
    long dentry = kernel.room(64);
    kernel.word(object + 24, dentry).word(dentry + 16, name).text(name, "passwd");
    assertThat(new LinuxNames(kernel.kernel()).of("file", object))
        .containsExactly(entry("name", "passwd"));
  }

  @Test
  void aTcpSocketIsNamedByItsEnds() {
    kernel.struct(
        "sock_common",
        136,
        "skc_daddr 0 4 unsigned",
        "skc_rcv_saddr 4 4 unsigned",
        "skc_dport 12 2 unsigned",
        "skc_num 14 2 unsigned",
        "skc_family 16 2 unsigned",
        "skc_state 18 1 unsigned");
    kernel.bytes(object, new byte[] {10, 0, 2, 2, 127, 0, 0, 1});
    kernel.bytes(object + 12, new byte[] {0, 80, (byte) 0x90, 0x1f, 2, 0, 1});
    assertThat(new LinuxNames(kernel.kernel()).of("tcp_sock", object))
        .containsEntry("local", "127.0.0.1:8080")
        .containsEntry("remote", "10.0.2.2:80");
  }

  @Test
  void garbageNeverFails() {
    kernel.struct("task_struct", 64, "pid 0 4 int", "tgid 4 4 int", "comm 16 16 char[16]");
    kernel.struct("mm_struct", 64, "map_count 0 4 int", "owner 8 8 task_struct~*");
    kernel.struct("dentry", 64, "d_name 8 16 qstr");
    kernel.struct("qstr", 16, "name 8 8 char~*");
    kernel.struct("file", 64, "f_path 16 16 path");
    kernel.struct("path", 16, "mnt 0 8 vfsmount~*", "dentry 8 8 dentry~*");
    byte[] bytes = new byte[64 * 1024];
    Random random = new Random(1);
    random.nextBytes(bytes);
    long start = TestKernel.DIRECT_MAP + 0x300000;
    kernel.bytes(start, bytes);
    LinuxNames names = new LinuxNames(kernel.kernel());
    for (ObjectType type : ObjectTypes.linux().all()) {
      for (int i = 0; i < 2000; i++) {
        assertThat(names.of(type.name(), start + random.nextInt(bytes.length))).isNotNull();
      }
      assertThat(names.of(type.name(), 0)).isEmpty();
      assertThat(names.of(type.name(), -1)).isEmpty();
      assertThat(names.of(type.name(), 0xffffc90000000000L)).isEmpty();
    }
  }
}
