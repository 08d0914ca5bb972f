package org.deepmem.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;

/// Tables on a file system of Hadoop's. A move is a rename, which HDFS does at once; an object
/// store copies, but shows the copy whole or not at all.
///
/// @param root of the folder
/// @param hadoop how Hadoop is set up
record HadoopResultFolder(URI root, Configuration hadoop) implements ResultFolder {
  private static final FsPermission FOLDER = new FsPermission("700");
  private static final FsPermission FILE = new FsPermission("600");

  private FileContext context() throws IOException {
    return FileContext.getFileContext(root, hadoop);
  }

  private Path place(String name) {
    return new Path(new Path(root), name);
  }

  /// Such file systems have no locks that end with their holder: nobody is kept out.
  @Override
  public Lock lock() {
    return () -> {};
  }

  @Override
  public List<String> list(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> files = context().listStatus(place(folder));
      while (files.hasNext()) {
        names.add(files.next().getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  @Override
  public void makeFolder(String folder) throws IOException {
    FileContext context = context();
    Path place = new Path(root);
    context.mkdir(place, FOLDER, true);
    // One by one, since of several folders at once only the last has the permission.
    for (String part : folder.split("/", -1)) {
      place = new Path(place, part);
      context.mkdir(place, FOLDER, false);
    }
  }

  @Override
  public void write(String file, Content content) throws IOException {
    try (OutputStream out =
        context()
            .create(
                place(file),
                EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
                Options.CreateOpts.perms(FILE),
                Options.CreateOpts.createParent())) {
      content.writeTo(out);
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    int name = to.lastIndexOf('/');
    if (name > 0) {
      makeFolder(to.substring(0, name));
    }
    context().rename(place(from), place(to), Options.Rename.OVERWRITE);
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      context().delete(place(name), true);
    } catch (FileNotFoundException e) {
      // It is gone, as it should be.
      return;
    }
  }
}
