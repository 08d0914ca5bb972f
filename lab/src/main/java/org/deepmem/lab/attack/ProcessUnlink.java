package org.deepmem.lab.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.Structures;
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

  private static final byte[] PROCESS_TAG = {'P', 'r', 'o', 'c'};

  /// Marks the last character of a protected block's tag.
  private static final int PROTECTED = 0x80;

  /// No more optional headers than this lie between the pool header and the object header.
  private static final int OPTIONAL_HEADERS = 0x80;

  /// More processes than a machine that can be dumped has.
  private static final int BOUND = 1 << 16;

  private final Kernel kernel;
  private final Structures structures;
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
      Hidden hidden =
          new Hidden(
              process.address(),
              process.unsigned("UniqueProcessId"),
              process.string("ImageFileName"));
      editor.overwrite(tag(process.address()), TAG);
      editor.removeFromList(process.address(LINKS));
      return hidden;
    } catch (AbsentMemoryException e) {
      throw new LabException(
          "%s: process %s can't be hidden: %s"
              .formatted(kernel.image().path(), who, e.getMessage()),
          e);
    }
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

  /// Address of the tag of a process's pool block, which lies before the optional headers.
  private long tag(long process) throws LabException, AbsentMemoryException {
    long header = structures.containing("_OBJECT_HEADER", "Body", process).address();
    int unit = 2 * kernel.space().wordSize();
    int size = structures.type("_POOL_HEADER").size();
    int offset = structures.type("_POOL_HEADER").member("PoolTag").offset();
    for (long pool = header - size; pool >= header - size - OPTIONAL_HEADERS; pool -= unit) {
      byte[] tag = structures.memory().bytes(pool + offset, PROCESS_TAG.length);
      tag[PROCESS_TAG.length - 1] &= (byte) ~PROTECTED;
      if (Arrays.equals(tag, PROCESS_TAG)) {
        return pool + offset;
      }
    }
    throw new LabException(
        "%s: no pool tag of a process before 0x%x; it may be hidden already"
            .formatted(kernel.image().path(), process));
  }
}
