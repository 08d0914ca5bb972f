package org.deepmem.model;

/// An object type that a model finds.
///
/// @param name such as `task_struct`
/// @param size bytes of an object
/// @param threshold the score above which votes make an object (section 5 of the paper)
public record ModelType(String name, int size, float threshold) {}
