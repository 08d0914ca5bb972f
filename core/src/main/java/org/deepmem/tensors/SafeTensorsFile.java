package org.deepmem.tensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A safetensors file, mapped and checked: every tensor's bytes lie inside the file and fit its
/// shape.
public final class SafeTensorsFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ValueLayout.OfLong HEADER_LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long MAX_HEADER = 16 << 20;

  private record Tensor(String type, long[] shape, long begin, long end) {}

  private final Path file;
  private final Arena arena;
  private final MemorySegment bytes;
  private final long dataStart;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private SafeTensorsFile(Path file, Arena arena, MemorySegment bytes) throws IOException {
    this.file = file;
    this.arena = arena;
    this.bytes = bytes;
    if (bytes.byteSize() < Long.BYTES) {
      throw malformed(
          0, "%d bytes, too short for a graph or model; make it again".formatted(bytes.byteSize()));
    }
    long length = bytes.get(HEADER_LENGTH, 0);
    if (length < 2 || length > MAX_HEADER || length > bytes.byteSize() - Long.BYTES) {
      throw malformed(
          0,
          "no graph or model, or cut off: its header would be %d bytes; make it again"
              .formatted(length));
    }
    dataStart = Long.BYTES + length;
    readHeader(bytes.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE));
  }

  /// Opens and checks a file.
  ///
  /// @throws MalformedTensorsException when it is cut off or no tensor file
  public static SafeTensorsFile open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a directory; name the file itself");
    }
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return new SafeTensorsFile(file, arena, bytes);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /// Names and values of the header.
  public Map<String, String> metadata() {
    return java.util.Collections.unmodifiableMap(metadata);
  }

  /// A value of the header that must be there.
  public String metadata(String name) throws MalformedTensorsException {
    String value = metadata.get(name);
    if (value == null) {
      throw malformed(
          Long.BYTES,
          "header lacks '%s': the file is of another kind; make it again".formatted(name));
    }
    return value;
  }

  /// Length of a tensor's first dimension.
  public long rows(String name) throws MalformedTensorsException {
    Tensor tensor = tensor(name);
    return tensor.shape().length == 0 ? 1 : tensor.shape()[0];
  }

  /// The bytes of a tensor, mapped.
  ///
  /// @throws MalformedTensorsException when it is missing or has another type or shape
  public MemorySegment data(String name, TensorType type, long... shape)
      throws MalformedTensorsException {
    Tensor tensor = tensor(name);
    if (!tensor.type().equals(type.name()) || !Arrays.equals(tensor.shape(), shape)) {
      throw malformed(
          dataStart + tensor.begin(),
          "tensor '%s' is %s%s where %s%s is needed; the file is of another version; make it again"
              .formatted(
                  name,
                  tensor.type(),
                  Arrays.toString(tensor.shape()),
                  type,
                  Arrays.toString(shape)));
    }
    return bytes.asSlice(dataStart + tensor.begin(), tensor.end() - tensor.begin());
  }

  /// A `U8` tensor as an array.
  public byte[] bytes(String name, long... shape) throws MalformedTensorsException {
    return data(name, TensorType.U8, shape).toArray(ValueLayout.JAVA_BYTE);
  }

  /// A `U16` tensor as an array.
  public short[] shorts(String name, long... shape) throws MalformedTensorsException {
    return data(name, TensorType.U16, shape).toArray(little(ValueLayout.JAVA_SHORT_UNALIGNED));
  }

  /// An `I32` tensor as an array.
  public int[] ints(String name, long... shape) throws MalformedTensorsException {
    return data(name, TensorType.I32, shape)
        .toArray(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN));
  }

  /// A `U64` tensor as an array.
  public long[] longs(String name, long... shape) throws MalformedTensorsException {
    return data(name, TensorType.U64, shape)
        .toArray(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN));
  }

  /// An `F32` tensor as an array.
  public float[] floats(String name, long... shape) throws MalformedTensorsException {
    return data(name, TensorType.F32, shape)
        .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN));
  }

  /// A failure to say of this file.
  ///
  /// @param offset in the file
  public MalformedTensorsException malformed(long offset, String reason) {
    return new MalformedTensorsException(file, offset, reason);
  }

  @Override
  public void close() {
    arena.close();
  }

  private static ValueLayout.OfShort little(ValueLayout.OfShort layout) {
    return layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }

  private Tensor tensor(String name) throws MalformedTensorsException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw malformed(
          Long.BYTES,
          "header lacks tensor '%s': the file is of another kind; make it again".formatted(name));
    }
    return tensor;
  }

  private void readHeader(byte[] json) throws MalformedTensorsException {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new MalformedTensorsException(
          file, Long.BYTES, "header is no JSON: no graph or model; make it again", e);
    } catch (IOException e) {
      throw new MalformedTensorsException(
          file, Long.BYTES, "header can't be read; make the file again", e);
    }
    if (!root.isObject()) {
      throw malformed(Long.BYTES, "header is no JSON object: no graph or model; make it again");
    }
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (entry.getKey().equals("__metadata__")) {
        entry.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        tensors.put(entry.getKey(), checked(entry.getKey(), entry.getValue()));
      }
    }
  }

  private Tensor checked(String name, JsonNode entry) throws MalformedTensorsException {
    String type = entry.path("dtype").asText();
    long[] shape = new long[entry.path("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = entry.path("shape").path(i).asLong(-1);
    }
    long begin = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    if (begin < 0 || end < begin || end > bytes.byteSize() - dataStart) {
      throw malformed(
          dataStart + Math.max(begin, 0),
          "tensor '%s' ends at %d, after the file's %d bytes: cut off; make it again"
              .formatted(name, dataStart + end, bytes.byteSize()));
    }
    if (!size(type, shape).equals(BigInteger.valueOf(end - begin))) {
      throw malformed(
          dataStart + begin,
          "tensor '%s' has %d bytes, which don't fit %s%s; make it again"
              .formatted(name, end - begin, type, Arrays.toString(shape)));
    }
    return new Tensor(type, shape, begin, end);
  }

  private static BigInteger size(String type, long[] shape) {
    BigInteger size = BigInteger.ZERO;
    for (TensorType known : TensorType.values()) {
      if (known.name().equals(type)) {
        size = BigInteger.valueOf(known.bytes());
      }
    }
    for (long dimension : shape) {
      size = size.multiply(BigInteger.valueOf(Math.max(dimension, 0)));
    }
    return size;
  }
}
