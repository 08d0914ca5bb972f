package org.deepmem.spark;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;

/// A file system of Hadoop's that isn't `file:`: this machine's files under the scheme `depot:`, so
/// that nothing of it can be mapped.
public final class DepotFileSystem extends RawLocalFileSystem {
  private static final URI NAME = URI.create("depot:///");

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return "depot";
  }

  /// Has Hadoop know it.
  static void addTo(Configuration hadoop) {
    hadoop.setClass("fs.depot.impl", DepotFileSystem.class, FileSystem.class);
    hadoop.setClass("fs.AbstractFileSystem.depot.impl", Context.class, AbstractFileSystem.class);
  }

  /// The same for the newer of Hadoop's two interfaces.
  public static final class Context extends DelegateToFileSystem {
    /// As Hadoop makes it.
    public Context(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(uri, new DepotFileSystem(), hadoop, "depot", false);
    }
  }
}
