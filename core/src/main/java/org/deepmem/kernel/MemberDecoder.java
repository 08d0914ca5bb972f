package org.deepmem.kernel;

/// Decodes the members of objects of one type. Bytes may be anything: a decoder puts what it can
/// read, marks what it can't as absent, takes bounded time and never fails. For one thread.
@FunctionalInterface
public interface MemberDecoder {
  /// @param object its address
  /// @param facts receives the members, the most telling first, and the links
  void decode(long object, ObjectFacts.Builder facts);
}
