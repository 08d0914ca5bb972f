package org.deepmem.finding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deepmem.detection.DetectedObject;

/// What stays of an object while it lives, whatever else of it changes.
///
/// @param type name of its structure
/// @param names what tells it from others of its type
public record ObjectIdentity(String type, Map<String, String> names) {
  /// Members that alone tell an object from all others of a boot, where all of them are known.
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "task_struct", List.of("pid", "started"),
          "_EPROCESS", List.of("pid", "created"),
          "_ETHREAD", List.of("tid", "created"));

  /// Names that change while an object lives.
  private static final Map<String, Set<String>> PASSING =
      Map.of(
          "mm_struct", Set.of("mappings"),
          "signal_struct", Set.of("threads"),
          "files_struct", Set.of("max_fds"),
          "tcp_sock", Set.of("state"),
          "inode", Set.of("mode"));

  public ObjectIdentity {
    names = Map.copyOf(names);
  }

  /// The identity of a found object; without names where nothing is known.
  public static ObjectIdentity of(FoundObject found) {
    DetectedObject object = found.object();
    Map<String, String> names = new LinkedHashMap<>();
    for (String key : KEYS.getOrDefault(object.type(), List.of())) {
      Optional<String> value =
          found.facts().value(key).or(() -> Optional.ofNullable(object.names().get(key)));
      if (value.isEmpty()) {
        return byNames(object);
      }
      names.put(key, value.get());
    }
    return names.isEmpty() ? byNames(object) : new ObjectIdentity(object.type(), names);
  }

  private static ObjectIdentity byNames(DetectedObject object) {
    Map<String, String> names = new LinkedHashMap<>(object.names());
    names.keySet().removeAll(PASSING.getOrDefault(object.type(), Set.of()));
    return new ObjectIdentity(object.type(), names);
  }
}
