package org.deepmem.kernel.windows;

import java.util.Optional;
import org.deepmem.kernel.Field;
import org.deepmem.kernel.KernelReader;
import org.deepmem.kernel.MemberDecoder;
import org.deepmem.kernel.ObjectFacts;

/// The members of `_EPROCESS`. Its command line lies in the process's own memory, which the
/// kernel's address space doesn't map.
final class ProcessMembers implements MemberDecoder {
  private static final int LONGEST_IMAGE = 15;

  private final UnicodeText text;
  private final Field pid;
  private final Field image;
  private final Field auditName;
  private final Field auditText;
  private final Field imageFile;
  private final Field fileName;
  private final Field parent;
  private final Field created;
  private final Field exited;
  private final Field exitStatus;
  private final Field threads;
  private final Field handleTable;
  private final Field handles;
  private final Field session;
  private final Field sessionId;
  private final Field narrow;
  private final Field tables;
  private final Field peb;
  private final Field threadList;
  private final Field threadLink;

  ProcessMembers(KernelReader kernel, UnicodeText text) {
    this.text = text;
    pid = Field.of(kernel, "_EPROCESS", "UniqueProcessId");
    image = Field.of(kernel, "_EPROCESS", "ImageFileName");
    auditName = Field.of(kernel, "_EPROCESS", "SeAuditProcessCreationInfo.ImageFileName");
    auditText = Field.of(kernel, "_OBJECT_NAME_INFORMATION", "Name");
    imageFile = Field.of(kernel, "_EPROCESS", "ImageFilePointer");
    fileName = Field.of(kernel, "_FILE_OBJECT", "FileName");
    parent = Field.of(kernel, "_EPROCESS", "InheritedFromUniqueProcessId");
    created = Field.of(kernel, "_EPROCESS", "CreateTime");
    exited = Field.of(kernel, "_EPROCESS", "ExitTime");
    exitStatus = Field.of(kernel, "_EPROCESS", "ExitStatus");
    threads = Field.of(kernel, "_EPROCESS", "ActiveThreads");
    handleTable = Field.of(kernel, "_EPROCESS", "ObjectTable");
    handles = Field.of(kernel, "_HANDLE_TABLE", "HandleCount");
    session = Field.of(kernel, "_EPROCESS", "Session");
    sessionId = Field.of(kernel, "_MM_SESSION_SPACE", "SessionId");
    narrow = Field.of(kernel, "_EPROCESS", "Wow64Process", "WoW64Process");
    tables = Field.of(kernel, "_EPROCESS", "Pcb.DirectoryTableBase");
    peb = Field.of(kernel, "_EPROCESS", "Peb");
    threadList = Field.of(kernel, "_EPROCESS", "ThreadListHead.Flink");
    threadLink = Field.of(kernel, "_ETHREAD", "ThreadListEntry");
  }

  @Override
  public void decode(long process, ObjectFacts.Builder facts) {
    facts
        .put("pid", pid.count(process))
        .put("image", image.text(process, LONGEST_IMAGE))
        .put("parentPid", parent.count(process))
        .put("path", path(process))
        .put("created", WindowsMembers.time(created, process))
        .put("exited", WindowsMembers.time(exited, process))
        .put("exitStatus", exitStatus.hexadecimal(process))
        .put("threads", threads.count(process))
        .put("handles", handles.count(handleTable.follow(process)))
        .put("session", session(process))
        .put("wow64", wow64(process))
        .put("directoryTableBase", tables.hexadecimal(process))
        .put("peb", peb.hexadecimal(process))
        .link("imageFile", "_FILE_OBJECT", imageFile.follow(process))
        .link("thread", "_ETHREAD", firstThread(process));
  }

  /// Where its program lies, as it was noted for audits, or of the file that it was made from.
  private Optional<String> path(long process) {
    Optional<String> noted = text.of(auditText, auditName.follow(process));
    return noted.isPresent() ? noted : text.of(fileName, imageFile.follow(process));
  }

  /// System's processes are in none: "".
  private Optional<String> session(long process) {
    return session.in(process) && session.pointer(process) == 0
        ? Optional.of("")
        : sessionId.count(session.follow(process));
  }

  private Optional<String> wow64(long process) {
    return narrow.in(process)
        ? Optional.of(narrow.pointer(process) != 0 ? "yes" : "no")
        : Optional.empty();
  }

  private long firstThread(long process) {
    long link = threadList.follow(process);
    boolean isEmpty = threadList.isKnown() && link == threadList.at(process);
    return link == 0 || isEmpty || !threadLink.isKnown() ? 0 : link - threadLink.offset();
  }
}
