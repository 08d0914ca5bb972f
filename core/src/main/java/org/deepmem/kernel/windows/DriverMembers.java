package org.deepmem.kernel.windows;

import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `_DRIVER_OBJECT`.
final class DriverMembers implements MemberDecoder {
  private static final int FUNCTIONS = 28; // IRP_MJ_MAXIMUM_FUNCTION + 1

  private final KernelReader kernel;
  private final UnicodeText text;
  private final Field name;
  private final Field base;
  private final Field size;
  private final Field extension;
  private final Field serviceKey;
  private final Field start;
  private final Field unload;
  private final Field functions;
  private final Field devices;
  private final Field section;

  DriverMembers(KernelReader kernel, UnicodeText text) {
    this.kernel = kernel;
    this.text = text;
    name = Field.of(kernel, "_DRIVER_OBJECT", "DriverName");
    base = Field.of(kernel, "_DRIVER_OBJECT", "DriverStart");
    size = Field.of(kernel, "_DRIVER_OBJECT", "DriverSize");
    extension = Field.of(kernel, "_DRIVER_OBJECT", "DriverExtension");
    serviceKey = Field.of(kernel, "_DRIVER_EXTENSION", "ServiceKeyName");
    start = Field.of(kernel, "_DRIVER_OBJECT", "DriverInit");
    unload = Field.of(kernel, "_DRIVER_OBJECT", "DriverUnload");
    functions = Field.of(kernel, "_DRIVER_OBJECT", "MajorFunction");
    devices = Field.of(kernel, "_DRIVER_OBJECT", "DeviceObject");
    section = Field.of(kernel, "_DRIVER_OBJECT", "DriverSection");
  }

  @Override
  public void decode(long driver, ObjectFacts.Builder facts) {
    facts
        .put("name", text.of(name, driver))
        .put("base", base.hexadecimal(driver))
        .put("size", size.count(driver))
        .put("serviceKey", text.of(serviceKey, extension.follow(driver)))
        .put("init", start.hexadecimal(driver))
        .put("unload", unload.hexadecimal(driver))
        .put("functionsOutside", outside(driver))
        .put("device", devices.hexadecimal(driver))
        .link("module", "_LDR_DATA_TABLE_ENTRY", section.follow(driver));
  }

  /// How many of the functions that requests go to lie outside the driver's own memory. The
  /// kernel's default for requests that a driver doesn't take lies outside too.
  private Optional<String> outside(long driver) {
    OptionalLong from = base.unsigned(driver);
    OptionalLong bytes = size.unsigned(driver);
    int word = kernel.wordSize();
    if (from.isEmpty()
        || bytes.isEmpty()
        || !functions.isKnown()
        || !kernel.readable(functions.at(driver), FUNCTIONS * word)) {
      return Optional.empty();
    }
    int count = 0;
    for (int i = 0; i < FUNCTIONS; i++) {
      long function = kernel.pointer(functions.at(driver) + (long) i * word);
      boolean inside =
          Long.compareUnsigned(
                  function - from.getAsLong() & kernel.highestWord(), bytes.getAsLong())
              < 0;
      count += function == 0 || inside ? 0 : 1;
    }
    return Optional.of(Integer.toString(count));
  }
}
