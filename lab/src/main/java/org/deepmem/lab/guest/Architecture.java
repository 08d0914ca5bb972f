package org.deepmem.lab.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.deepmem.lab.LabException;

/// The CPU that a guest's kernel and programs are compiled for.
public enum Architecture {
  /// 64-bit x86: programs of this machine run there.
  AMD64,
  /// 32-bit x86: its programs come from Debian packages of their own.
  I386;

  /// Debian's names of kernels for 32-bit x86, such as `linux-image-6.1.0-50-686-pae`.
  private static final Pattern FLAVOUR_686 = Pattern.compile("linux-image-.*\\b686\\b.*");

  /// The boot protocol's header in a compressed kernel: its magic `HdrS`, and the flags of how it
  /// may be entered (Documentation/x86/boot.rst).
  private static final int MAGIC_AT = 0x202;

  private static final int XLOADFLAGS_AT = 0x236;
  private static final int XLF_KERNEL_64 = 1;

  /// Debian's name.
  public String debianName() {
    return this == AMD64 ? "amd64" : "i386";
  }

  /// The architecture of a kernel package, by its name.
  static Architecture ofPackage(String name) {
    return FLAVOUR_686.matcher(name).matches() ? I386 : AMD64;
  }

  /// The architecture of a compressed kernel.
  ///
  /// @throws LabException when the file is none
  static Architecture ofKernel(Path image) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(image)) {
      head = in.readNBytes(XLOADFLAGS_AT + 1);
    }
    boolean whole = head.length > XLOADFLAGS_AT;
    if (!whole || head[MAGIC_AT] != 'H' || head[MAGIC_AT + 1] != 'd') {
      throw new LabException(image + ": is no compressed x86 kernel (vmlinuz)");
    }
    return (head[XLOADFLAGS_AT] & XLF_KERNEL_64) == 0 ? I386 : AMD64;
  }
}
