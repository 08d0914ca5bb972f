package org.deepmem.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.deepmem.lab.LabException;
import org.deepmem.lab.attack.AttackKind;
import org.deepmem.lab.attack.AttackPlan;
import org.deepmem.lab.attack.AttackTarget;
import org.deepmem.lab.capture.IntRange;
import org.deepmem.label.ObjectState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// What `deepmem lab attack` does to the objects of a dump.
@Command
final class AttackOptions {
  private static final IntRange NO_COUNT = new IntRange(1, 1);

  /// Which objects have a stale part.
  enum Smear {
    CROSSING,
    ALL
  }

  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--signatures",
      description =
          "Overwrite names inside objects, pool tags and constant members with random bytes. Needs"
              + " the kernel's layouts.")
  private boolean signatures;

  @Option(
      names = "--random-bytes",
      paramLabel = "N|N..M",
      description =
          "Change so many bytes outside pointers in each object; none of its words becomes a"
              + " pointer. Of a range, each object draws its own number.")
  private @Nullable String randomBytes;

  @Option(
      names = "--zero-pointers",
      paramLabel = "N|N..M",
      description = "Set so many pointers of each object to 0; all, if it has fewer.")
  private @Nullable String zeroPointers;

  @Option(
      names = "--change-pointers",
      paramLabel = "N|N..M",
      description =
          "Change so many pointers of each object to pointers, drawn from all objects, that lead"
              + " to the same kind of region (kernel image, direct map, elsewhere).")
  private @Nullable String changePointers;

  @Option(
      names = "--smear",
      paramLabel = "WHICH",
      description =
          "Replace what an object has in one of its pages by what another of its type had there, as"
              + " if that page was of another moment. WHICH: crossing, objects over a page"
              + " boundary; all, also a half of each other one.")
  private @Nullable Smear smear;

  @Option(
      names = {"--type", "--types"},
      split = ",",
      paramLabel = "TYPE",
      description = "Harm only objects of these types.")
  private Set<String> types = Set.of();

  @Option(
      names = "--freed",
      description =
          "Harm freed objects that are still whole too, as copies to learn from need: else harm"
              + " itself tells living ones.")
  private boolean freed;

  @Option(
      names = "--share",
      defaultValue = "1",
      paramLabel = "S",
      description = "Harm each object with this probability, 0 to 1 (${DEFAULT-VALUE}).")
  private double share = 1;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The same seed harms the same bytes (${DEFAULT-VALUE}).")
  private long seed = 1;

  /// The attacks in the order in which they are made.
  ///
  /// @throws ParameterException when an option's value isn't sane
  List<AttackPlan> plans() {
    if (!(share >= 0 && share <= 1)) {
      throw new ParameterException(spec.commandLine(), "--share %s: give 0 to 1".formatted(share));
    }
    List<AttackPlan> plans = new ArrayList<>();
    if (smear != null) {
      AttackKind kind = smear == Smear.ALL ? AttackKind.STALE_PART : AttackKind.STALE_PAGE;
      plans.add(plan(kind, NO_COUNT));
    }
    if (signatures) {
      plans.add(plan(AttackKind.SIGNATURES, NO_COUNT));
    }
    add(plans, AttackKind.RANDOM_BYTES, "--random-bytes", randomBytes);
    add(plans, AttackKind.CHANGED_POINTERS, "--change-pointers", changePointers);
    add(plans, AttackKind.ZEROED_POINTERS, "--zero-pointers", zeroPointers);
    return plans;
  }

  private void add(List<AttackPlan> plans, AttackKind kind, String option, @Nullable String count) {
    if (count != null) {
      try {
        plans.add(plan(kind, IntRange.of(count)));
      } catch (LabException e) {
        throw new ParameterException(
            spec.commandLine(), "%s %s".formatted(option, e.getMessage()), e);
      }
    }
  }

  private AttackPlan plan(AttackKind kind, IntRange count) {
    return new AttackPlan(kind, count, types, share, seed);
  }

  /// Of the objects that are harmed.
  Set<ObjectState> states() {
    return freed ? EnumSet.allOf(ObjectState.class) : AttackTarget.LIVE;
  }

  double share() {
    return share;
  }

  long seed() {
    return seed;
  }

  Set<String> types() {
    return types;
  }
}
