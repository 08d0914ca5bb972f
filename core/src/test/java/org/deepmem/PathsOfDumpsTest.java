package org.deepmem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deepmem.image.CrashDumpBytes;
import org.deepmem.kernel.windows.TestWindows;
import org.deepmem.symbols.PdbId;
import org.deepmem.symbols.SymbolFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The one name from a dump that is looked for on disk is that of a Windows kernel's symbol file.
/// Whatever the dump says, nothing outside of the symbol folder is looked at.
class PathsOfDumpsTest {
  /// Where [TestWindows] has the name in its debug record.
  private static final int NAME = 0x3118;

  private static final String KEY = "0403020106050807090A0B0C0D0E0F10-2";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "..",
        "../../outside",
        "..\\outside",
        "/outside",
        "C:\\outside",
        "C:outside",
        "\\\\host\\share\\outside",
        "outside/.",
        "outside/",
        "a:b",
        "outside\n",
        "~/outside",
        "$(outside)",
        ".",
        " ",
        "ntkrnlmp.pdb/../../outside",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void whatADumpCallsItsSymbolsLeadsNowhere(String name) throws IOException {
    Path symbols = Files.createDirectories(folder.resolve("symbols/windows"));
    String isf = WindowsIsf.of("win7sp1x86");
    for (Path outside :
        List.of(folder.resolve("outside"), symbols.resolve("../outside"), symbols.resolve(".."))) {
      Files.createDirectories(outside);
      Files.writeString(outside.resolve(KEY + ".txt"), isf);
    }
    Path secret = Files.createDirectories(folder.resolve("outside")).resolve(KEY + ".json");
    Files.writeString(secret, isf);
    TestWindows windows = new TestWindows(false);
    windows.text(windows.kernel + NAME, name);
    Path dump = folder.resolve("dump");
    Files.write(dump, CrashDumpBytes.of(false, TestWindows.TABLES, windows.image));

    SymbolFiles files = SymbolFiles.open(List.of(folder.resolve("symbols")));
    try (Dump open = Dump.open(dump, files)) {
      assertThat(open.kernel().types().source()).doesNotContain("outside");
    } catch (IOException e) {
      assertThat(e.getMessage()).doesNotContain(secret.toString());
    }
  }

  /// The same of a symbol file's own word for whose symbols it holds.
  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "/x", "a/b", "a\\b", "C:x", "..", ".", "", "x\u0000", "x\n", "x."})
  void noSuchNameIsASymbolFiles(String name) {
    assertThatThrownBy(() -> new PdbId(name, "0".repeat(32), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theGuidIsDigitsOnly() {
    assertThatThrownBy(() -> new PdbId("a.pdb", "../../../../../../../../../../x", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new PdbId("a.pdb", "0".repeat(32), -1).toString()).endsWith("-4294967295");
  }
}
