package org.deepmem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deepmem.graph.Window;
import org.deepmem.kernel.linux.TinyKernel;
import org.deepmem.lab.image.KdumpImageWriter;
import org.deepmem.lab.image.LimeImageWriter;
import org.deepmem.lab.image.PageFilter;
import org.deepmem.label.KeyNode;
import org.deepmem.label.LabelledObject;
import org.deepmem.label.ObjectState;
import org.deepmem.label.TruthFile;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelConfig;
import org.deepmem.model.ModelFile;
import org.deepmem.model.ModelType;
import org.deepmem.model.Parameters;

/// Small good files that the tests damage: a dump of a kernel of a few pages, its graph and truth,
/// and a model that knows nothing.
record Samples(Path folder) {
  static final String TYPE = "task_struct";

  /// The whole kernel, LiME.
  Path dump() throws IOException {
    return lime("tiny.lime", new TinyKernel(4, true).build());
  }

  /// A kernel that was built, as LiME.
  Path lime(String name, TinyKernel kernel) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      new LimeImageWriter(PageFilter.ALL).write(kernel.image, file);
    }
    return file;
  }

  /// The whole kernel, kdump-compressed. The last page in the file is of no importance.
  Path kdump() throws IOException {
    Path file = folder.resolve("tiny.kdump");
    TinyKernel kernel = new TinyKernel(4, true).build();
    byte[] page = new byte[4096];
    new Random(1).nextBytes(page);
    Arrays.fill(page, 1000, 3000, (byte) 7);
    kernel.image.put(TinyKernel.PHYSICAL + 0x7ff000, page);
    new KdumpImageWriter().write(kernel.image, file);
    return file;
  }

  /// A folder of two graphs with their truth.
  Path data() throws IOException {
    Path data = folder.resolve("data");
    for (String name : List.of("one", "two")) {
      Run.of("graph", lime(name + ".lime", new TinyKernel(4, true).build()), "-o", data).ok();
      LabelledObject task =
          new LabelledObject(
              TYPE,
              TinyKernel.INIT_TASK,
              TinyKernel.INIT_TASK - TinyKernel.TEXT + TinyKernel.PHYSICAL,
              64,
              ObjectState.LIVE,
              "symbol");
      TruthFile.write(data.resolve(name + DataFolder.TRUTH), List.of(task));
    }
    return data;
  }

  /// A model with a key node or two and random weights.
  Path model() throws IOException {
    return model("linux-x64", TYPE);
  }

  /// The same for another system, of one type.
  Path model(String family, String type) throws IOException {
    Path file = folder.resolve("tiny.model");
    List<KeyNode> keys =
        List.of(
            new KeyNode(type, 0, 8, Window.HEAD, 1f), new KeyNode(type, 24, 16, Window.HEAD, 1f));
    Parameters parameters = Parameters.zero(ModelConfig.standard(), keys.size() + 1);
    for (int i = 0; i < parameters.values().length; i++) {
      parameters.values()[i] = (float) Math.sin(i);
    }
    List<ModelType> types = List.of(new ModelType(type, 64, 0.5f));
    ModelFile.write(new GnnModel(parameters, keys, types, family, Map.of()), file);
    return file;
  }
}
