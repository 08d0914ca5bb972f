package org.deepmem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.deepmem.detection.DetectedObject;
import org.deepmem.files.Sha256;
import org.deepmem.finding.DumpIdentity;
import org.deepmem.finding.FoundObject;
import org.deepmem.finding.ScanResult;
import org.deepmem.kernel.Kernel;
import org.deepmem.kernel.ObjectFacts;
import org.deepmem.kernel.ObjectMembers;
import org.deepmem.kernel.View;

/// What a scan of one dump tells: here detected objects meet the dump's identity, their members and
/// the kernel's own views. Files are hashed by a thread of its own while the dump is scanned.
public final class DumpScan implements AutoCloseable {
  private final Dump dump;
  private final Origin origin;
  private final FutureTask<Hashes> hashes;
  private final Thread hashing;

  /// What makes a result.
  ///
  /// @param tool name and version of the program
  /// @param model its file
  /// @param hashDump whether the dump is hashed too, which takes about as long as reading it
  public record Origin(String tool, Path model, boolean hashDump) {}

  /// @param failure why the dump has no hash, where it should
  private record Hashes(String model, Optional<String> dump, Optional<String> failure) {}

  /// Begins to hash.
  public DumpScan(Dump dump, Origin origin) {
    this.dump = dump;
    this.origin = origin;
    hashes = new FutureTask<>(this::hash);
    hashing = Thread.ofPlatform().daemon().name("hash-files").start(hashes);
  }

  private Hashes hash() throws IOException {
    String model = Sha256.of(origin.model());
    if (!origin.hashDump()) {
      return new Hashes(model, Optional.empty(), Optional.empty());
    }
    try {
      return new Hashes(model, Optional.of(Sha256.of(dump.image().path())), Optional.empty());
    } catch (IOException e) {
      // A dump on a bad disk is still worth its objects.
      return new Hashes(
          model, Optional.empty(), Optional.of("no hash, since it can't all be read"));
    }
  }

  /// Puts the parts of a result together.
  ///
  /// @param asked views of the kernel that were read
  /// @param kernel where the dump gives one; without it, nothing is known but what was detected
  /// @param began when the scan did
  /// @param members whether to decode them
  /// @param warnings as in [ScanResult]
  /// @throws IOException as in [#identity]
  public ScanResult result(
      List<FoundObject> objects,
      Optional<Kernel> kernel,
      Set<View> asked,
      Instant began,
      boolean members,
      List<String> warnings)
      throws IOException {
    Hashes hashed = hashes();
    List<String> all = new ArrayList<>(warnings);
    hashed.failure().ifPresent(all::add);
    Optional<ObjectMembers> decoder = members ? kernel.map(Kernel::members) : Optional.empty();
    List<FoundObject> found =
        decoder
            .map(decode -> objects.stream().map(object -> decoded(object, decode)).toList())
            .orElse(objects);
    // Last, since pages are found to be damaged as they are read.
    if (!dump.image().damage().isNone()) {
      all.add(dump.image().damage().toString());
    }
    return new ScanResult(identity(kernel, began), found, asked, all);
  }

  private FoundObject decoded(FoundObject found, ObjectMembers members) {
    DetectedObject object = found.object();
    ObjectFacts facts = members.of(object.type(), object.virtualAddress());
    return new FoundObject(
        object,
        found.detected(),
        found.views(),
        found.finding(),
        new ObjectFacts(facts.members(), facts.links().stream().map(this::canonical).toList()));
  }

  /// A link by the address at which a scan knows the object there; as the kernel has it where that
  /// isn't in the dump.
  private ObjectFacts.Link canonical(ObjectFacts.Link link) {
    long address = dump.canonicalOf(link.address());
    return address == 0 ? link : new ObjectFacts.Link(link.member(), link.type(), address);
  }

  /// Which dump it is, and what the result is made by.
  ///
  /// @param kernel as in [#result]
  /// @param began when the scan did
  /// @throws IOException when the model can't be hashed, or the dump was changed since it was
  ///   opened
  public DumpIdentity identity(Optional<Kernel> kernel, Instant began) throws IOException {
    Hashes hashed = hashes();
    dump.image().checkUnchanged();
    Path file = dump.image().path();
    return new DumpIdentity(
        String.valueOf(file.getFileName()),
        Files.size(file),
        hashed.dump(),
        dump.image().format().label(),
        dump.family(),
        kernel.map(Kernel::release).or(dump::release),
        kernel.flatMap(Kernel::taken),
        kernel.flatMap(Kernel::booted),
        began,
        origin.tool(),
        String.valueOf(origin.model().getFileName()),
        hashed.model());
  }

  private Hashes hashes() throws IOException {
    try {
      return hashes.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while files were hashed", e);
    }
  }

  /// Stops hashing, where it still goes on.
  @Override
  public void close() {
    hashing.interrupt();
    try {
      hashing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
