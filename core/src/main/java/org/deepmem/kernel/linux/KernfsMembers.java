package org.deepmem.kernel.linux;

import java.util.Optional;
import java.util.OptionalLong;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `kernfs_node`: a node behind sysfs or a control group.
final class KernfsMembers implements MemberDecoder {
  private static final int LONGEST_NAME = 256; // NAME_MAX and its NUL
  private static final int TYPE_MASK = 0xf; // KERNFS_TYPE_MASK
  private static final int DIRECTORY = 1;
  private static final int FILE = 2;
  private static final int LINK = 4;

  private final TreePaths paths;
  private final Field name;
  private final Field parent;
  private final Field flags;
  private final Field mode;
  private final Field id;
  private final Field target;

  KernfsMembers(KernelReader kernel) {
    name = Field.of(kernel, "kernfs_node", "name");
    parent = Field.of(kernel, "kernfs_node", "parent", "__parent");
    flags = Field.of(kernel, "kernfs_node", "flags");
    mode = Field.of(kernel, "kernfs_node", "mode");
    id = Field.of(kernel, "kernfs_node", "id.ino", "id", "ino");
    target = Field.of(kernel, "kernfs_node", "symlink.target_kn");
    paths = new TreePaths(parent, node -> name.textBehind(node, LONGEST_NAME));
  }

  @Override
  public void decode(long node, ObjectFacts.Builder facts) {
    OptionalLong bits = flags.unsigned(node);
    int type = (int) bits.orElse(0) & TYPE_MASK;
    facts
        .put("path", paths.of(node))
        .put("name", name.textBehind(node, LONGEST_NAME))
        .put("type", bits.isPresent() ? Optional.of(type(type)) : Optional.empty())
        .put("mode", mode(node))
        .put("id", id.count(node));
    if (type == LINK) {
      long leadsTo = target.follow(node);
      facts.put("target", leadsTo == 0 ? Optional.empty() : paths.of(leadsTo));
      facts.link("target", "kernfs_node", leadsTo);
    }
    facts.link("parent", "kernfs_node", parent.follow(node));
  }

  private Optional<String> mode(long node) {
    OptionalLong bits = mode.unsigned(node);
    return bits.isPresent() ? Optional.of(FileMode.of((int) bits.getAsLong())) : Optional.empty();
  }

  private static String type(int type) {
    return switch (type) {
      case DIRECTORY -> "directory";
      case FILE -> "file";
      case LINK -> "link";
      default -> "unknown";
    };
  }
}
