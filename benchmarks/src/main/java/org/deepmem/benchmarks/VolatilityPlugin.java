package org.deepmem.benchmarks;

import java.util.Map;

/// What Volatility 3 lists, and which of our types that is.
enum VolatilityPlugin {
  PSLIST("windows.pslist", "_EPROCESS", "Offset(V)", Source.LIST),
  PSSCAN("windows.psscan", "_EPROCESS", "Offset(V)", Source.POOL),
  THREADS("windows.threads", "_ETHREAD", "Offset", Source.LIST),
  THRDSCAN("windows.thrdscan", "_ETHREAD", "Offset", Source.POOL),
  MODULES("windows.modules", "_LDR_DATA_TABLE_ENTRY", "Offset", Source.LIST),
  DRIVERSCAN("windows.driverscan", "_DRIVER_OBJECT", "Offset", Source.POOL),
  FILESCAN("windows.filescan", "_FILE_OBJECT", "Offset", Source.POOL),
  HANDLES(
      "windows.handles",
      Map.of(
          "Process",
          "_EPROCESS",
          "Thread",
          "_ETHREAD",
          "File",
          "_FILE_OBJECT",
          "Key",
          "_CM_KEY_BODY"),
      "Offset",
      Source.HANDLES);

  /// Where a plugin finds objects.
  enum Source {
    LIST,
    POOL,
    HANDLES
  }

  private final String plugin;
  private final Map<String, String> types;
  private final String column;
  private final Source source;

  VolatilityPlugin(String plugin, String type, String column, Source source) {
    this(plugin, Map.of("", type), column, source);
  }

  VolatilityPlugin(String plugin, Map<String, String> types, String column, Source source) {
    this.plugin = plugin;
    this.types = types;
    this.column = column;
    this.source = source;
  }

  /// The plugin's name on Volatility's command line.
  String plugin() {
    return plugin;
  }

  /// Our types by what the plugin's column `Type` says; of a plugin of one type by an empty text.
  Map<String, String> types() {
    return types;
  }

  /// Column with the objects' virtual addresses.
  String column() {
    return column;
  }

  Source source() {
    return source;
  }
}
