package org.deepmem.lab.synthesis.objects;

/// What an object shall be allocated as.
///
/// @param typeName of its object type: `Process`
/// @param bodyBytes size of the body
/// @param paged which pool
/// @param name its name in its directory; empty: it has none, and no header for one
/// @param directory address of the directory; 0: none
/// @param process address of the process that made it; 0: the system
/// @param charged whether its quota is charged to the process
/// @param countsHandles whether its type keeps count of handles by process
/// @param handles how many handles lead to it
/// @param references how many pointers beside
/// @param permanent whether it stays without handles
/// @param secured whether it has a security descriptor
/// @param exclusive whether one process alone may have it
/// @param creator id of the process that made it, where the type keeps a list of its objects
/// @param typeList head of that list; 0: the type keeps none
record ObjectSpec(
    String typeName,
    int bodyBytes,
    boolean paged,
    String name,
    long directory,
    long process,
    boolean charged,
    boolean countsHandles,
    int handles,
    int references,
    boolean permanent,
    boolean secured,
    boolean exclusive,
    long creator,
    long typeList) {

  /// An object without name of a process.
  static ObjectSpec of(String typeName, int bodyBytes, boolean paged) {
    return new ObjectSpec(
        typeName, bodyBytes, paged, "", 0, 0, false, false, 0, 1, false, true, false, 0, 0);
  }

  ObjectSpec named(String newName, long newDirectory) {
    return new ObjectSpec(
        typeName,
        bodyBytes,
        paged,
        newName,
        newDirectory,
        process,
        charged,
        countsHandles,
        handles,
        references,
        permanent,
        secured,
        exclusive,
        creator,
        typeList);
  }

  ObjectSpec chargedTo(long newProcess, boolean newCharged) {
    return new ObjectSpec(
        typeName,
        bodyBytes,
        paged,
        name,
        directory,
        newProcess,
        newCharged && newProcess != 0,
        countsHandles,
        handles,
        references,
        permanent,
        secured,
        exclusive,
        creator,
        typeList);
  }

  ObjectSpec counted(int newHandles, int newReferences) {
    return new ObjectSpec(
        typeName,
        bodyBytes,
        paged,
        name,
        directory,
        process,
        charged,
        countsHandles,
        newHandles,
        newReferences,
        permanent,
        secured,
        exclusive,
        creator,
        typeList);
  }

  ObjectSpec countingHandles() {
    return new ObjectSpec(
        typeName,
        bodyBytes,
        paged,
        name,
        directory,
        process,
        charged,
        true,
        handles,
        references,
        permanent,
        secured,
        exclusive,
        creator,
        typeList);
  }

  ObjectSpec asPermanent() {
    return new ObjectSpec(
        typeName,
        bodyBytes,
        paged,
        name,
        directory,
        process,
        charged,
        countsHandles,
        handles,
        references,
        true,
        secured,
        exclusive,
        creator,
        typeList);
  }

  ObjectSpec unsecured() {
    return new ObjectSpec(
        typeName,
        bodyBytes,
        paged,
        name,
        directory,
        process,
        charged,
        countsHandles,
        handles,
        references,
        permanent,
        false,
        exclusive,
        creator,
        typeList);
  }
}
