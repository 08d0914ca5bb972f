package org.deepmem.spark;

class LocalResultFolderTest extends ResultFolderContract {
  @Override
  ResultFolder folder() {
    return new LocalResultFolder(place);
  }
}
