package org.deepmem.image;

import java.util.List;

/// Files that are no dump, or a dump of a format that isn't read, told by their magic: without this
/// table each would pass for raw memory. An entry says what the file is and what to do.
enum ForeignFormat {
  MINIDUMP("a Windows minidump of one process; dump the whole machine", "MDMP\u0093\u00a7"),
  HIBERNATION("a Windows hibernation file; not read yet", "hibr", "HIBR", "wake", "WAKE", "RSTR"),
  AVML(
      "AVML's compressed LiME; convert it first: avml-convert --format lime SOURCE TARGET", "AVML"),
  DISKDUMP("a diskdump file of an old Red Hat kernel; convert it to an ELF core", "DISKDUMP"),
  VMWARE_STATE(
      "a VMware state file; name the .vmem file beside it",
      "\u00d0\u00be\u00d2\u00be",
      "\u00d1\u00ba\u00d1\u00ba",
      "\u00d2\u00be\u00d2\u00be",
      "\u00d3\u00be\u00d3\u00be"),
  VIRTUALBOX_STATE(
      "a VirtualBox saved state; dump it: VBoxManage debugvm NAME dumpvmcore --filename FILE",
      "\u007fVirtualBox SavedState"),
  QEMU_STATE("a QEMU migration stream; use dump-guest-memory instead", "QEVM"),
  LIBVIRT_STATE("a libvirt saved domain; use virsh dump --memory-only instead", "LibvirtQemudSave"),
  QCOW("a QCOW disk image, no memory", "QFI\u00fb"),
  VMDK("a VMDK disk image, no memory", "KDMV", "COWD"),
  VDI("a VirtualBox disk image, no memory", "<<< Oracle VM VirtualBox Disk Image"),
  VHD("a VHD disk image, no memory", "conectix", "vhdxfile"),
  EWF("an EWF (EnCase) image; export it as raw first: ewfexport", "EVF\t\r\n\u00ff\0"),
  GZIP("gzip-compressed; decompress it first: gunzip", "\u001f\u008b\u0008"),
  XZ("xz-compressed; decompress it first: unxz", "\u00fd7zXZ\0"),
  ZSTD("zstd-compressed; decompress it first: unzstd", "(\u00b5/\u00fd"),
  BZIP2("bzip2-compressed; decompress it first: bunzip2", "BZh"),
  LZ4("lz4-compressed; decompress it first: unlz4", "\u0004\"\u004d\u0018"),
  ZIP("a ZIP archive; unpack it first", "PK\u0003\u0004", "PK\u0005\u0006"),
  SEVEN_ZIP("a 7z archive; unpack it first: 7z x", "7z\u00bc\u00af'\u001c"),
  RAR("a RAR archive; unpack it first", "Rar!\u001a\u0007"),
  PNG("a PNG picture, no memory", "\u0089PNG\r\n\u001a\n"),
  JPEG("a JPEG picture, no memory", "\u00ff\u00d8\u00ff"),
  GIF("a GIF picture, no memory", "GIF87a", "GIF89a"),
  PDF("a PDF document, no memory", "%PDF-"),
  SQLITE("an SQLite database, no memory", "SQLite format 3\0"),
  CLASS_FILE("a Java class or Mach-O executable, no memory", "\u00ca\u00fe\u00ba\u00be"),
  TAR("a tar archive; unpack it first: tar xf", 257, "ustar"),
  SAFETENSORS("a safetensors file (a graph or a model), no memory", 8, "{\""),
  ISO("an ISO 9660 disc image, no memory", 0x8001, "CD001");

  private final String explanation;
  private final List<Magic> magics;

  ForeignFormat(String explanation, String... magics) {
    this.explanation = explanation;
    this.magics = List.of(magics).stream().map(Magic::of).toList();
  }

  ForeignFormat(String explanation, long offset, String magic) {
    this.explanation = explanation;
    magics = List.of(new Magic(offset, magic));
  }

  /// What the file is and what to do.
  String explanation() {
    return explanation;
  }

  /// Any of these tells it.
  List<Magic> magics() {
    return magics;
  }

  /// Refuses a file that is plainly something else than raw memory.
  ///
  /// @throws MalformedImageException when it is, saying what it is and what to do
  static void refuse(ImageFile file) throws MalformedImageException {
    if (file.size() == 0) {
      throw file.malformed(0, "the file is empty; dump again");
    }
    for (ForeignFormat format : values()) {
      for (Magic magic : format.magics) {
        if (magic.matches(file)) {
          throw file.malformed(magic.offset(), withRemedy(format.explanation));
        }
      }
    }
    if (isWindowsExecutable(file)) {
      throw file.malformed(0, withRemedy("a Windows executable, no memory"));
    }
    if (isText(file)) {
      throw file.malformed(0, withRemedy("a text file, no memory"));
    }
    if (file.size() < MemoryImage.PAGE) {
      throw file.malformed(
          file.size(),
          "%d bytes, less than a page; no memory dump, or cut off: copy it again"
              .formatted(file.size()));
    }
  }

  private static String withRemedy(String explanation) {
    return explanation.endsWith("no memory") ? explanation + "; name a memory dump" : explanation;
  }

  private static boolean isWindowsExecutable(ImageFile file) throws MalformedImageException {
    return Magic.of("MZ").matches(file)
        && file.has(0x3c, Integer.BYTES)
        && new Magic(file.u32(0x3c), "PE\0\0").matches(file);
  }

  /// Whether the first page holds printable characters only, ASCII or UTF-8. Memory begins with the
  /// interrupt vectors or with zeros.
  private static boolean isText(ImageFile file) throws MalformedImageException {
    byte[] start = file.bytes(0, (int) Math.min(file.size(), MemoryImage.PAGE));
    for (byte b : start) {
      boolean control = b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f';
      if (control || b == 0x7f) {
        return false;
      }
    }
    int letters = 0;
    for (byte b : start) {
      letters += b >= ' ' ? 1 : 0;
    }
    return letters * 2 >= start.length;
  }
}
