package org.deepmem.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/// Looks for dumps on one kind of file system.
interface Listing {
  /// Bytes of a list that are read at most.
  int LONGEST_LIST = 16 << 20;

  /// Bytes by which a list is told from a dump.
  int HEAD = 4096;

  /// Who looks for a name.
  static Listing of(String name, Configuration hadoop) {
    return Places.isLocal(name, hadoop) ? new LocalListing() : new HadoopListing(hadoop);
  }

  /// Whether a name is a folder's.
  boolean isFolder(String name) throws IOException;

  /// The files in a folder, not below.
  List<DumpSource> inFolder(String name) throws IOException;

  /// The file of that name, or else all that it matches as a pattern.
  ///
  /// @throws IOException when there is none
  List<DumpSource> matching(String name) throws IOException;

  /// A file by its name, which may not be there.
  DumpSource source(String name) throws IOException;

  /// Opens a file.
  InputStream open(DumpSource source) throws IOException;

  /// The lines of a list, without empty ones and those that begin with `#`; none of what is no
  /// text.
  default List<String> lines(DumpSource source) throws IOException {
    if (source.bytes() <= 0 || source.bytes() > LONGEST_LIST) {
      return List.of();
    }
    try (InputStream in = open(source)) {
      byte[] head = in.readNBytes(HEAD);
      for (byte sign : head) {
        if (sign >= 0 && sign < ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
          return List.of();
        }
      }
      byte[] rest = in.readNBytes(LONGEST_LIST);
      ByteBuffer all = ByteBuffer.allocate(head.length + rest.length).put(head).put(rest).flip();
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(all)
          .toString()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (CharacterCodingException e) {
      return List.of();
    }
  }
}
