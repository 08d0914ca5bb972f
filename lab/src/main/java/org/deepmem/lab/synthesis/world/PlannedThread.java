package org.deepmem.lab.synthesis.world;

import java.util.List;

/// A thread.
///
/// @param id its index in [RunningSystem#objects]
/// @param process the id of its process
/// @param tid a multiple of 4, from the same numbers as processes'
/// @param createTime when it was created
/// @param exitTime 0 while it runs
/// @param endTime when the object was freed; 0 while it is allocated
/// @param startModule where it starts: the id of a [PlannedModule] for a thread of System, else an
///   index into its process's dlls (0 where the process has none)
/// @param startOffset bytes into that module
/// @param gui whether it has made a window or called win32k
/// @param state 0 initialized, 1 ready, 2 running, 3 standby, 4 terminated, 5 waiting, 6 transition
/// @param waitReason as the kernel numbers them: 6 user request, 7 executive event, 15 queue ...
/// @param userWait whether it waits in user mode
/// @param basePriority 0 to 31
/// @param priority 0 to 31, at least the base's for those that aren't real-time
/// @param kernelTicks clock ticks in the kernel
/// @param userTicks clock ticks in user mode
/// @param contextSwitches how often it was switched to
/// @param cycles processor cycles
/// @param waitTicks the tick count when it began to wait
/// @param stack the frames of its kernel stack, the innermost first; empty when it has exited
/// @param waitsOn ids of the objects that it waits for: at most 4; live
public record PlannedThread(
    int id,
    int process,
    int tid,
    long createTime,
    long exitTime,
    long endTime,
    int startModule,
    int startOffset,
    boolean gui,
    int state,
    int waitReason,
    boolean userWait,
    int basePriority,
    int priority,
    int kernelTicks,
    int userTicks,
    int contextSwitches,
    long cycles,
    int waitTicks,
    List<PlannedFrame> stack,
    List<Integer> waitsOn)
    implements PlannedObject {
  public PlannedThread {
    stack = List.copyOf(stack);
    waitsOn = List.copyOf(waitsOn);
  }
}
