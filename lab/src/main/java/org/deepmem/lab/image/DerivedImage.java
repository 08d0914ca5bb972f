package org.deepmem.lab.image;

import java.io.IOException;
import java.nio.file.Path;
import org.deepmem.image.Damage;
import org.deepmem.image.ImageFormat;
import org.deepmem.image.ImageNotes;
import org.deepmem.image.MemoryImage;

/// Memory made of another image's, which stays as it is and says what its file did. Closing it
/// closes the other image.
public abstract class DerivedImage implements MemoryImage {
  /// The memory that this is made of.
  protected final MemoryImage original;

  protected DerivedImage(MemoryImage original) {
    this.original = original;
  }

  @Override
  public final Path path() {
    return original.path();
  }

  @Override
  public final ImageFormat format() {
    return original.format();
  }

  @Override
  public final ImageNotes notes() {
    return original.notes();
  }

  @Override
  public final Damage damage() {
    return original.damage();
  }

  @Override
  public final void checkUnchanged() throws IOException {
    original.checkUnchanged();
  }

  @Override
  public final void close() {
    original.close();
  }
}
