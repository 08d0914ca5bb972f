package org.deepmem.lab.synthesis;

import java.util.List;
import org.deepmem.lab.synthesis.machine.LoadedModule;
import org.deepmem.lab.synthesis.objects.WrittenObject;
import org.deepmem.lab.synthesis.world.PagePointers;

/// Pointers of pages that nobody owns any more: into and near objects and modules, as what was
/// there before had them.
final class StalePointers implements PagePointers {
  private final List<WrittenObject> objects;
  private final List<LoadedModule> modules;
  private long count;

  StalePointers(List<WrittenObject> objects, List<LoadedModule> modules) {
    this.objects = objects;
    this.modules = modules;
  }

  private long next(int bits) {
    count += 0x9e3779b97f4a7c15L;
    long mixed = (count ^ count >>> 29) * 0xbf58476d1ce4e5b9L;
    return mixed >>> (64 - bits);
  }

  @Override
  public long user() {
    return 0x10000 + (next(26) & -8);
  }

  @Override
  public long kernel() {
    long near = next(3) == 0 ? 0 : next(16) & -8;
    return objects.get((int) (next(31) % objects.size())).address() + near;
  }

  @Override
  public long code() {
    LoadedModule module = modules.get((int) (next(31) % modules.size()));
    return module.base() + next(31) % module.size();
  }
}
