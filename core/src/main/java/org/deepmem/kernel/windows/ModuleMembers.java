package org.deepmem.kernel.windows;

import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `_LDR_DATA_TABLE_ENTRY`: a module that the kernel loaded.
final class ModuleMembers implements MemberDecoder {
  private final UnicodeText text;
  private final Field name;
  private final Field path;
  private final Field base;
  private final Field size;
  private final Field entryPoint;
  private final Field loads;
  private final Field built;
  private final Field loaded;
  private final Field flags;

  ModuleMembers(KernelReader kernel, UnicodeText text) {
    this.text = text;
    name = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "BaseDllName");
    path = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "FullDllName");
    base = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "DllBase");
    size = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "SizeOfImage");
    entryPoint = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "EntryPoint");
    loads = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "LoadCount", "ObsoleteLoadCount");
    built = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "TimeDateStamp");
    loaded = Field.of(kernel, "_LDR_DATA_TABLE_ENTRY", "LoadTime");
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
        .put("loaded", WindowsMembers.time(loaded, module))
        .put("built", built(module))
        .put("flags", flags.hexadecimal(module));
  }

  /// What the image's header says, seconds since 1970; "" where it is 0.
  private Optional<String> built(long module) {
    OptionalLong seconds = built.unsigned(module);
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    long value = seconds.getAsLong();
    return Optional.of(value == 0 ? "" : Field.time(value, 0));
  }
}
