package org.deepmem.kernel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.deepmem.symbols.MissingSymbolException;
import org.deepmem.symbols.StructLayout;
import org.deepmem.symbols.StructMember;
import org.deepmem.symbols.TypeTable;

/// A structure's layout with the paths into it that have been asked for, each resolved once.
public final class StructType {
  private final TypeTable types;
  private final StructLayout layout;
  private final Map<String, Optional<StructMember>> paths = new ConcurrentHashMap<>();

  StructType(TypeTable types, StructLayout layout) {
    this.types = types;
    this.layout = layout;
  }

  /// Name without `struct`.
  public String name() {
    return layout.name();
  }

  /// Bytes.
  public int size() {
    return layout.size();
  }

  /// The layout.
  public StructLayout layout() {
    return layout;
  }

  /// Whether the path leads to a member.
  public boolean has(String path) {
    return find(path).isPresent();
  }

  /// The member at a path such as `se.exec_start`, its offset from this structure's start.
  public Optional<StructMember> find(String path) {
    Optional<StructMember> member = paths.get(path);
    return member != null
        ? member
        : paths.computeIfAbsent(path, p -> types.member(layout.name(), p));
  }

  /// The member at a path that must lead to one.
  ///
  /// @throws MissingSymbolException when it doesn't
  public StructMember member(String path) {
    return find(path)
        .orElseThrow(
            () ->
                new MissingSymbolException(
                    types.source(), "member %s.%s".formatted(layout.name(), path)));
  }
}
