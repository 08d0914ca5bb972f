package org.deepmem.kernel.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;

/// What file systems are: their type and the device or instance that they lie on. For one thread.
final class SuperBlocks {
  private static final int LONGEST_TYPE = 32;
  private static final int LONGEST_ID = 32;
  private static final int REMEMBERED = 4096;

  private final Field type;
  private final Field typeName;
  private final Field id;
  private final Map<Long, Optional<String>> types = new HashMap<>();
  private final Map<Long, Optional<String>> ids = new HashMap<>();

  SuperBlocks(KernelReader kernel) {
    type = Field.of(kernel, "super_block", "s_type");
    typeName = Field.of(kernel, "file_system_type", "name");
    id = Field.of(kernel, "super_block", "s_id");
  }

  /// Such as `ext4`.
  Optional<String> type(long superBlock) {
    if (types.size() >= REMEMBERED) {
      types.clear(); // rubbish that is decoded has any number of them
    }
    return types.computeIfAbsent(
        superBlock, block -> typeName.textBehind(type.follow(block), LONGEST_TYPE));
  }

  /// Such as `sda1`.
  Optional<String> id(long superBlock) {
    if (ids.size() >= REMEMBERED) {
      ids.clear();
    }
    return ids.computeIfAbsent(superBlock, block -> id.text(block, LONGEST_ID));
  }
}
