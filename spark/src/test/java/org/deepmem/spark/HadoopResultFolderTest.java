package org.deepmem.spark;

import org.apache.hadoop.conf.Configuration;

/// Hadoop's own way to this machine's files stands for its other file systems.
class HadoopResultFolderTest extends ResultFolderContract {
  @Override
  ResultFolder folder() {
    return new HadoopResultFolder(place.toUri(), new Configuration());
  }
}
