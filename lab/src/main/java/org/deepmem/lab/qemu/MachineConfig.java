package org.deepmem.lab.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A virtual machine to be started.
///
/// @param kernel compressed kernel
/// @param initramfs its first file system
/// @param disk ext4 image for `/dev/vda`, with a network card beside it; null for neither. Never
///   written to
/// @param liveDisk file that the guest writes its live dump to, through a disk whose serial number
///   is `deepmem-live`; null for none
/// @param memory MiB
/// @param cpus number of CPUs
/// @param kernelArguments added to the kernel's command line
public record MachineConfig(
    Path kernel,
    Path initramfs,
    @Nullable Path disk,
    @Nullable Path liveDisk,
    int memory,
    int cpus,
    String kernelArguments,
    Accelerator accelerator) {

  /// The kernel's command line. `noirqdebug`: on PREEMPT_RT the emulated serial port's interrupts
  /// come faster than their thread, and the kernel would switch the line off. `no_timer_check`: on
  /// a busy host an emulated timer ticks too late for the kernel's check of it, which then panics.
  public String commandLine() {
    return ("console=ttyS0 panic=-1 noirqdebug no_timer_check " + kernelArguments).strip();
  }

  /// QEMU's arguments.
  ///
  /// @param folder where its sockets and the console's file go
  List<String> arguments(Path folder) {
    List<String> arguments = new ArrayList<>();
    // No video card: its memory would be part of the dump.
    add(arguments, "-nodefaults", "-vga none", "-display none", "-no-reboot");
    add(arguments, "-accel " + accelerator.option());
    add(arguments, "-cpu " + (accelerator == Accelerator.KVM ? "host" : "qemu64"));
    add(arguments, "-smp " + cpus, "-m " + memory, "-device vmcoreinfo");
    arguments.addAll(List.of("-serial", "file:" + folder.resolve(VirtualMachine.CONSOLE)));
    for (String socket : List.of(VirtualMachine.PORT, VirtualMachine.MONITOR)) {
      arguments.add(socket.equals(VirtualMachine.PORT) ? "-serial" : "-qmp");
      arguments.add("unix:%s,server=on,wait=off".formatted(folder.resolve(socket)));
    }
    arguments.addAll(List.of("-kernel", kernel.toString(), "-initrd", initramfs.toString()));
    arguments.addAll(List.of("-append", commandLine()));
    if (disk != null) {
      arguments.addAll(
          List.of(
              "-drive", "file=%s,format=raw,if=virtio,snapshot=on,cache=unsafe".formatted(disk)));
      add(
          arguments,
          "-netdev user,id=net,restrict=on",
          "-device virtio-net-pci,netdev=net,romfile=");
    }
    if (liveDisk != null) {
      add(arguments, "-drive file=%s,format=raw,if=none,id=live,cache=unsafe".formatted(liveDisk));
      add(arguments, "-device virtio-blk-pci,drive=live,serial=deepmem-live");
    }
    return arguments;
  }

  private static void add(List<String> arguments, String... options) {
    for (String option : options) {
      arguments.addAll(List.of(option.split(" ", 2)));
    }
  }
}
