package org.deepmem.kernel.linux;

import java.util.List;
import java.util.Set;
import org.deepmem.kernel.View;

/// A type of kernel object and where its objects are: an entry of the table [ObjectTypes].
///
/// @param name as in truth files, models and reports: the structure's name
/// @param caches slab caches whose slots hold objects of the type; empty when objects lie elsewhere
/// @param statics symbols of objects in the kernel's image
/// @param checks what holds in every object, living or freed but intact
/// @param whileLive what holds in living objects besides
/// @param labelled whether its objects are looked for; the others are only what checks refer to
/// @param tail an array at the structure's end that layouts count as empty and whose first element
///   is the object's; "" for none
/// @param complete views that have every living object of the type
public record ObjectType(
    String name,
    List<CacheUse> caches,
    List<String> statics,
    List<Check> checks,
    List<Check> whileLive,
    boolean labelled,
    String tail,
    Set<View> complete) {
  /// A slab cache that holds objects of the type.
  ///
  /// @param name as in `/proc/slabinfo` of a kernel that doesn't merge caches
  /// @param pointer where the kernel keeps the cache's address: a symbol, or
  ///   `symbol:structure.member`
  /// @param structure that fills the slot; the object's own, or one that embeds it
  /// @param member of that structure which is the object; "" when it is the object
  public record CacheUse(String name, String pointer, String structure, String member) {}

  public ObjectType {
    caches = List.copyOf(caches);
    statics = List.copyOf(statics);
    checks = List.copyOf(checks);
    whileLive = List.copyOf(whileLive);
    complete = Set.copyOf(complete);
  }
}
