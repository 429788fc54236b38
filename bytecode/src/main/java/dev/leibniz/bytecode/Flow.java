package dev.leibniz.bytecode;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The control flow of one method's bytecode: which pieces there are, which of them can reach a
/// return, which local slots each reads before it writes them.
final class Flow {
  /// Elements `from` to `to` of the method, entered at the first and left at the last.
  record Piece(int from, int to) {}

  private final List<CodeElement> elements;
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<Label, Integer> labels = new HashMap<>();
  private final List<List<Integer>> targets = new ArrayList<>();
  private final List<Integer> entries = new ArrayList<>();
  private final BitSet returns = new BitSet();
  private final List<BitSet> live = new ArrayList<>();

  Flow(List<CodeElement> elements) {
    this.elements = elements;
    split();
    connect();
    findReturns();
    findLive();
  }

  List<Piece> pieces() {
    return pieces;
  }

  int at(Label label) {
    return Known.in(labels, label);
  }

  List<Integer> targets(int piece) {
    return targets.get(piece);
  }

  /// How many edges lead here; the start of the method counts as one.
  int entries(int piece) {
    return entries.get(piece);
  }

  boolean canReturn(int piece) {
    return returns.get(piece);
  }

  BitSet live(int piece) {
    return live.get(piece);
  }

  /// The pieces, each before its successors save along back edges.
  List<Integer> order() {
    List<Integer> post = new ArrayList<>();
    visit(0, new HashSet<>(), post);
    return post.reversed();
  }

  private void visit(int piece, Set<Integer> seen, List<Integer> post) {
    if (seen.add(piece)) {
      targets.get(piece).reversed().forEach(target -> visit(target, seen, post));
      post.add(piece);
    }
  }

  private static List<Label> jumps(CodeElement element) {
    List<Label> all = new ArrayList<>();
    switch (element) {
      case BranchInstruction branch -> all.add(branch.target());
      case LookupSwitchInstruction choose -> {
        choose.cases().stream().map(SwitchCase::target).forEach(all::add);
        all.add(choose.defaultTarget());
      }
      case TableSwitchInstruction choose -> {
        choose.cases().stream().map(SwitchCase::target).forEach(all::add);
        all.add(choose.defaultTarget());
      }
      default -> {}
    }
    return all;
  }

  private static boolean falls(CodeElement element) {
    return switch (element) {
      case BranchInstruction branch ->
          branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W;
      case LookupSwitchInstruction _, TableSwitchInstruction _ -> false;
      case ReturnInstruction _, ThrowInstruction _ -> false;
      default -> true;
    };
  }

  private static boolean ends(CodeElement element) {
    return !falls(element) || element instanceof BranchInstruction;
  }

  private void split() {
    Set<Label> targeted = new HashSet<>();
    elements.forEach(element -> targeted.addAll(jumps(element)));
    int from = 0;
    for (int i = 0; i < elements.size(); i++) {
      CodeElement element = elements.get(i);
      if (element instanceof LabelTarget target) {
        if (targeted.contains(target.label()) && holdsInstruction(from, i)) {
          pieces.add(new Piece(from, i));
          from = i;
        }
        labels.put(target.label(), pieces.size());
      } else if (ends(element)) {
        pieces.add(new Piece(from, i + 1));
        from = i + 1;
      }
    }
    if (holdsInstruction(from, elements.size())) {
      pieces.add(new Piece(from, elements.size()));
    }
  }

  private boolean holdsInstruction(int from, int to) {
    return elements.subList(from, to).stream().anyMatch(Instruction.class::isInstance);
  }

  private void connect() {
    for (int i = 0; i < pieces.size(); i++) {
      entries.add(i == 0 ? 1 : 0);
    }
    for (int i = 0; i < pieces.size(); i++) {
      CodeElement last = elements.get(pieces.get(i).to() - 1);
      List<Integer> all = new ArrayList<>();
      Boolean isTaken = isTaken(pieces.get(i));
      if (!Boolean.TRUE.equals(isTaken) && falls(last) && i + 1 < pieces.size()) {
        all.add(i + 1);
      }
      if (!Boolean.FALSE.equals(isTaken)) {
        jumps(last).forEach(label -> all.add(at(label)));
      }
      targets.add(all);
    }
    order().stream()
        .flatMap(piece -> targets.get(piece).stream())
        .forEach(target -> entries.set(target, entries.get(target) + 1));
  }

  /// Whether a branch jumps whose condition is written as a number, as javac does behind patterns
  /// that always match; null where that is not known.
  private @Nullable Boolean isTaken(Piece piece) {
    List<Instruction> last =
        elements.subList(piece.from(), piece.to()).stream()
            .filter(Instruction.class::isInstance)
            .map(Instruction.class::cast)
            .toList();
    if (last.size() < 2
        || !(last.get(last.size() - 2) instanceof ConstantInstruction constant)
        || !(constant.constantValue() instanceof Integer number)) {
      return null;
    }
    return switch (last.getLast().opcode()) {
      case IFEQ -> number == 0;
      case IFNE -> number != 0;
      default -> null;
    };
  }

  private void findReturns() {
    for (int i = 0; i < pieces.size(); i++) {
      if (elements.get(pieces.get(i).to() - 1) instanceof ReturnInstruction) {
        returns.set(i);
      }
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = pieces.size() - 1; i >= 0; i--) {
        if (!returns.get(i) && targets.get(i).stream().anyMatch(returns::get)) {
          returns.set(i);
          changed = true;
        }
      }
    }
  }

  private void findLive() {
    List<BitSet> written = new ArrayList<>();
    for (Piece piece : pieces) {
      BitSet reads = new BitSet();
      BitSet writes = new BitSet();
      for (CodeElement element : elements.subList(piece.from(), piece.to())) {
        switch (element) {
          case LoadInstruction load -> read(load.slot(), reads, writes);
          case IncrementInstruction step -> read(step.slot(), reads, writes);
          case StoreInstruction store -> writes.set(store.slot());
          default -> {}
        }
      }
      live.add(reads);
      written.add(writes);
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = pieces.size() - 1; i >= 0; i--) {
        BitSet all = new BitSet();
        targets.get(i).stream().filter(returns::get).map(live::get).forEach(all::or);
        all.andNot(written.get(i));
        int before = live.get(i).cardinality();
        live.get(i).or(all);
        changed |= live.get(i).cardinality() != before;
      }
    }
  }

  private static void read(int slot, BitSet reads, BitSet writes) {
    if (!writes.get(slot)) {
      reads.set(slot);
    }
  }
}
