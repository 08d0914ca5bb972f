package org.deepmem.cli;

import picocli.CommandLine.Command;

/// `deepmem graph`: memory graphs of dumps.
@Command(name = "graph", description = "Writes the memory graphs of dumps.")
final class GraphCommand implements Runnable {
  @Override
  public void run() {}
}
