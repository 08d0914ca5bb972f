package org.deepmem.kernel.windows;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.ObjectMembers;

/// Decodes the members of Windows objects. For one thread.
final class WindowsMembers implements ObjectMembers {
  private final Map<String, MemberDecoder> decoders;

  WindowsMembers(WindowsKernel windows) {
    // Each object's decoding is bounded, and there is no bound to how many are asked for.
    KernelReader kernel =
        new KernelReader(windows.space(), windows.symbols(), windows.types(), Long.MAX_VALUE);
    UnicodeText text = new UnicodeText(kernel);
    ObjectHeaders headers = new ObjectHeaders(kernel);
    decoders =
        Map.ofEntries(
            entry("_EPROCESS", new ProcessMembers(kernel, text)),
            entry("_ETHREAD", new ThreadMembers(kernel)),
            entry("_DRIVER_OBJECT", new DriverMembers(kernel, text)),
            entry("_FILE_OBJECT", new FileMembers(kernel, text, headers)),
            entry("_LDR_DATA_TABLE_ENTRY", new ModuleMembers(kernel, text)),
            entry("_CM_KEY_BODY", new KeyMembers(kernel)));
  }

  @Override
  public ObjectFacts of(String type, long address) {
    MemberDecoder decoder = decoders.get(type);
    if (decoder == null) {
      return ObjectFacts.NONE;
    }
    ObjectFacts.Builder facts = new ObjectFacts.Builder();
    decoder.decode(address, facts);
    return facts.build();
  }

  /// A date; "" where it is 0, as that of an exit which hasn't been.
  static Optional<String> time(Field field, long object) {
    OptionalLong units = field.unsigned(object);
    if (units.isEmpty()) {
      return Optional.empty();
    }
    long value = units.getAsLong();
    return Optional.of(value == 0 ? "" : WindowsTime.instant(value).toString());
  }

  /// `yes` or `no`.
  static Optional<String> flag(Field field, long object) {
    OptionalLong value = field.unsigned(object);
    return value.isPresent()
        ? Optional.of((value.getAsLong() & 0xff) != 0 ? "yes" : "no")
        : Optional.empty();
  }
}
