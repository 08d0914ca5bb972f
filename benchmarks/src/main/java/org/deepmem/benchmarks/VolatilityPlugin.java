package org.deepmem.benchmarks;

import java.util.Set;

/// What Volatility 3 lists, and which of our types that is.
enum VolatilityPlugin {
  PSLIST("windows.pslist", "_EPROCESS", "Offset(V)", Extras.NONE),
  PSSCAN("windows.psscan", "_EPROCESS", "Offset(V)", Extras.RESIDUALS),
  THREADS("windows.threads", "_ETHREAD", "Offset", Extras.NONE),
  THRDSCAN("windows.thrdscan", "_ETHREAD", "Offset", Extras.RESIDUALS),
  MODULES("windows.modules", "_LDR_DATA_TABLE_ENTRY", "Offset", Extras.NONE),
  DRIVERSCAN("windows.driverscan", "_DRIVER_OBJECT", "Offset", Extras.RESIDUALS),
  FILESCAN("windows.filescan", "_FILE_OBJECT", "Offset", Extras.RESIDUALS),
  HANDLES("windows.handles", "_CM_KEY_BODY", "Offset", Extras.NONE);

  /// What a plugin may list beside the living objects.
  private enum Extras {
    NONE,
    RESIDUALS
  }

  private final String plugin;
  private final String type;
  private final String column;
  private final Extras extras;

  VolatilityPlugin(String plugin, String type, String column, Extras extras) {
    this.plugin = plugin;
    this.type = type;
    this.column = column;
    this.extras = extras;
  }

  /// The plugin's name on Volatility's command line.
  String plugin() {
    return plugin;
  }

  /// The type that it lists; of handles, the type that only handles lead to.
  String type() {
    return type;
  }

  /// Column with the objects' addresses: physical where the plugin scans physical memory.
  String column() {
    return column;
  }

  /// Whether freed objects may be listed.
  boolean mayListResiduals() {
    return extras == Extras.RESIDUALS;
  }

  /// Values of the column `Type` that are counted; all where empty.
  Set<String> kinds() {
    return this == HANDLES ? Set.of("Key") : Set.of();
  }
}
