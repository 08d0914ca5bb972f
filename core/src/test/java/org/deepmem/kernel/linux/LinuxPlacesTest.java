package org.deepmem.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.deepmem.image.ImageNotes;
import org.deepmem.image.SparseImage;
import org.junit.jupiter.api.Test;

class LinuxPlacesTest {
  /// A file's notes can name any number of tables.
  @Test
  void aSearchGivesUpAfterManyTables() {
    SparseImage image = new SparseImage();
    List<Long> roots = LongStream.range(1, 400).mapToObj(page -> page * 0x2000).toList();
    roots.forEach(image::present);
    image.notes(new ImageNotes(roots, Optional.empty()));

    LinuxPlaces places = new LinuxPlaces(image);

    assertThat(places.byCpuNotes()).isEmpty();
    assertThat(places.rejected()).contains("others: too many page tables were tried");
  }
}
