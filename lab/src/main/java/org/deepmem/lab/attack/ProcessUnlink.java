package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.Structures;
import org.deepmem.kernel.windows.PoolTags;
import org.deepmem.lab.LabException;
import org.deepmem.paging.AbsentMemoryException;
import org.deepmem.paging.VirtualMemory;

/// Hides processes of Windows as a rootkit does: out of the list of active processes, and with
/// another tag on the pool block. The process, its threads and its handles stay as they were.
public final class ProcessUnlink {
  private static final String LINKS = "ActiveProcessLinks";

  private static final Victim VICTIM = new Victim("_EPROCESS", "UniqueProcessId", "ImageFileName");

  /// The tag that the block gets.
  private static final byte[] TAG = {'N', 'o', 'n', 'e'};

  /// More processes than a machine that can be dumped has.
  private static final int BOUND = 1 << 16;

  private final Kernel kernel;
  private final Structures structures;
  private final PoolTags tags;
  private final ListEditor editor;

  /// What was hidden.
  ///
  /// @param process virtual address of its `_EPROCESS`
  /// @param pid its number
  /// @param name its image's name, as the kernel has it: at most 15 characters
  public record Hidden(long process, long pid, String name) {}

  /// @param kernel found in `image`
  /// @param image receives the changes
  public ProcessUnlink(Kernel kernel, PatchedImage image) {
    this.kernel = kernel;
    this.structures = new Structures(new VirtualMemory(kernel.space()), kernel.types());
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
      long tag =
          tags.of("_EPROCESS", process.address())
              .orElseThrow(
                  () ->
                      new LabException(
                          "%s: no pool tag of a process before 0x%x; it may be hidden already"
                              .formatted(kernel.image().path(), process.address())));
      editor.overwrite(tag, TAG);
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
          OptionalLong tag = tags.of("_EPROCESS", process.address());
          if (tag.isPresent()) {
            editor.overwrite(tag.getAsLong(), TAG);
          }
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

  private Hidden unlink(Structure process) throws AbsentMemoryException {
    editor.removeFromList(process.address(LINKS));
    return new Hidden(
        process.address(), process.unsigned("UniqueProcessId"), process.string("ImageFileName"));
  }

  /// The list's head; where that isn't known, the link of the System process, which an exported
  /// variable leads to and which then isn't found itself.
  private long head() throws AbsentMemoryException {
    OptionalLong head = kernel.symbols().address("PsActiveProcessHead");
    if (head.isPresent()) {
      return head.getAsLong();
    }
    long system = structures.memory().pointer(kernel.symbols().require("PsInitialSystemProcess"));
    return system + structures.type("_EPROCESS").member(LINKS).offset();
  }

  private List<Structure> listed() throws AbsentMemoryException {
    VirtualMemory memory = structures.memory();
    long head = head();
    List<Structure> processes = new ArrayList<>();
    Set<Long> met = new HashSet<>();
    for (long entry = memory.pointer(head);
        entry != head && met.size() < BOUND && met.add(entry);
        entry = memory.pointer(entry)) {
      processes.add(structures.containing("_EPROCESS", LINKS, entry));
    }
    return processes;
  }
}
