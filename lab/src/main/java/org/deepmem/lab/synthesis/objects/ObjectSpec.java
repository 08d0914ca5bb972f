package org.deepmem.lab.synthesis.objects;

/// What an object shall be allocated as: said in one chain of calls that ends in
/// [ObjectAllocator#allocate]. Without more, it is an object of the system's without a name, with a
/// security descriptor, that one pointer and no handle leads to.
final class ObjectSpec {
  private final String typeName;
  private final int bodyBytes;
  private final boolean paged;
  private String name = "";
  private long directory;
  private long process;
  private boolean charged;
  private boolean countsHandles;
  private int handles;
  private int references = 1;
  private boolean permanent;
  private boolean secured = true;

  private ObjectSpec(String typeName, int bodyBytes, boolean paged) {
    this.typeName = typeName;
    this.bodyBytes = bodyBytes;
    this.paged = paged;
  }

  /// @param typeName of its object type: `Process`
  /// @param bodyBytes size of the body
  /// @param paged which pool
  static ObjectSpec of(String typeName, int bodyBytes, boolean paged) {
    return new ObjectSpec(typeName, bodyBytes, paged);
  }

  /// @param ofName its name in its directory; empty: it has none, and no header for one
  /// @param inDirectory address of the directory; 0: none
  ObjectSpec named(String ofName, long inDirectory) {
    name = ofName;
    directory = inDirectory;
    return this;
  }

  /// @param byProcess address of the process that made it; 0: the system
  /// @param isCharged whether its quota is charged to that process
  ObjectSpec chargedTo(long byProcess, boolean isCharged) {
    process = byProcess;
    charged = isCharged && byProcess != 0;
    return this;
  }

  /// @param byHandles how many handles lead to it
  /// @param byReferences how many pointers beside
  ObjectSpec counted(int byHandles, int byReferences) {
    handles = byHandles;
    references = byReferences;
    return this;
  }

  /// Its type keeps count of handles by process.
  ObjectSpec countingHandles() {
    countsHandles = true;
    return this;
  }

  /// It stays without handles.
  ObjectSpec asPermanent() {
    permanent = true;
    return this;
  }

  /// It has no security descriptor.
  ObjectSpec unsecured() {
    secured = false;
    return this;
  }

  String typeName() {
    return typeName;
  }

  int bodyBytes() {
    return bodyBytes;
  }

  boolean paged() {
    return paged;
  }

  String name() {
    return name;
  }

  long directory() {
    return directory;
  }

  long process() {
    return process;
  }

  boolean charged() {
    return charged;
  }

  boolean countsHandles() {
    return countsHandles;
  }

  int handles() {
    return handles;
  }

  int references() {
    return references;
  }

  boolean permanent() {
    return permanent;
  }

  boolean secured() {
    return secured;
  }
}
