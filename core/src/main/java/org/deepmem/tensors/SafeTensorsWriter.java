package org.deepmem.tensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deepmem.files.AsideFile;

/// Writes a safetensors file: eight bytes of header length, a JSON header, then the tensors'
/// little-endian bytes without gaps (format: github.com/huggingface/safetensors).
///
/// The file is written beside its place and moved there when whole.
public final class SafeTensorsWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALIGNMENT = 8;

  private record Tensor(String name, TensorType type, long[] shape, MemorySegment data) {}

  private final Map<String, String> metadata;
  private final List<Tensor> tensors = new ArrayList<>();

  /// @param metadata names and values stored in the header, in the map's order
  public SafeTensorsWriter(Map<String, String> metadata) {
    this.metadata = metadata;
  }

  /// Adds a tensor; the array is read when the file is written.
  ///
  /// @param data an array's segment ([MemorySegment#ofArray]), native byte order being
  ///   little-endian
  /// @param shape whose product times the type's size is the segment's size
  public SafeTensorsWriter add(String name, TensorType type, MemorySegment data, long... shape) {
    long size = type.bytes();
    for (long dimension : shape) {
      size *= dimension;
    }
    if (size != data.byteSize()) {
      throw new IllegalArgumentException(
          "tensor %s: shape takes %d bytes, data has %d".formatted(name, size, data.byteSize()));
    }
    tensors.add(new Tensor(name, type, shape.clone(), data));
    return this;
  }

  /// Writes the file, replacing one that is there.
  public void write(Path file) throws IOException {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new IOException(file + ": tensors are little-endian; this processor is not");
    }
    AsideFile.write(
        file,
        aside -> {
          try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            writeAll(channel, ByteBuffer.wrap(header()));
            for (Tensor tensor : tensors) {
              writeData(channel, tensor.data());
            }
          }
        });
  }

  private byte[] header() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode meta = root.putObject("__metadata__");
    metadata.forEach(meta::put);
    long offset = 0;
    for (Tensor tensor : tensors) {
      ObjectNode entry = root.putObject(tensor.name());
      entry.put("dtype", tensor.type().name());
      var shape = entry.putArray("shape");
      for (long dimension : tensor.shape()) {
        shape.add(dimension);
      }
      long end = offset + tensor.data().byteSize();
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) & -ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(padded).put(json);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.array();
  }

  private static void writeData(FileChannel channel, MemorySegment data) throws IOException {
    int step = 1 << 20;
    byte[] buffer = new byte[(int) Math.min(step, data.byteSize())];
    for (long at = 0; at < data.byteSize(); at += step) {
      int part = (int) Math.min(step, data.byteSize() - at);
      MemorySegment.copy(data, at, MemorySegment.ofArray(buffer), 0, part);
      writeAll(channel, ByteBuffer.wrap(buffer, 0, part));
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
