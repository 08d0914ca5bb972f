package org.deepmem.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/// What every task of a run is told.
///
/// @param output URI of the tables' folder
/// @param tool name and version of the program
/// @param model URI of the one model; "" for the bundled ones
/// @param symbols URIs of files and folders
/// @param freed whether freed objects are listed
/// @param settings for each family, a hash of what decides how its dumps are scanned: models,
///   symbols, options
/// @param done SHA-256 of dumps whose committed scan is by the present settings
/// @param lengths in bytes of those dumps: one of another length needn't be hashed first
/// @param slots tasks that a JVM runs at once; 0 for one a processor
/// @param hadoop how Hadoop is set up, beyond its defaults
record FleetOrder(
    String output,
    String tool,
    String model,
    ArrayList<String> symbols,
    boolean freed,
    HashMap<String, String> settings,
    HashSet<String> done,
    HashSet<Long> lengths,
    int slots,
    HashMap<String, String> hadoop)
    implements Serializable {

  /// Whether what a JVM keeps for one order serves this one, too.
  boolean sameMachine(@Nullable FleetOrder other) {
    return other != null
        && model.equals(other.model)
        && symbols.equals(other.symbols)
        && settings.equals(other.settings)
        && slots == other.slots;
  }

  /// How Hadoop is set up.
  Configuration configuration() {
    Configuration configuration = new Configuration();
    hadoop.forEach(configuration::set);
    return configuration;
  }

  /// What is in a configuration, to be sent.
  static HashMap<String, String> entries(Configuration configuration) {
    HashMap<String, String> entries = new HashMap<>();
    for (Map.Entry<String, String> entry : configuration) {
      entries.put(entry.getKey(), entry.getValue());
    }
    return entries;
  }
}
