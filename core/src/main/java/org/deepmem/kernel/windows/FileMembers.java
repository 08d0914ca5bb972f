package org.deepmem.kernel.windows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `_FILE_OBJECT`: an open file, directory, device or pipe.
final class FileMembers implements MemberDecoder {
  private final UnicodeText text;
  private final ObjectHeaders headers;
  private final Field path;
  private final Field device;
  private final Map<String, Field> access = new LinkedHashMap<>();
  private final Map<String, Field> shared = new LinkedHashMap<>();
  private final Field deletes;
  private final Field position;
  private final Field flags;
  private final Field related;

  FileMembers(KernelReader kernel, UnicodeText text, ObjectHeaders headers) {
    this.text = text;
    this.headers = headers;
    path = Field.of(kernel, "_FILE_OBJECT", "FileName");
    device = Field.of(kernel, "_FILE_OBJECT", "DeviceObject");
    access.put("r", Field.of(kernel, "_FILE_OBJECT", "ReadAccess"));
    access.put("w", Field.of(kernel, "_FILE_OBJECT", "WriteAccess"));
    access.put("d", Field.of(kernel, "_FILE_OBJECT", "DeleteAccess"));
    shared.put("r", Field.of(kernel, "_FILE_OBJECT", "SharedRead"));
    shared.put("w", Field.of(kernel, "_FILE_OBJECT", "SharedWrite"));
    shared.put("d", Field.of(kernel, "_FILE_OBJECT", "SharedDelete"));
    deletes = Field.of(kernel, "_FILE_OBJECT", "DeletePending");
    position = Field.of(kernel, "_FILE_OBJECT", "CurrentByteOffset");
    flags = Field.of(kernel, "_FILE_OBJECT", "Flags");
    related = Field.of(kernel, "_FILE_OBJECT", "RelatedFileObject");
  }

  @Override
  public void decode(long file, ObjectFacts.Builder facts) {
    facts
        .put("path", text.of(path, file))
        .put("device", device(file))
        .put("access", letters(access, file))
        .put("shared", letters(shared, file))
        .put("deletePending", WindowsMembers.flag(deletes, file))
        .put("position", position.number(file))
        .put("flags", flags.hexadecimal(file))
        .link("related", "_FILE_OBJECT", related.follow(file));
  }

  /// The device's name, "" for one without.
  private Optional<String> device(long file) {
    long object = device.follow(file);
    return object == 0 ? Optional.empty() : Optional.of(headers.name(object));
  }

  /// Such as `rw` for two members that are true of three.
  private static Optional<String> letters(Map<String, Field> members, long file) {
    StringBuilder letters = new StringBuilder();
    for (Map.Entry<String, Field> member : members.entrySet()) {
      if (!member.getValue().in(file)) {
        return Optional.empty();
      }
      boolean set = member.getValue().unsigned(file).orElse(0) != 0;
      letters.append(set ? member.getKey() : "");
    }
    return Optional.of(letters.toString());
  }
}
