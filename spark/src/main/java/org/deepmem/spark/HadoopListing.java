package org.deepmem.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// Dumps on a file system of Hadoop's.
///
/// @param hadoop how Hadoop is set up
record HadoopListing(Configuration hadoop) implements Listing {
  private FileSystem system(Path path) throws IOException {
    return path.getFileSystem(hadoop);
  }

  @Override
  public boolean isFolder(String name) throws IOException {
    Path path = Places.remote(name, hadoop);
    try {
      return system(path).getFileStatus(path).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public List<DumpSource> inFolder(String name) throws IOException {
    Path path = Places.remote(name, hadoop);
    return sources(system(path).listStatus(path));
  }

  @Override
  public List<DumpSource> matching(String name) throws IOException {
    Path path = Places.remote(name, hadoop);
    try {
      return List.of(source(system(path).getFileStatus(path)));
    } catch (FileNotFoundException e) {
      FileStatus[] matching = system(path).globStatus(path);
      if (matching == null || matching.length == 0) {
        throw new IOException(name + ": no such file or folder, and no file matches it", e);
      }
      return sources(matching);
    }
  }

  private static List<DumpSource> sources(FileStatus[] files) {
    List<DumpSource> found = new ArrayList<>();
    Arrays.stream(files)
        .filter(FileStatus::isFile)
        .sorted()
        .map(HadoopListing::source)
        .forEach(found::add);
    return found;
  }

  private static DumpSource source(FileStatus file) {
    String uri = file.getPath().toUri().toString();
    return new DumpSource(
        uri, file.getPath().toString(), file.getLen(), file.getModificationTime());
  }

  @Override
  public DumpSource source(String name) throws IOException {
    Path path = Places.remote(name, hadoop);
    try {
      return source(system(path).getFileStatus(path));
    } catch (FileNotFoundException e) {
      return new DumpSource(path.toUri().toString(), path.toString(), DumpSource.MISSING, 0);
    }
  }

  @Override
  public InputStream open(DumpSource source) throws IOException {
    Path path = new Path(URI.create(source.uri()));
    return system(path).open(path);
  }
}
