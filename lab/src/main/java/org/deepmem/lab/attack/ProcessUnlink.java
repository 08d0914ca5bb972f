package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.View;
import org.deepmem.kernel.windows.PoolTags;
import org.deepmem.lab.LabException;
import org.deepmem.paging.AbsentMemoryException;

/// Hides processes of Windows as a rootkit does: out of the list of active processes
/// ([View#LISTS]), out of the table of process and thread numbers with all their threads
/// ([View#TABLES]), and with another tag on the pool block ([View#ALLOCATOR]). The process, its
/// threads and its handles stay as they were.
public final class ProcessUnlink {
  /// Views that a process can be hidden from.
  public static final Set<View> VIEWS =
      Collections.unmodifiableSet(EnumSet.of(View.LISTS, View.TABLES, View.ALLOCATOR));

  /// Those that it is hidden from where nothing else is said.
  public static final Set<View> USUAL_VIEWS =
      Collections.unmodifiableSet(EnumSet.of(View.LISTS, View.ALLOCATOR));

  private static final String LINKS = "ActiveProcessLinks";

  private static final Victim VICTIM = new Victim("_EPROCESS", "UniqueProcessId", "ImageFileName");

  /// The tag that the block gets.
  private static final byte[] TAG = {'N', 'o', 'n', 'e'};

  private final Kernel kernel;
  private final PoolTags tags;
  private final ListEditor editor;
  private final Set<View> views;

  /// What was hidden.
  ///
  /// @param process virtual address of its `_EPROCESS`
  /// @param pid its number
  /// @param name its image's name, as the kernel has it: at most 15 characters
  /// @param numbers entries of the table of numbers that were cleared: its own and its threads'
  public record Hidden(long process, long pid, String name, int numbers) {}

  /// @param kernel found in `image`
  /// @param image receives the changes
  public ProcessUnlink(Kernel kernel, PatchedImage image) {
    this(kernel, image, USUAL_VIEWS);
  }

  /// @param kernel found in `image`
  /// @param image receives the changes
  /// @param views from which processes are hidden, of [#VIEWS]
  public ProcessUnlink(Kernel kernel, PatchedImage image, Set<View> views) {
    this.kernel = kernel;
    this.views = Set.copyOf(views);
    this.tags = new PoolTags(kernel);
    this.editor = new ListEditor(kernel.space(), image);
  }

  /// Hides a process.
  ///
  /// @param who its number, or its image's name when only one process has that
  /// @throws LabException when there is no such process, or several, or its memory isn't in the
  ///   dump
  public Hidden hide(String who) throws LabException {
    try {
      Structure process = VICTIM.among(listed(), who, kernel.image().path().toString());
      if (!unmark(process)) {
        throw new LabException(
            "%s: no pool tag of a process before 0x%x; it may be hidden already"
                .formatted(kernel.image().path(), process.address()));
      }
      return unlink(process);
    } catch (AbsentMemoryException e) {
      throw new LabException(
          "%s: process %s can't be hidden: %s"
              .formatted(kernel.image().path(), who, e.getMessage()),
          e);
    }
  }

  /// Hides the processes of the list, and overwrites the tags of those that have one.
  ///
  /// @param share of them that is hidden, in [0, 1]: each with this probability
  /// @param seed of the draw
  /// @throws LabException when their memory isn't in the dump
  public List<Hidden> hideAll(double share, long seed) throws LabException {
    try {
      List<Hidden> hidden = new ArrayList<>();
      for (Structure process : listed()) {
        if (Victim.isDrawn(process, share, seed)) {
          unmark(process);
          hidden.add(unlink(process));
        }
      }
      return hidden;
    } catch (AbsentMemoryException e) {
      throw new LabException(
          "%s: the processes can't be hidden: %s".formatted(kernel.image().path(), e.getMessage()),
          e);
    }
  }

  /// Overwrites the tag of a process's pool block; returns whether that is done or isn't wanted.
  private boolean unmark(Structure process) throws AbsentMemoryException {
    if (!views.contains(View.ALLOCATOR)) {
      return true;
    }
    OptionalLong tag = tags.of("_EPROCESS", process.address());
    if (tag.isPresent()) {
      editor.overwrite(tag.getAsLong(), TAG);
    }
    return tag.isPresent();
  }

  private Hidden unlink(Structure process) throws AbsentMemoryException {
    int numbers = views.contains(View.TABLES) ? clearNumbers(process) : 0;
    if (views.contains(View.LISTS)) {
      editor.removeFromList(process.address(LINKS));
    }
    return new Hidden(
        process.address(),
        process.unsigned("UniqueProcessId"),
        process.string("ImageFileName"),
        numbers);
  }

  /// Clears the entries of a process and its threads in the table of numbers.
  private int clearNumbers(Structure process) throws AbsentMemoryException {
    NumberTable table = new NumberTable(kernel);
    int cleared = clear(table, process.unsigned("UniqueProcessId"), process.address());
    KernelRing threads =
        new KernelRing(
            process.structures(), "_ETHREAD", "ThreadListEntry", process.address("ThreadListHead"));
    for (Structure thread : threads.entries()) {
      cleared += clear(table, thread.unsigned("Cid.UniqueThread"), thread.address());
    }
    return cleared;
  }

  private int clear(NumberTable table, long number, long object) throws AbsentMemoryException {
    OptionalLong entry = table.entryOf(number, object);
    if (entry.isPresent()) {
      editor.overwrite(entry.getAsLong(), new byte[table.entrySize()]);
    }
    return entry.isPresent() ? 1 : 0;
  }

  private List<Structure> listed() throws AbsentMemoryException {
    return KernelRing.processes(kernel).entries();
  }
}
