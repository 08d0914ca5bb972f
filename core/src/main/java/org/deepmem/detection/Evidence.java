package org.deepmem.detection;

/// How the scores of a candidate come about ([VoteCount]); all in nats, but for the paper's recipe,
/// which counts votes only.
///
/// @param votes for it, together; 0 or more
/// @param against it, together; 0 or more, taken off
/// @param slots that it starts a slot of its allocator's; 0 or more, in kernels never seen only
/// @param company that others of its type lie around it; of live objects only
/// @param state logit of its being live rather than freed; infinite where the network doesn't tell
/// @param live evidence for a live object: [Candidate#score]
/// @param freed evidence for a freed object: [Candidate#freedScore]
public record Evidence(
    float votes, float against, float slots, float company, float state, float live, float freed) {}
