package org.deepmem.lab.attack;

/// What an attack changed.
///
/// @param objects that have a changed byte
/// @param bytes whose value is another now
/// @param pointers words that were pointers and have another value now
/// @param spared objects that were meant, and in which there was less to change than meant: fewer
///   pointers or other bytes than drawn, no name, no second page
public record Harm(int objects, long bytes, long pointers, int spared) {
  /// Nothing.
  public static final Harm NONE = new Harm(0, 0, 0, 0);

  /// Both.
  Harm plus(Harm other) {
    return new Harm(
        objects + other.objects,
        bytes + other.bytes,
        pointers + other.pointers,
        spared + other.spared);
  }
}
