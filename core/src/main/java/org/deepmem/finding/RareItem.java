package org.deepmem.finding;

import java.util.List;
import java.util.Optional;

/// Something that few hosts of a fleet have, or that a host hides or fakes.
///
/// @param kind `module`, `driver`, `process`, `path` or `socket`; of an object with a finding its
///   type
/// @param finding `hidden` or `fabricated`; empty of what is only rare
/// @param item its name, as the dump tells it, numbers that differ by chance replaced by `#`
/// @param family system and CPU of the hosts, such as `linux-x64`
/// @param hosts how many have it
/// @param familyHosts how many hosts of the family there are
/// @param onHosts some of them, by name
/// @param objects how many objects say so
/// @param file name of a dump that has it
/// @param address virtual, of an object in that dump
public record RareItem(
    String kind,
    Optional<String> finding,
    String item,
    String family,
    long hosts,
    long familyHosts,
    List<String> onHosts,
    long objects,
    String file,
    long address) {
  public RareItem {
    onHosts = List.copyOf(onHosts);
  }
}
