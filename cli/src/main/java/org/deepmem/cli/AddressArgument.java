package org.deepmem.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalLong;
import org.deepmem.Dump;
import org.deepmem.paging.AddressSpace;
import org.deepmem.paging.Translation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An address as it is typed: `0xffff888003a1c000`, the same without `0x` or with a debugger's
/// backtick in its midst, or `phys:0x3a1c000`.
///
/// @param value of the address
/// @param physical whether it counts the machine's memory
record AddressArgument(long value, boolean physical) {
  private static final String PHYSICAL = "phys:";

  /// Reads what was typed.
  static final class Converter implements ITypeConverter<AddressArgument> {
    @Override
    public AddressArgument convert(String typed) {
      String text = typed.toLowerCase(Locale.ROOT);
      boolean physical = text.startsWith(PHYSICAL);
      String digits =
          (physical ? text.substring(PHYSICAL.length()) : text)
              .replaceFirst("^0x", "")
              .replace("`", "");
      if (!digits.matches("[0-9a-f]{1,16}")) {
        throw new TypeConversionException(
            "'%s' is no address; give hexadecimal digits, such as 0xffff888003a1c000, or"
                    .formatted(typed)
                + " phys:0x3a1c000");
      }
      return new AddressArgument(Long.parseUnsignedLong(digits, 16), physical);
    }
  }

  /// The address by which a scan knows the byte.
  ///
  /// @throws IOException when the dump has no such byte of kernel memory; the message is one line
  long canonical(Dump dump) throws IOException {
    long at = physical ? value : translated(dump);
    OptionalLong canonical = dump.canonical(at);
    if (canonical.isPresent()) {
      return canonical.getAsLong();
    }
    boolean there = dump.image().read(at, new byte[1], 0, 1) == 1;
    throw new IOException(
        "%s: %s; 'deepmem scan' lists the objects that there are"
            .formatted(
                this,
                there
                    ? "the kernel doesn't map its page, so no object is looked for there"
                    : "its page at physical 0x%x isn't in the dump".formatted(at & -0x1000)));
  }

  private long translated(Dump dump) throws IOException {
    AddressSpace space = dump.space();
    return switch (space.translate(value)) {
      case Translation.Mapped mapped -> mapped.physicalAddress();
      case Translation.Unmapped unmapped ->
          throw new IOException(
              "%s: isn't mapped: %s; 'deepmem scan' lists the objects that there are"
                  .formatted(this, unmapped.reason()));
    };
  }

  @Override
  public String toString() {
    return "%s0x%x".formatted(physical ? PHYSICAL : "", value);
  }
}
