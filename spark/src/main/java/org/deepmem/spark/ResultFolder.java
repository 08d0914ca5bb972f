package org.deepmem.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/// The folder of the tables, wherever it lies. Names are relative to it, parts parted by `/`. What
/// it makes is its owner's only, where the file system knows owners.
///
/// | name | holds |
/// |---|---|
/// | `objects/dump=SHA256/scan=ID/objects.parquet` | the objects of a dump |
/// | `dumps/SHA256.parquet` | a row: the scan of that dump that counts, its commit record |
/// | `failures/ID.parquet` | a row: a file that could not be scanned |
/// | `_aside/` | what is being written |
interface ResultFolder {
  /// Committed scans, a file a dump.
  String DUMPS = "dumps";

  /// Objects, a folder a dump.
  String OBJECTS = "objects";

  /// Failures, a file each.
  String FAILURES = "failures";

  /// What is being written. Readers of Parquet pass over names that begin so.
  String ASIDE = "_aside";

  /// How the files of tables end.
  String PARQUET = ".parquet";

  /// Opens a folder; makes it and its tables' folders, where they aren't there.
  static ResultFolder make(String uri, Configuration hadoop) throws IOException {
    ResultFolder folder = of(uri, hadoop);
    for (String table : List.of(DUMPS, OBJECTS, FAILURES, ASIDE)) {
      folder.makeFolder(table);
    }
    return folder;
  }

  /// A folder that may not be there.
  static ResultFolder of(String uri, Configuration hadoop) {
    URI place = URI.create(uri);
    return "file".equals(place.getScheme())
        ? new LocalResultFolder(Path.of(place))
        : new HadoopResultFolder(place, hadoop);
  }

  /// Keeps other runs out until it is closed or the program ends, where the file system can.
  ///
  /// @throws IOException when another run writes here
  Lock lock() throws IOException;

  /// Names of what lies in a folder, in their order; none where there is no folder.
  List<String> list(String folder) throws IOException;

  /// Makes a folder and those around it.
  void makeFolder(String folder) throws IOException;

  /// Writes a file in an existing folder.
  void write(String file, Content content) throws IOException;

  /// Moves a file, at once; one that is there is replaced. Makes the folder that it goes to.
  void move(String from, String to) throws IOException;

  /// Deletes a file, or a folder with all in it; fine where it isn't there.
  void delete(String name) throws IOException;

  /// Writes a small file so that it is there whole or not at all; one that is there is replaced.
  default void replace(String file, byte[] content) throws IOException {
    String aside = ASIDE + "/" + file.replace('/', '-');
    write(aside, out -> out.write(content));
    move(aside, file);
  }

  /// Writes the bytes of a file.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Held while a run writes.
  interface Lock extends AutoCloseable {
    @Override
    void close();
  }
}
