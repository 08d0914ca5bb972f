package org.deepmem.kernel.windows;

import java.util.List;
import java.util.Set;
import org.deepmem.kernel.View;

/// A type of kernel object: an entry of the table [WindowsTypes].
///
/// @param name as in truth files, models and reports: the structure's name
/// @param object the object manager's name for it; "" when its objects have no object header
/// @param index its number among the object types of Windows 7, for dumps without symbols; 0 when
///   it has none
/// @param tags pool tags of its allocations, as numbers without the protected bit
/// @param checks what holds in every object, living or freed but intact
/// @param whileLive what holds in living objects besides
/// @param complete views that have every living object of the type
record WindowsType(
    String name,
    String object,
    int index,
    List<Integer> tags,
    List<TypeCheck> checks,
    List<TypeCheck> whileLive,
    Set<View> complete) {
  WindowsType {
    tags = List.copyOf(tags);
    checks = List.copyOf(checks);
    whileLive = List.copyOf(whileLive);
    complete = Set.copyOf(complete);
  }

  /// Whether an object header lies before its objects.
  boolean hasHeader() {
    return !object.isEmpty();
  }
}
