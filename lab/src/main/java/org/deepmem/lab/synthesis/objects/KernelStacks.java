package org.deepmem.lab.synthesis.objects;

import java.util.ArrayList;
import java.util.List;
import org.deepmem.lab.synthesis.machine.KernelMemory;
import org.deepmem.lab.synthesis.machine.StructureWriter;
import org.deepmem.lab.synthesis.world.PlannedFrame;
import org.deepmem.lab.synthesis.world.PlannedThread;

/// Threads' kernel stacks: return addresses, saved frames, locals, pointers to objects, and below
/// what is in use the remains of deeper calls.
final class KernelStacks {
  /// Bytes of a stack of a 32-bit system; a 64-bit one has twice as much.
  static final int BYTES = 0x3000;

  /// Bytes that are kept free at both ends.
  private static final int MARGIN = 0x200;

  private final Scene scene;
  private final List<Long> bases = new ArrayList<>();

  KernelStacks(Scene scene) {
    this.scene = scene;
  }

  /// The base of a stack that another thread uses by now, as a thread that ended still names it.
  long stale() {
    if (bases.isEmpty() || scene.draws().chance(0.02)) {
      newStack();
    }
    return scene.draws().of(bases);
  }

  private long newStack() {
    int bytes = bytes();
    long base = scene.memory().allocateStack(bytes) + bytes;
    bases.add(base);
    return base;
  }

  private int bytes() {
    return scene.system().is64Bit() ? 2 * BYTES : BYTES;
  }

  /// Makes a thread's stack, and names it in the thread.
  void write(PlannedThread t, StructureWriter w) {
    long base = newStack();
    long initial = base - reserved();
    boolean user = t.process() != scene.plan().activeProcesses().get(0);
    long trap = initial - (scene.system().is64Bit() ? 0x190 : 0x8c);
    long top = user ? trap : initial - 0x40;
    long low = base - bytes();
    remains(low + MARGIN, base - reserved());
    if (user) {
      trapFrame(trap, t);
      w.set("Tcb.TrapFrame", trap);
    }
    long pointer = frames(t, low + MARGIN, top);
    w.set("Tcb.StackBase", base);
    w.set("Tcb.StackLimit", low);
    w.set("Tcb.InitialStack", initial);
    w.set("Tcb.KernelStack", pointer);
  }

  /// Bytes between the base and the first frame: the state of the floating point unit.
  private int reserved() {
    return switch (scene.system()) {
      case WIN7_SP1_X86 -> 0x230;
      case WIN7_SP1_X64 -> 0x250;
      case WIN10_X64 -> 0x370;
    };
  }

  /// Words that earlier, deeper calls have left.
  private void remains(long from, long to) {
    Draws draws = scene.draws();
    KernelMemory memory = scene.memory();
    long at = from + (draws.below(0x800) & -8);
    while (at < to) {
      if (draws.chance(0.4)) {
        memory.pointer(at, local(from, to));
      }
      at += scene.word() * (1L + (draws.chance(0.3) ? draws.below(24) : 0));
    }
  }

  private long local(long from, long to) {
    Draws draws = scene.draws();
    int kind = draws.below(20);
    if (kind < 7) {
      return draws.magnitude(1 << 20);
    }
    if (kind < 10) {
      return draws.between(from, to) & -4;
    }
    if (kind < 13) {
      return scene.someAddress();
    }
    if (kind < 15) {
      return scene.anyCode();
    }
    return kind < 17 ? 0 : draws.nextLong() & 0xffffffffL;
  }

  /// Writes the frames below `top`.
  ///
  /// @return where the innermost begins
  private long frames(PlannedThread t, long lowest, long top) {
    KernelMemory memory = scene.memory();
    int word = scene.word();
    long at = top;
    long frame = 0;
    for (int i = t.stack().size() - 1; i >= 0; i--) {
      PlannedFrame f = t.stack().get(i);
      long need = word * (2L + f.words());
      if (at - need < lowest) {
        break;
      }
      at -= word;
      memory.pointer(at, scene.code(f.module(), f.offset()));
      at -= word;
      memory.pointer(at, frame);
      frame = at;
      long above = at;
      for (int j = 0; j < f.words(); j++) {
        at -= word;
        memory.pointer(at, local(at, top));
      }
      for (int object : f.objects()) {
        long address = scene.address(object);
        if (address != 0 && f.words() > 0) {
          memory.pointer(above - (long) word * (1 + scene.draws().below(f.words())), address);
        }
      }
    }
    at -= word;
    memory.pointer(at, scene.routine("KiSwapContext"));
    for (int i = 0; i < 4; i++) {
      at -= word;
      memory.pointer(at, i == 2 ? frame : local(lowest, top));
    }
    return at;
  }

  /// Registers of user mode: text and stack of the process.
  private void trapFrame(long trap, PlannedThread t) {
    Draws draws = scene.draws();
    int words = (scene.system().is64Bit() ? 0x190 : 0x8c) / scene.word();
    for (int i = 0; i < words; i++) {
      long value =
          switch (draws.below(5)) {
            case 0 -> 0;
            case 1 -> draws.magnitude(1 << 16);
            case 2 -> 0x10000 + (draws.nextLong() & 0x7ff0000) + 4L * draws.below(1 << 14);
            case 3 -> 0x75000000L + draws.below(1 << 24);
            default -> t.tid();
          };
      scene.memory().pointer(trap + (long) i * scene.word(), value);
    }
  }
}
