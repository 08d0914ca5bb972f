package org.deepmem.lab.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deepmem.lab.LabException;
import org.deepmem.lab.guest.HideKind;

/// Something that a guest hid from itself, as the module that hid it told from inside the running
/// kernel: truth that depends on nothing that is read from the dump.
///
/// @param type name of its structure: `task_struct` for each thread of the process, the process's
///   own first; `module`
/// @param address virtual, `0x` and hexadecimal digits
/// @param number of the process or thread (PID, TID); 0 of a module
/// @param name comm of the process or thread, name of the module
public record HiddenObject(String type, String address, long number, String name) {
  private static final Pattern LINE =
      Pattern.compile("(task_struct|module) (0x[0-9a-f]{16}) ([0-9]{1,10}) (.{1,64})");

  /// The address as a number.
  public long virtualAddress() {
    return Long.parseUnsignedLong(address.substring(2), 16);
  }

  /// Reads what the module told: the report's piece `hidden`.
  ///
  /// @param kinds what was to be hidden
  /// @throws LabException when that was not, or a line is none of the module's
  static List<HiddenObject> parse(String text, List<HideKind> kinds) throws LabException {
    List<HiddenObject> objects = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher fields = LINE.matcher(line);
      if (!fields.matches()) {
        throw new LabException("the guest told of what it hid in a line that is none: " + line);
      }
      objects.add(
          new HiddenObject(
              fields.group(1), fields.group(2), Long.parseLong(fields.group(3)), fields.group(4)));
    }
    for (HideKind kind : kinds) {
      String type = kind == HideKind.PROCESS ? "task_struct" : "module";
      if (objects.stream().noneMatch(object -> object.type().equals(type))) {
        throw new LabException("the guest hid no " + kind.label());
      }
    }
    return List.copyOf(objects);
  }
}
