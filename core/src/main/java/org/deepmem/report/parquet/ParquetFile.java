package org.deepmem.report.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/// Writes a Parquet file front to back: row groups, each a page a column, then what they are.
final class ParquetFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;

  private final OutputStream out;
  private final Schema schema;
  private final List<RowGroup> groups = new ArrayList<>();
  private long rows;
  private long position;

  ParquetFile(OutputStream out, Schema schema) throws IOException {
    this.out = out;
    this.schema = schema;
    write(MAGIC);
  }

  /// Writes a row group.
  ///
  /// @param columns all of the schema, with as many rows each
  void group(List<Column> columns, int count) throws IOException {
    List<ColumnChunk> chunks = new ArrayList<>();
    long bytes = 0;
    for (Column column : columns) {
      ColumnChunk chunk = chunk(column);
      bytes += chunk.getMeta_data().getTotal_uncompressed_size();
      chunks.add(chunk);
    }
    groups.add(new RowGroup(chunks, bytes, count));
    rows += count;
  }

  private ColumnChunk chunk(Column column) throws IOException {
    byte[] page = column.page();
    byte[] packed = packed(page);
    PageHeader header = new PageHeader(PageType.DATA_PAGE, page.length, packed.length);
    header.setData_page_header(
        new DataPageHeader(column.entries(), Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    Util.writePageHeader(header, head);
    long start = position;
    write(head.toByteArray());
    write(packed);
    ColumnMetaData described =
        new ColumnMetaData(
            column.type(),
            List.of(Encoding.PLAIN, Encoding.RLE),
            column.path(),
            CompressionCodec.GZIP,
            column.entries(),
            (long) head.size() + page.length,
            position - start,
            start);
    return new ColumnChunk(0).setMeta_data(described);
  }

  private static byte[] packed(byte[] page) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(page);
    }
    return packed.toByteArray();
  }

  /// Writes the end.
  ///
  /// @param metadata keys and values about the whole file, in their order
  void end(String createdBy, Map<String, String> metadata) throws IOException {
    List<KeyValue> pairs = new ArrayList<>();
    metadata.forEach((key, value) -> pairs.add(new KeyValue(key).setValue(value)));
    FileMetaData footer = new FileMetaData(VERSION, schema.elements(), rows, groups);
    footer.setKey_value_metadata(pairs).setCreated_by(createdBy);
    long start = position;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, bytes);
    write(bytes.toByteArray());
    PlainValues size = new PlainValues();
    size.int32((int) (position - start));
    write(size.toBytes());
    write(MAGIC);
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }
}
