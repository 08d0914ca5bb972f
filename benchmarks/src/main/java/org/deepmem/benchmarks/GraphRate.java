package org.deepmem.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.deepmem.Dump;
import org.deepmem.graph.MemoryGraph;

/// How fast a dump becomes a graph once the JVM is warm, and how fast its bytes can be read at all.
///
/// @param dumpBytes memory in the dump
/// @param nodes of the graph
/// @param graphBytes that the graph takes
/// @param seconds of the fastest graph
/// @param readSeconds to add up all words of the file, on all processors
record GraphRate(long dumpBytes, int nodes, long graphBytes, double seconds, double readSeconds) {
  private static final int ROUNDS = 8;
  private static final long BLOCK = 1 << 22;

  static GraphRate of(Path file) throws IOException {
    double best = Double.MAX_VALUE;
    double read = Double.MAX_VALUE;
    try (Dump dump = Dump.open(file);
        FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofShared()) {
      MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      MemoryGraph graph = dump.graph();
      for (int round = 0; round < ROUNDS; round++) {
        long began = System.nanoTime();
        graph = dump.graph();
        best = Math.min(best, (System.nanoTime() - began) * 1e-9);
        read = Math.min(read, Stopwatch.seconds(() -> sum(mapped)));
      }
      return new GraphRate(dump.image().presentBytes(), graph.nodes(), graph.bytes(), best, read);
    }
  }

  private static long sum(MemorySegment file) {
    return LongStream.range(0, file.byteSize() / BLOCK)
        .parallel()
        .map(block -> sum(file, block * BLOCK))
        .sum();
  }

  private static long sum(MemorySegment file, long from) {
    long sum = 0;
    for (long at = from; at < from + BLOCK; at += Long.BYTES) {
      sum += file.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    }
    return sum;
  }

  /// Dump bytes that become a graph in a second.
  double rate() {
    return dumpBytes / seconds;
  }

  /// Time over that of reading the bytes.
  double overReading() {
    return seconds / readSeconds;
  }
}
