package org.deepmem.kernel.linux;

/// The mode of a file as `ls` shows it: `drwxr-xr-x`.
final class FileMode {
  private static final String TYPES = "?pc?d?b?-?l?s???";
  private static final int SET_UID = 0x800;
  private static final int SET_GID = 0x400;
  private static final int STICKY = 0x200;

  private FileMode() {}

  static String of(int mode) {
    char[] text = new char[10];
    text[0] = TYPES.charAt(mode >>> 12 & 0xf);
    for (int i = 0; i < 9; i++) {
      text[1 + i] = (mode & 0x100 >>> i) != 0 ? "rwx".charAt(i % 3) : '-';
    }
    mark(text, 3, (mode & SET_UID) != 0, 's');
    mark(text, 6, (mode & SET_GID) != 0, 's');
    mark(text, 9, (mode & STICKY) != 0, 't');
    return new String(text);
  }

  private static void mark(char[] text, int at, boolean set, char mark) {
    if (set) {
      text[at] = text[at] == 'x' ? mark : Character.toUpperCase(mark);
    }
  }
}
