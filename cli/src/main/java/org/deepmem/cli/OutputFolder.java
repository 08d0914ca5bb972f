package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deepmem.files.OwnerOnly;

/// The folder into which a verb writes one file a dump. It is made when the first file is ready, so
/// that a failure before leaves nothing behind.
record OutputFolder(Path folder, String ending) {

  /// @param ending of the files' names, after the dump's own name
  /// @param dumps whose files will lie there
  /// @throws FileSystemException when the folder is a file, or two dumps would have one file
  static OutputFolder of(Path folder, String ending, List<Path> dumps) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new FileSystemException(folder.toString(), null, "is no folder; name a folder");
    }
    Map<String, Path> names = new HashMap<>();
    for (Path dump : dumps) {
      Path other = names.put(DataFolder.stem(dump), dump);
      if (other != null) {
        throw new FileSystemException(
            dump.toString(),
            null,
            "would be written to %s%s, as %s would; rename one, or write them to two folders"
                .formatted(DataFolder.stem(dump), ending, other));
      }
    }
    return new OutputFolder(folder, ending);
  }

  /// The file of a dump; makes the folder.
  Path file(Path dump) throws IOException {
    try {
      OwnerOnly.folder(folder);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "access denied" : e.getReason();
      FileSystemException told =
          new FileSystemException(
              folder.toString(),
              null,
              "can't be made: %s; choose another folder".formatted(reason));
      told.initCause(e);
      throw told;
    }
    return folder.resolve(DataFolder.stem(dump) + ending);
  }
}
