package org.deepmem.kernel.windows;

import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `_LDR_DATA_TABLE_ENTRY`: a module that the kernel loaded. The kernel's own
/// entries agree with the structure up to the count of loads only, so times are left out.
final class ModuleMembers implements MemberDecoder {
  private final UnicodeText text;
  private final Field name;
  private final Field path;
  private final Field base;
  private final Field size;
  private final Field entryPoint;
  private final Field loads;
  private final Field flags;

  ModuleMembers(KernelReader kernel, UnicodeText text) {
    this.text = text;
    name = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "BaseDllName");
    path = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "FullDllName");
    base = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "DllBase");
    size = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "SizeOfImage");
    entryPoint = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "EntryPoint");
    loads = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "LoadCount", "ObsoleteLoadCount");
    flags = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "Flags");
  }

  @Override
  public void decode(long module, ObjectFacts.Builder facts) {
    facts
        .put("name", text.of(name, module))
        .put("path", text.of(path, module))
        .put("base", base.hexadecimal(module))
        .put("size", size.count(module))
        .put("entryPoint", entryPoint.hexadecimal(module))
        .put("loadCount", loads.count(module))
        .put("flags", flags.hexadecimal(module));
  }
}
