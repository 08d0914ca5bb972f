package org.deepmem.lab.attack;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.ObjectNames;
import org.deepmem.kernel.Structure;
import org.deepmem.kernel.linux.LinuxKernel;
import org.deepmem.lab.LabException;
import org.deepmem.paging.AbsentMemoryException;

/// Hides modules as a rootkit does. Linux: out of the list of modules, and out of the set of kernel
/// objects that sysfs shows as /sys/module. Windows: out of PsLoadedModuleList, and out of the
/// lists by memory order and by initialisation where the entry is in these. The module's structure,
/// its code and whatever else leads to it stay as they were.
public final class ModuleUnlink {
  /// Of a Linux module, then of a Windows one.
  private static final List<String> LINKS =
      List.of(
          "list",
          "mkobj.kobj.entry",
          "InLoadOrderLinks",
          "InMemoryOrderLinks",
          "InInitializationOrderLinks");

  /// Modules that a message names, at most.
  private static final int NAMED = 12;

  private final Kernel kernel;
  private final ObjectNames names;
  private final ListEditor editor;

  /// What was hidden.
  ///
  /// @param type name of its structure
  /// @param module virtual address of the structure
  /// @param name its name
  /// @param links lists that it was taken out of
  public record Hidden(String type, long module, String name, int links) {}

  /// @param kernel found in `image`, of either system
  /// @param image receives the changes
  public ModuleUnlink(Kernel kernel, PatchedImage image) {
    this.kernel = kernel;
    this.names = kernel.names();
    this.editor = new ListEditor(kernel.space(), image);
  }

  /// Hides a module.
  ///
  /// @param name as the kernel has it; of Windows in any case, such as `null.sys`
  /// @throws LabException when the list has no such module, or its memory isn't in the dump
  public Hidden hide(String name) throws LabException {
    TreeSet<String> others = new TreeSet<>();
    try {
      for (Structure module : KernelRing.modules(kernel).entries()) {
        String found = name(module);
        if (kernel instanceof LinuxKernel ? found.equals(name) : found.equalsIgnoreCase(name)) {
          return hide(module, found);
        }
        others.add(found);
      }
    } catch (AbsentMemoryException e) {
      throw new LabException(
          "%s: module %s can't be hidden: %s"
              .formatted(kernel.image().path(), name, e.getMessage()),
          e);
    }
    throw new LabException(
        "%s: no module %s; there are %s%s"
            .formatted(
                kernel.image().path(),
                name,
                others.stream().limit(NAMED).collect(Collectors.joining(", ")),
                others.size() > NAMED ? " and " + (others.size() - NAMED) + " more" : ""));
  }

  private String name(Structure module) {
    return names
        .of(module.type().name(), module.address())
        .getOrDefault(kernel instanceof LinuxKernel ? "name" : "module", "");
  }

  private Hidden hide(Structure module, String name) throws AbsentMemoryException {
    int links = 0;
    for (String link : LINKS) {
      if (module.has(link) && editor.removeFromList(module.address(link))) {
        links++;
      }
    }
    return new Hidden(module.type().name(), module.address(), name, links);
  }
}
