package dev.leibniz.bytecode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the parts of a code that can become methods of their own: sets of blocks that are entered
/// at one block only, with whole loops, as far outside of loops as possible and with few values
/// that cross their borders.
final class Regions {
  /// What a value that crosses a border costs, in bytes.
  private static final int CROSSING = 14;

  private final Graph graph;
  private final Map<Block, Set<Var>> live;
  private final Map<Block, Integer> index = new HashMap<>();
  private final int budget;
  private final Set<Block> taken = new HashSet<>();
  private final Map<Block, Candidate> candidates = new LinkedHashMap<>();

  /// A part of a code.
  ///
  /// @param entry the only block that is entered from outside
  /// @param blocks all of them, the entry first
  record Region(Block entry, Set<Block> blocks) {
    /// Where control goes from here.
    List<Block> targets() {
      Set<Block> targets = new LinkedHashSet<>();
      blocks.forEach(block -> targets.addAll(block.exit.targets()));
      targets.removeAll(blocks);
      return List.copyOf(targets);
    }
  }

  private record Candidate(Region region, int depth, int worth) {}

  private Regions(Graph graph, Map<Block, Set<Var>> live, int budget) {
    this.graph = graph;
    this.live = live;
    this.budget = budget;
    graph.order().forEach(block -> index.put(block, index.size()));
  }

  /// Regions that do not overlap, without which the code is not longer than the budget, as far as
  /// there are such.
  static List<Region> choose(Graph graph, Map<Block, Set<Var>> live, int budget) {
    return new Regions(graph, live, budget).choose();
  }

  private List<Region> choose() {
    List<Region> chosen = new ArrayList<>();
    int size = Size.of(graph.order());
    while (size > budget) {
      Region best = best();
      if (best == null) {
        break;
      }
      chosen.add(best);
      taken.addAll(best.blocks());
      size -= Size.of(best.blocks());
    }
    return chosen;
  }

  private @Nullable Region best() {
    candidates.values().removeIf(known -> !Collections.disjoint(known.region().blocks(), taken));
    for (Block block : graph.order().subList(1, graph.order().size())) {
      if (!taken.contains(block)) {
        candidates.computeIfAbsent(block, this::candidate);
      }
    }
    Comparator<Candidate> byWorth = Comparator.comparingInt(Candidate::worth);
    return candidates.values().stream()
        .filter(candidate -> candidate.worth() > 0)
        .max(
            Comparator.comparingInt((Candidate candidate) -> -candidate.depth())
                .thenComparing(byWorth))
        .or(() -> candidates.values().stream().filter(this::isLarge).max(byWorth))
        .map(Candidate::region)
        .orElse(null);
  }

  private Candidate candidate(Block block) {
    Region region = grow(block);
    int size = Size.of(region.blocks());
    int depth = graph.depth(block) - (graph.loop(block).isEmpty() ? 0 : 1);
    int worth = size > budget / 10 ? size - CROSSING * crossings(region) : 0;
    return new Candidate(region, depth, worth);
  }

  private boolean isLarge(Candidate candidate) {
    return Size.of(candidate.region().blocks()) > budget / 10;
  }

  private int crossings(Region region) {
    Set<Var> named = new HashSet<>();
    Set<Var> defined = new HashSet<>();
    for (Block block : region.blocks()) {
      for (Instr instr : block.body) {
        named.addAll(instr.args());
        if (instr.target() != null) {
          defined.add(instr.result());
        }
      }
      named.addAll(block.exit.args());
    }
    Set<Var> leaving = new HashSet<>();
    region.targets().forEach(target -> leaving.addAll(Known.in(live, target)));
    leaving.retainAll(defined);
    named.retainAll(Known.in(live, region.entry()));
    return leaving.size() + named.size();
  }

  /// The largest region within the budget that is entered at a block.
  private Region grow(Block entry) {
    Set<Block> blocks = new LinkedHashSet<>();
    NavigableSet<Block> next = new TreeSet<>(Comparator.comparing(index::get));
    next.add(entry);
    int size = 0;
    while (!next.isEmpty()) {
      Block block = next.removeFirst();
      Set<Block> unit = unit(block, entry);
      int more = Size.of(unit);
      if (size + more <= budget && fits(block, entry, unit, blocks)) {
        size += more;
        blocks.add(block);
        blocks.addAll(unit);
        for (Block each : unit) {
          each.exit.targets().stream().filter(to -> !blocks.contains(to)).forEach(next::add);
        }
      }
    }
    return new Region(entry, blocks);
  }

  /// The block, or the whole loop that begins there.
  private Set<Block> unit(Block block, Block entry) {
    Set<Block> loop = graph.loop(block);
    return loop.isEmpty() || (block != entry && loop.contains(entry)) ? Set.of(block) : loop;
  }

  private boolean fits(Block block, Block entry, Set<Block> unit, Set<Block> blocks) {
    for (Block each : unit) {
      if (taken.contains(each)
          || each == graph.order().getFirst()
          || each.exit instanceof Exit.Return) {
        return false;
      }
      for (Block from : graph.predecessors(each)) {
        boolean isEntry = each == block && block == entry;
        if (!isEntry && !unit.contains(from) && !blocks.contains(from)) {
          return false;
        }
      }
    }
    return true;
  }
}
