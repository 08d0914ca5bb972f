package org.deepmem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.deepmem.detection.Ballot;
import org.deepmem.detection.Candidate;
import org.deepmem.detection.Classified;
import org.deepmem.detection.Evidence;
import org.deepmem.detection.VoteCount;
import org.deepmem.finding.Explanation;
import org.deepmem.finding.FoundIndex;
import org.deepmem.finding.Neighbourhood;
import org.deepmem.graph.MemoryGraph;
import org.deepmem.graph.Window;
import org.deepmem.kernel.Kernel;
import org.deepmem.label.KeyNode;
import org.deepmem.label.ObjectState;
import org.deepmem.model.GnnModel;
import org.deepmem.model.ModelType;

/// Says why places of a dump were taken for objects, or weren't. What all explanations need is
/// prepared once; each then costs little, whatever the size of the dump. Safe for use by several
/// threads, where the memory is.
public final class Explainer {
  /// No explanation shows more of an object.
  private static final int MOST_BYTES = 1 << 16;

  private final MemoryGraph graph;
  private final Classified found;
  private final Memory memory;
  private final FoundIndex index;
  private final Map<String, Integer> sizes = new HashMap<>();

  /// Where the bytes of objects are, as in [org.deepmem.paging.AddressSpace#read].
  @FunctionalInterface
  public interface Memory {
    /// Copies bytes up to the first that isn't there.
    ///
    /// @return how many were copied
    int read(long virtualAddress, byte[] target, int offset, int length);
  }

  /// With objects as large as the model learnt: of several kernels, as in the one where they are
  /// smallest.
  ///
  /// @param graph that the objects were found in
  /// @param found in it by a model: [ObjectDetector#classify]
  public Explainer(MemoryGraph graph, Classified found, Memory memory) {
    this(graph, found, memory, Map.of());
  }

  /// @param known bytes of an object of each type, where the dump's kernel says that
  public Explainer(MemoryGraph graph, Classified found, Memory memory, Map<String, Integer> known) {
    this.graph = graph;
    this.found = found;
    this.memory = memory;
    found.detection().types().forEach(type -> sizes.put(type.name(), type.size()));
    sizes.putAll(known);
    index = new FoundIndex(graph, found, sizes);
  }

  /// Bytes of the objects of a model's types, as the dump's kernel says, where it does.
  public static Map<String, Integer> sizes(GnnModel network, Optional<Kernel> kernel) {
    Map<String, Integer> sizes = new HashMap<>();
    for (ModelType type : network.types()) {
      kernel
          .flatMap(k -> k.types().struct(type.name()))
          .filter(layout -> layout.size() > 0 && layout.size() <= MOST_BYTES)
          .ifPresent(layout -> sizes.put(type.name(), layout.size()));
    }
    return sizes;
  }

  /// Why there is an object of a type at an address, or is none.
  ///
  /// @param address canonical virtual address of the object's first byte
  public Explanation explain(String type, long address) {
    int size = sizes.getOrDefault(type, 0);
    Ballot ballot = ballot(type, address);
    Neighbourhood around =
        Neighbourhood.of(
            graph, index, address, size, ballot.votes().stream().map(Ballot.Voice::node).toList());
    byte[] bytes = new byte[Math.min(size, MOST_BYTES)];
    int present = memory.read(address, bytes, 0, bytes.length);
    return new Explanation(
        type,
        address,
        size,
        votes(ballot.votes(), address),
        votes(ballot.against(), address),
        around.nodes(),
        around.edges(),
        bytes,
        present);
  }

  private Ballot ballot(String type, long address) {
    return found.count().ballot(graph, found.scores(), type, address);
  }

  private List<Explanation.Vote> votes(List<Ballot.Voice> voices, long address) {
    List<Explanation.Vote> votes = new ArrayList<>();
    for (Ballot.Voice voice : voices) {
      KeyNode keyNode = found.detection().layout().get(voice.keyNode());
      votes.add(
          new Explanation.Vote(
              graph.addresses()[voice.node()],
              graph.lengths()[voice.node()],
              (int) (graph.place(voice.node()) - address),
              keyNode.window() == Window.HEAD ? "head" : "tail",
              keyNode.member(),
              keyNode.weight(),
              found.scores().probabilities()[voice.node()],
              asWhat(voice.node())));
    }
    votes.sort(
        Comparator.comparingInt(Explanation.Vote::offset)
            .thenComparing(Explanation.Vote::node, Long::compareUnsigned));
    return List.copyOf(votes);
  }

  /// What a node takes itself for.
  private String asWhat(int node) {
    int voted = found.scores().classes()[node];
    if (voted == 0) {
      return "nothing";
    }
    KeyNode keyNode = found.detection().layout().get(voted - 1);
    int offset = keyNode.offset();
    return "%s%s0x%x".formatted(keyNode.type(), offset < 0 ? "-" : "+", Math.abs(offset));
  }

  /// How a candidate's scores come about.
  public Evidence evidence(Candidate candidate) {
    return evidence(candidate.type(), candidate.address(), candidate.company());
  }

  private Evidence evidence(String type, long address, int company) {
    return found.count().evidence(ballot(type, address), found.scores(), type, address, company);
  }

  /// The candidate that covers an address, of those types that are wanted: a live object before a
  /// freed one before none, then one that starts right there, then that with the highest score.
  /// Where only candidates were dropped, for others that they overlap or since they don't start a
  /// slot, the best of those; empty where no node votes for anything there.
  public Optional<Candidate> at(long address, Predicate<String> wanted) {
    Comparator<Candidate> best =
        Comparator.comparingInt(this::rank)
            .thenComparing(candidate -> candidate.address() == address)
            .thenComparing(Candidate::existence);
    Optional<Candidate> kept =
        found.detection().candidates().stream()
            .filter(c -> wanted.test(c.type()) && covers(c.type(), c.address(), address))
            .max(best);
    return kept.isPresent() ? kept : dropped(address, wanted).stream().max(best);
  }

  private int rank(Candidate candidate) {
    Optional<ObjectState> state = found.detection().state(candidate);
    return state.isEmpty() ? 0 : state.get() == ObjectState.LIVE ? 2 : 1;
  }

  private boolean covers(String type, long start, long address) {
    return address - start >= 0 && address - start < sizes.getOrDefault(type, 1);
  }

  /// What nodes around an address vote for that covers it.
  private List<Candidate> dropped(long address, Predicate<String> wanted) {
    long reach = 2L * sizes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Candidate> dropped = new ArrayList<>();
    for (int node = graph.firstFrom(address - reach);
        node < graph.nodes() && graph.addresses()[node] < address + reach;
        node++) {
      int voted = found.scores().classes()[node];
      if (voted != 0) {
        KeyNode key = found.detection().layout().get(voted - 1);
        long start = VoteCount.votedAddress(graph, node, key);
        if (wanted.test(key.type()) && covers(key.type(), start, address)) {
          dropped.add(uncounted(key.type(), start));
        }
      }
    }
    return dropped;
  }

  private Candidate uncounted(String type, long address) {
    Evidence evidence = evidence(type, address, 0);
    int votes = ballot(type, address).votes().size();
    return new Candidate(type, address, evidence.live(), evidence.freed(), votes);
  }

  /// The found object that covers an address: a live one before a freed one, then that with the
  /// higher score.
  public Optional<Candidate> foundAt(long address) {
    return index.at(address);
  }

  /// The found object that starts last at or below an address, and the one that starts first above
  /// it; one or none where there aren't both.
  public List<Candidate> around(long address) {
    return index.around(address);
  }
}
