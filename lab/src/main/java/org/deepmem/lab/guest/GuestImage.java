package org.deepmem.lab.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Builds the initramfs of a guest: busybox, our agent, the kernel's modules, and what to run.
public final class GuestImage {
  private static final List<String> FOLDERS =
      List.of("bin", "dev", "modules", "proc", "root", "spare", "sys", "tmp", "var");

  private GuestImage() {}

  /// @param order what the agent is to do
  /// @param masked Debian services that must not start; of no effect in the busybox guest
  /// @param debian whether to go on to the Debian system on the disk
  /// @param cache folder that keeps the compiled agent
  public static Initramfs build(
      Kernel kernel, AgentOrder order, List<String> masked, boolean debian, Path cache)
      throws IOException {
    Initramfs image = new Initramfs();
    FOLDERS.forEach(image::folder);
    GuestPrograms programs = new GuestPrograms(cache, kernel.architecture());
    image.program("bin/busybox", programs.busybox()).link("bin/sh", "busybox");
    image.program("agent", GuestAgent.program(programs));
    image.program("init", GuestAgent.resource(debian ? "init-debian" : "init"));
    String configuration =
        "AGENT='%s'%nMASKED='%s'%n".formatted(order.arguments(), String.join(" ", masked));
    image.file("deepmem.conf", configuration.getBytes(StandardCharsets.UTF_8));
    add(image, "modules", kernel.modules(GuestModules.ALWAYS));
    if (debian) {
      List<KernelModule> modules = kernel.modules(GuestModules.DISK);
      add(image, "modules", modules);
    } else if (order.liveRate() > 0) {
      add(image, "modules", kernel.modules(GuestModules.LIVE));
    }
    if (!order.hides().isEmpty()) {
      image.file("hider.ko", HidingModule.content(kernel, cache));
    }
    add(image, "spare", kernel.modules(order.modules()));
    return image;
  }

  private static void add(Initramfs image, String folder, List<KernelModule> modules) {
    int place = folder.equals("modules") && modules.size() > 1 ? 10 : 0;
    for (KernelModule module : modules) {
      image.file("%s/%03d-%s.ko".formatted(folder, place++, module.name()), module.content());
    }
  }
}
