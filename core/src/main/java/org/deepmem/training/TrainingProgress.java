package org.deepmem.training;

import org.jspecify.annotations.Nullable;

/// Where training stands.
///
/// @param step steps done
/// @param steps planned
/// @param loss mean of the weighted loss since the last report
/// @param seconds since training began or was resumed
/// @param operations multiplications and additions of the matrix products of these seconds
/// @param validation of the model at this step, where it was measured
/// @param best the best score so far, 0 before the first
public record TrainingProgress(
    int step,
    int steps,
    double loss,
    double seconds,
    double operations,
    @Nullable ValidationScore validation,
    double best) {}
