package org.deepmem.report.html;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// A JavaScript library, read from its WebJar on the class path.
///
/// @param name that it is known by
/// @param artifact of the WebJar, in `org.webjars.npm`
/// @param script file in the WebJar
/// @param license file in the WebJar
record WebLibrary(String name, String artifact, String script, String license) {
  static final WebLibrary JQUERY =
      new WebLibrary("jQuery (slim)", "jquery", "dist/jquery.slim.min.js", "LICENSE.txt");
  static final WebLibrary DATATABLES =
      new WebLibrary("DataTables", "datatables.net", "js/dataTables.min.js", "License.txt");
  static final WebLibrary UPLOT =
      new WebLibrary("uPlot", "uplot", "dist/uPlot.iife.min.js", "LICENSE");

  /// Version of the WebJar that is on the class path.
  String version() throws IOException {
    Properties pom = new Properties();
    try (InputStream in =
        resource("META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(artifact))) {
      pom.load(in);
    }
    return pom.getProperty("version", "");
  }

  /// A file of the library, as text with LF for line ends: so HTML reads it, and hashes count what
  /// was read.
  String read(String file) throws IOException {
    String path = "META-INF/resources/webjars/%s/%s/%s".formatted(artifact, version(), file);
    try (InputStream in = resource(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  private InputStream resource(String path) throws IOException {
    InputStream in = WebLibrary.class.getClassLoader().getResourceAsStream(path);
    if (in == null) {
      throw new FileNotFoundException(
          "%s isn't on the class path: add org.webjars.npm:%s".formatted(path, artifact));
    }
    return in;
  }
}
