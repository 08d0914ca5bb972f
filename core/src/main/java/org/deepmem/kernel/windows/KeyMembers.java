package org.deepmem.kernel.windows;

import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `_CM_KEY_BODY`: an open registry key.
final class KeyMembers implements MemberDecoder {
  private final KeyPaths paths;
  private final Field controlBlock;
  private final Field process;
  private final Field written;

  KeyMembers(KernelReader kernel) {
    paths = new KeyPaths(kernel);
    controlBlock = Field.of(kernel, "_CM_KEY_BODY", "KeyControlBlock");
    process = Field.of(kernel, "_CM_KEY_BODY", "ProcessID");
    written = Field.of(kernel, "_CM_KEY_CONTROL_BLOCK", "KcbLastWriteTime");
  }

  @Override
  public void decode(long key, ObjectFacts.Builder facts) {
    long block = controlBlock.follow(key);
    facts
        .put("path", Optional.of(paths.of(block)).filter(path -> !path.isEmpty()))
        .put("pid", process.count(key))
        .put("lastWritten", WindowsMembers.time(written, block));
  }
}
