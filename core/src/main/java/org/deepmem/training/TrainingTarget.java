package org.deepmem.training;

import java.util.List;
import java.util.Map;
import org.deepmem.label.KeyNode;
import org.deepmem.model.ModelType;

/// What a model is to learn.
///
/// @param keyNodes class `k + 1` is key node `k`
/// @param types their object types
/// @param kernelFamily such as `linux-x64`
/// @param provenance names and values to keep in the model, such as the dumps' names
public record TrainingTarget(
    List<KeyNode> keyNodes,
    List<ModelType> types,
    String kernelFamily,
    Map<String, String> provenance) {}
