package org.deepmem.kernel.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `module`. Where it lies is told by `mem` (6.4 on), `core_layout` or
/// `module_core`.
final class ModuleMembers implements MemberDecoder {
  private static final int LONGEST_NAME = 56; // MODULE_NAME_LEN
  private static final int LONGEST_TEXT = 256;
  private static final int BASE_REFERENCES = 1; // MODULE_REF_BASE
  private static final int MOST_PARTS = 16;
  private static final String[] STATES = {"live", "coming", "going", "unformed"};

  private final Field name;
  private final Field base;
  private final List<Field> sizes = new ArrayList<>();
  private final Field state;
  private final Field version;
  private final Field source;
  private final Field arguments;
  private final Field references;
  private final Field start;
  private final Field taints;

  ModuleMembers(KernelReader kernel) {
    name = Field.of(kernel, "module", "name");
    base = Field.of(kernel, "module", "mem[0].base", "core_layout.base", "module_core");
    for (int part = 0; part < MOST_PARTS; part++) {
      Field size = Field.of(kernel, "module", "mem[%d].size".formatted(part));
      if (size.isKnown()) {
        sizes.add(size);
      }
    }
    if (sizes.isEmpty()) {
      sizes.add(Field.of(kernel, "module", "core_layout.size", "core_size"));
    }
    state = Field.of(kernel, "module", "state");
    version = Field.of(kernel, "module", "version");
    source = Field.of(kernel, "module", "srcversion");
    arguments = Field.of(kernel, "module", "args");
    references = Field.of(kernel, "module", "refcnt");
    start = Field.of(kernel, "module", "init");
    taints = Field.of(kernel, "module", "taints");
  }

  @Override
  public void decode(long module, ObjectFacts.Builder facts) {
    facts
        .put("name", name.text(module, LONGEST_NAME))
        .put("base", base.hexadecimal(module))
        .put("size", size(module))
        .put("state", state(module))
        .put("uses", uses(module))
        .put("version", version.textBehind(module, LONGEST_TEXT))
        .put("srcversion", source.textBehind(module, LONGEST_TEXT))
        .put("arguments", arguments.textBehind(module, LONGEST_TEXT))
        .put("init", start.hexadecimal(module))
        .put("taints", taints.hexadecimal(module));
  }

  /// Bytes of all parts.
  private Optional<String> size(long module) {
    long sum = 0;
    for (Field part : sizes) {
      OptionalLong size = part.unsigned(module);
      if (size.isEmpty()) {
        return Optional.empty();
      }
      sum += size.getAsLong();
    }
    return Optional.of(Long.toString(sum));
  }

  private Optional<String> state(long module) {
    OptionalLong value = state.unsigned(module);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    long number = value.getAsLong();
    return Optional.of(number < STATES.length && number >= 0 ? STATES[(int) number] : "unknown");
  }

  /// As lsmod counts them.
  private Optional<String> uses(long module) {
    OptionalLong count = references.signed(module);
    return count.isPresent()
        ? Optional.of(Long.toString(count.getAsLong() - BASE_REFERENCES))
        : Optional.empty();
  }
}
