package org.deepmem.report;

import org.deepmem.label.ObjectState;

/// How results name the state of an object.
final class StateName {
  private StateName() {}

  static String of(ObjectState state) {
    return switch (state) {
      case LIVE -> "live";
      case RESIDUAL -> "freed";
    };
  }
}
