package org.deepmem;

import java.io.IOException;

/// Training dumps without objects of a type that is to be learnt. The message is one line: type and
/// remedy.
public final class MissingTypeException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param type name of the type
  public MissingTypeException(String type) {
    super(
        ("the training dumps have no objects of %s with nodes in their graphs; check the name, and"
                + " that each truth file is of the graph beside it")
            .formatted(type));
  }
}
