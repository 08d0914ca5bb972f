package org.deepmem.kernel.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;

/// Layouts of which an input changes members. A change is structure, member, kind, four bytes of a
/// number.
final class BentTypes implements TypeTable {
  private static final int CHANGE = 7;

  /// What BTF can say, and no compiler does.
  private static final List<String> TYPES =
      List.of(
          "",
          "void",
          "char[]",
          "char[0]",
          "char[4294967295]",
          "list_head[2][3]",
          "list_head",
          "task_struct",
          "int[1000000]",
          "task_struct[4000000000]",
          "file *[0]",
          "file **",
          "[3]",
          "]",
          "*",
          "#1",
          "unsigned char[2147483647]",
          "list_head[-1]");

  /// Structures that decoders and walks ask for.
  private static final List<String> STRUCTURES =
      List.of(
          "task_struct",
          "mm_struct",
          "vm_area_struct",
          "signal_struct",
          "files_struct",
          "fdtable",
          "cred",
          "pid",
          "upid",
          "file",
          "path",
          "dentry",
          "qstr",
          "inode",
          "super_block",
          "mount",
          "kernfs_node",
          "kernfs_root",
          "module",
          "socket",
          "sock",
          "sock_common",
          "tcp_sock",
          "unix_sock",
          "kmem_cache",
          "slab",
          "page",
          "list_head",
          "maple_tree",
          "maple_range_64",
          "maple_arange_64",
          "xarray",
          "xa_node",
          "rb_node",
          "pid_namespace",
          "timekeeper",
          "tk_data",
          "kobject",
          "kset",
          "hlist_head",
          "timespec64",
          "kuid_t");

  private final TypeTable real;
  private final Map<String, StructLayout> bent = new HashMap<>();

  BentTypes(TypeTable real, ByteBuffer changes) {
    this.real = real;
    while (changes.remaining() >= CHANGE) {
      String name = STRUCTURES.get((changes.get() & 0xff) % STRUCTURES.size());
      int member = changes.get() & 0xff;
      int kind = changes.get();
      int number = changes.getInt();
      struct(name).ifPresent(layout -> bent.put(name, bend(layout, member, kind, number)));
    }
  }

  private static StructLayout bend(StructLayout layout, int member, int kind, int number) {
    if (layout.members().isEmpty()) {
      return layout;
    }
    List<StructMember> members = new ArrayList<>(layout.members().values());
    int index = member % members.size();
    StructMember old = members.get(index);
    int positive = number & Integer.MAX_VALUE;
    members.set(
        index,
        switch (kind & 7) {
          case 0 -> with(old, positive, old.size(), 0, 0, old.typeName());
          case 1 -> with(old, old.offset(), positive, 0, 0, old.typeName());
          case 2 ->
              with(old, old.offset(), old.size(), number & 7, number >>> 8 & 0xff, old.typeName());
          case 3 -> with(old, old.offset(), number & 15, 0, 0, old.typeName());
          case 4 ->
              with(old, old.offset() + (byte) number & 0xffff, old.size(), 0, 0, old.typeName());
          default -> with(old, old.offset(), old.size(), 0, 0, TYPES.get(positive % TYPES.size()));
        });
    Map<String, StructMember> byName = new LinkedHashMap<>();
    members.forEach(m -> byName.put(m.name(), m));
    boolean resized = (kind & 8) != 0;
    boolean lost = (kind & 16) != 0;
    if (lost) {
      byName.remove(old.name());
    }
    return new StructLayout(layout.name(), resized ? positive : layout.size(), byName);
  }

  private static StructMember with(
      StructMember old, int offset, int size, int bitOffset, int bitSize, String type) {
    return new StructMember(old.name(), offset, size, bitOffset, bitSize, type);
  }

  @Override
  public Optional<StructLayout> struct(String name) {
    StructLayout layout = bent.get(name);
    return layout == null ? real.struct(name) : Optional.of(layout);
  }

  @Override
  public OptionalLong enumConstant(String enumeration, String constant) {
    return real.enumConstant(enumeration, constant);
  }

  @Override
  public String source() {
    return real.source();
  }
}
