package org.deepmem.lab.synthesis.world;

import java.util.List;

/// A process. An exited one whose object is [#live] is held by somebody's handle.
///
/// @param id its index in [RunningSystem#objects]
/// @param pid a multiple of 4; System has 4
/// @param parentPid who created it; may be gone, and its number used anew
/// @param imageName `svchost.exe`, however long
/// @param imagePath `\Device\HarddiskVolume1\Windows\System32\svchost.exe`; empty for System
/// @param commandLine empty for System
/// @param currentDirectory `C:\Windows\system32\`; empty for System
/// @param createTime when it was created
/// @param exitTime 0 while it runs; not before `createTime`
/// @param endTime when the object was freed; 0 while it is allocated
/// @param exitStatus 259 (still active) while it runs
/// @param session -1 where it has none: System and the first smss.exe
/// @param account who it runs as
/// @param token the id of a [PlannedOther] of kind TOKEN
/// @param imageFile the id of the [PlannedFile] that the image section was made from; -1 for System
/// @param basePriority 0 to 31
/// @param priorityClass 1 idle, 2 normal, 3 high, 4 realtime, 5 below normal, 6 above normal
/// @param critical whether its end stops the system
/// @param wow64 whether it is a 32-bit process of a 64-bit system
/// @param threads ids of its threads, the oldest first; those that ended and were freed are not
///   among them
/// @param dlls its user modules in load order, the image first; empty once it has exited
/// @param regions its user memory in no order of addresses; empty once it has exited
/// @param handles its handle table by slot; empty once it has exited
public record PlannedProcess(
    int id,
    int pid,
    int parentPid,
    String imageName,
    String imagePath,
    String commandLine,
    String currentDirectory,
    long createTime,
    long exitTime,
    long endTime,
    int exitStatus,
    int session,
    PlannedAccount account,
    int token,
    int imageFile,
    int basePriority,
    int priorityClass,
    boolean critical,
    boolean wow64,
    List<Integer> threads,
    List<PlannedDll> dlls,
    List<PlannedRegion> regions,
    List<PlannedHandle> handles)
    implements PlannedObject {
  public PlannedProcess {
    threads = List.copyOf(threads);
    dlls = List.copyOf(dlls);
    regions = List.copyOf(regions);
    handles = List.copyOf(handles);
  }

  /// Whether it runs.
  public boolean running() {
    return exitTime == 0;
  }

  /// The same process with a share of its resident pages.
  PlannedProcess trimmed(double share) {
    List<PlannedRegion> fewer =
        regions.stream()
            .map(
                r ->
                    new PlannedRegion(
                        r.kind(),
                        r.pages(),
                        (int) (r.resident() * share),
                        r.protection(),
                        r.file()))
            .toList();
    return new PlannedProcess(
        id,
        pid,
        parentPid,
        imageName,
        imagePath,
        commandLine,
        currentDirectory,
        createTime,
        exitTime,
        endTime,
        exitStatus,
        session,
        account,
        token,
        imageFile,
        basePriority,
        priorityClass,
        critical,
        wow64,
        threads,
        dlls,
        fewer,
        handles);
  }
}
