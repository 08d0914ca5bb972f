package org.deepmem.lab.image;

/// Which pages are written. Asked more than once about a page, it must answer the same.
@FunctionalInterface
public interface PageFilter {
  /// Every page.
  PageFilter ALL = (physicalAddress, bytes, length) -> true;

  /// Pages that hold anything but zeros.
  PageFilter NOT_ZERO =
      (physicalAddress, bytes, length) -> {
        for (int i = 0; i < length; i++) {
          if (bytes[i] != 0) {
            return true;
          }
        }
        return false;
      };

  /// Whether the page is written.
  ///
  /// @param physicalAddress of its first present byte
  /// @param bytes holds its present bytes from index 0 on; not to be changed
  /// @param length number of present bytes, a page's but where memory ends inside a page
  boolean keeps(long physicalAddress, byte[] bytes, int length);

  /// Pages that this filter and the other one keep.
  default PageFilter and(PageFilter other) {
    return (address, bytes, length) ->
        keeps(address, bytes, length) && other.keeps(address, bytes, length);
  }
}
