package org.deepmem.kernel.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.Signatures;

/// The marks of Windows' objects, by the layouts and the table of types: the tag of the pool block,
/// the object header's TypeIndex, and of the members that the type's checks ask those that are text
/// (`ImageFileName`), one constant (`Type`) or the structure's own size.
///
/// The idle process and its threads are no allocations and have no object header; what lies before
/// them is left alone. Allocations of whole pages have no pool header; their tags are in a table
/// elsewhere and aren't marks.
final class WindowsSignatures implements Signatures {
  private static final String HEADER = "_OBJECT_HEADER";

  private final KernelReader kernel;
  private final PoolTags tags;
  private final ObjectHeaders headers;

  WindowsSignatures(WindowsKernel kernel) {
    this.kernel = kernel.reader();
    tags = new PoolTags(kernel);
    headers = new ObjectHeaders(this.kernel);
  }

  @Override
  public List<Mark> of(String name, long address) {
    List<Mark> marks = new ArrayList<>();
    for (WindowsType type : WindowsTypes.all()) {
      if (type.name().equals(name)) {
        OptionalLong tag = tags.of(name, address);
        tag.ifPresent(at -> marks.add(new Mark(at, PoolTags.BYTES)));
        addTypeIndex(type, address, marks);
        type.checks().forEach(check -> addMember(name, check, address, marks));
      }
    }
    return marks;
  }

  private void addTypeIndex(WindowsType type, long address, List<Mark> marks) {
    int index = kernel.offset(HEADER, "TypeIndex");
    if (type.hasHeader()
        && index != KernelReader.ABSENT
        && headers.typeName(address).equals(type.object())) {
      marks.add(new Mark(address - headers.body() + index, 1));
    }
  }

  private void addMember(String type, TypeCheck check, long address, List<Mark> marks) {
    boolean constant =
        switch (check.kind()) {
          case TEXT, SIZED -> true;
          case RANGE -> check.arguments().getFirst().equals(check.arguments().getLast());
          case ALIGNED, PAGE, HANDLE, UNICODE, KERNEL, LINKED -> false;
        };
    if (constant) {
      kernel
          .types()
          .member(type, check.member())
          .filter(member -> member.bitSize() == 0)
          .ifPresent(
              member -> marks.add(new Mark(address + member.offset(), Math.max(1, member.size()))));
    }
  }
}
