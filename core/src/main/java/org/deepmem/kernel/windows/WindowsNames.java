package org.deepmem.kernel.windows;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deepmem.kernel.Decoder;
import org.deepmem.kernel.KernelFact;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.ObjectNames;

/// Names Windows objects for people. For one thread.
final class WindowsNames implements ObjectNames {
  private static final int LONGEST_IMAGE_NAME = 16;
  private static final int LONGEST_PATH = 1024;

  private final KernelReader kernel;
  private final UnicodeText text;
  private final ObjectHeaders headers;
  private final KeyPaths keys;
  private final Map<String, Decoder> decoders =
      Map.ofEntries(
          entry("_EPROCESS", this::process),
          entry("_ETHREAD", this::thread),
          entry("_DRIVER_OBJECT", this::driver),
          entry("_FILE_OBJECT", this::file),
          entry("_LDR_DATA_TABLE_ENTRY", this::module),
          entry("_CM_KEY_BODY", this::key));

  WindowsNames(WindowsKernel kernel) {
    this.kernel = kernel.reader();
    text = new UnicodeText(this.kernel);
    headers = new ObjectHeaders(this.kernel);
    keys = new KeyPaths(this.kernel);
  }

  @Override
  public Map<String, String> of(String type, long address) {
    Map<String, String> facts = new LinkedHashMap<>();
    Decoder decoder = decoders.get(type);
    if (decoder != null && kernel.readable(address, 1)) {
      decoder.decode(kernel, address, facts);
    }
    facts.values().removeIf(String::isEmpty);
    return Collections.unmodifiableMap(facts);
  }

  private void process(KernelReader reader, long address, Map<String, String> facts) {
    facts.put("pid", number("_EPROCESS", "UniqueProcessId", address));
    facts.put("image", image(address));
    facts.put("parent", number("_EPROCESS", "InheritedFromUniqueProcessId", address));
    facts.put("created", time("_EPROCESS", "CreateTime", address));
    facts.put("exited", time("_EPROCESS", "ExitTime", address));
  }

  private void thread(KernelReader reader, long address, Map<String, String> facts) {
    facts.put("tid", number("_ETHREAD", "Cid.UniqueThread", address));
    facts.put("pid", number("_ETHREAD", "Cid.UniqueProcess", address));
    long owner = pointer("_ETHREAD", "ThreadsProcess", address);
    if (owner == 0) {
      owner = pointer("_ETHREAD", "Tcb.Process", address);
    }
    facts.put("image", owner == 0 ? "" : image(owner));
  }

  private void driver(KernelReader reader, long address, Map<String, String> facts) {
    facts.put("driver", unicode("_DRIVER_OBJECT", "DriverName", address));
    facts.put("base", hexadecimal(pointer("_DRIVER_OBJECT", "DriverStart", address)));
    facts.put("size", size("_DRIVER_OBJECT", "DriverSize", address));
  }

  private void module(KernelReader reader, long address, Map<String, String> facts) {
    facts.put("module", unicode("_LDR_DATA_TABLE_ENTRY", "BaseDllName", address));
    facts.put("base", hexadecimal(pointer("_LDR_DATA_TABLE_ENTRY", "DllBase", address)));
    facts.put("size", size("_LDR_DATA_TABLE_ENTRY", "SizeOfImage", address));
    facts.put("path", unicode("_LDR_DATA_TABLE_ENTRY", "FullDllName", address));
  }

  private void file(KernelReader reader, long address, Map<String, String> facts) {
    facts.put("path", unicode("_FILE_OBJECT", "FileName", address));
    facts.put("device", headers.name(pointer("_FILE_OBJECT", "DeviceObject", address)));
  }

  private void key(KernelReader reader, long address, Map<String, String> facts) {
    facts.put("path", keys.of(pointer("_CM_KEY_BODY", "KeyControlBlock", address)));
    facts.put("pid", number("_CM_KEY_BODY", "ProcessID", address));
  }

  private String image(long process) {
    int at = at("_EPROCESS", "ImageFileName");
    return at < 0 ? "" : kernel.text(process + at, LONGEST_IMAGE_NAME - 1);
  }

  private String unicode(String type, String member, long address) {
    int at = at(type, member);
    return at < 0 ? "" : text.at(address + at, LONGEST_PATH);
  }

  private long pointer(String type, String member, long address) {
    int at = at(type, member);
    return at < 0 ? 0 : kernel.pointer(address + at);
  }

  private String number(String type, String member, long address) {
    return at(type, member) < 0 ? "" : Long.toUnsignedString(pointer(type, member, address));
  }

  private String size(String type, String member, long address) {
    int at = at(type, member);
    return at < 0 ? "" : Integer.toUnsignedString(kernel.int32(address + at));
  }

  private String time(String type, String member, long address) {
    int at = at(type, member);
    long units = at < 0 ? 0 : kernel.word(address + at);
    return units <= 0 ? "" : WindowsTime.instant(units).toString();
  }

  private int at(String type, String member) {
    return kernel.offset(type, member);
  }

  private static String hexadecimal(long value) {
    return value == 0 ? "" : KernelFact.hexadecimal(value);
  }
}
