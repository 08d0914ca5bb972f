package org.deepmem.report.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.format.Type;
import org.deepmem.detection.DetectedObject;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.kernel.ObjectFacts.Link;
import org.deepmem.report.Words;

/// A result as a Parquet file, a row an object. The same result gives the same bytes: when it was
/// scanned isn't in it.
public final class ObjectParquet {
  /// Rows of a group, which is held in memory.
  private static final int GROUP = 16_384;

  private static final Schema SCHEMA =
      new Schema()
          .optional("dump_sha256", Type.BYTE_ARRAY)
          .required("dump_file", Type.BYTE_ARRAY)
          .required("type", Type.BYTE_ARRAY)
          .required("state", Type.BYTE_ARRAY)
          .required("virtual_address", Type.INT64)
          .unsigned()
          .optional("physical_address", Type.INT64)
          .unsigned()
          .required("size", Type.INT32)
          .required("score", Type.FLOAT)
          .optional("probability", Type.DOUBLE)
          .required("votes", Type.INT32)
          .required("detected", Type.BOOLEAN)
          .optional("finding", Type.BYTE_ARRAY)
          .texts("views")
          .map("names", true)
          .map("members", false)
          .groups("links", 3)
          .member("links", "member", Type.BYTE_ARRAY)
          .member("links", "type", Type.BYTE_ARRAY)
          .member("links", "address", Type.INT64)
          .unsigned();

  private ObjectParquet() {}

  /// Writes a whole file.
  public static void write(ScanResult result, OutputStream out) throws IOException {
    ParquetFile file = new ParquetFile(out, SCHEMA);
    List<FoundObject> objects = result.objects();
    for (int start = 0; start < objects.size(); start += GROUP) {
      List<FoundObject> rows = objects.subList(start, Math.min(start + GROUP, objects.size()));
      List<Column> columns = SCHEMA.columns();
      rows.forEach(row -> add(result.dump(), row, columns));
      file.group(columns, rows.size());
    }
    file.end(result.dump().tool(), metadata(result));
  }

  private static void add(DumpIdentity dump, FoundObject found, List<Column> columns) {
    DetectedObject object = found.object();
    List<Link> links = found.facts().links();
    var column = columns.iterator();
    column.next().optional(dump.sha256());
    column.next().one(dump.file());
    column.next().one(object.type());
    column.next().one(Words.of(object.state()));
    column.next().one(object.virtualAddress());
    column.next().optional(object.physicalAddress().stream().boxed().findFirst());
    column.next().one(object.size());
    column.next().one(object.score());
    column.next().optional(object.probability().stream().boxed().findFirst());
    column.next().one(object.votes());
    column.next().one(found.detected());
    column.next().optional(Words.of(found.finding()));
    column.next().many(Words.of(found.views()));
    column.next().many(List.copyOf(object.names().keySet()));
    column.next().many(List.copyOf(object.names().values()));
    column.next().many(List.copyOf(found.facts().members().keySet()));
    column.next().many(List.copyOf(found.facts().members().values()));
    column.next().many(links.stream().map(Link::member).toList());
    column.next().many(links.stream().map(Link::type).toList());
    column.next().many(links.stream().map(Link::address).toList());
  }

  private static Map<String, String> metadata(ScanResult result) {
    DumpIdentity dump = result.dump();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("deepmem.tool", dump.tool());
    metadata.put("deepmem.model", dump.model());
    metadata.put("deepmem.model_sha256", dump.modelSha256());
    metadata.put("deepmem.dump_bytes", Long.toString(dump.bytes()));
    metadata.put("deepmem.format", dump.format());
    metadata.put("deepmem.family", dump.family());
    put("deepmem.release", dump.release(), metadata);
    put("deepmem.taken", dump.taken().map(Instant::toString), metadata);
    put("deepmem.booted", dump.booted().map(Instant::toString), metadata);
    metadata.put("deepmem.views", String.join(" ", Words.of(result.asked())));
    metadata.put("deepmem.warnings", String.join("\n", result.warnings()));
    return metadata;
  }

  private static void put(String key, Optional<String> value, Map<String, String> metadata) {
    value.ifPresent(text -> metadata.put(key, text));
  }
}
