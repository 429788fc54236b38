package dev.leibniz.tensor;

import dev.leibniz.data.Shape;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.ir.Contract;
import dev.leibniz.tensor.TensorOps.Takes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Sums of products in Einstein's notation.
///
/// A label is a letter, or −k for the k-th axis from the last that an ellipsis stands for. Operands
/// are multiplied from left to right; a label is summed over as soon as nothing to come names it.
final class Einsum {
  private static final TensorOps OPS = TensorOps.INSTANCE;
  private static final String ELLIPSIS = "...";

  private final String spec;
  private final List<Tensor> operands;
  private final Map<Integer, Long> extents = new TreeMap<>();

  private Einsum(String spec, List<Tensor> operands) {
    this.spec = spec;
    this.operands = operands;
  }

  /// A tensor whose axes have labels.
  private record Term(Tensor tensor, List<Integer> labels) {
    Term {
      labels = List.copyOf(labels);
    }

    int axis(int label) {
      return labels.indexOf(label);
    }

    List<Integer> axes(List<Integer> some) {
      return some.stream().map(this::axis).toList();
    }

    /// The sum over the labels that are not needed.
    Term summed(Set<Integer> needed) {
      List<Integer> dropped = labels.stream().filter(label -> !needed.contains(label)).toList();
      List<Integer> kept = labels.stream().filter(needed::contains).toList();
      return new Term(OPS.sum(tensor, axes(dropped).stream().sorted().toList()), kept);
    }

    /// The tensor with an axis for each of the labels in that order, of size 1 where it has none.
    Tensor spread(List<Integer> all) {
      List<Integer> own = all.stream().filter(labels::contains).toList();
      Tensor ordered = inOrder(own).tensor();
      Shape shape = ordered.shape();
      for (int axis = 0; axis < all.size(); axis++) {
        if (!labels.contains(all.get(axis))) {
          shape = shape.insert(axis, 1);
        }
      }
      return OPS.reshape(ordered, shape);
    }

    Term inOrder(List<Integer> order) {
      return new Term(OPS.transpose(tensor, axes(order)), order);
    }
  }

  static Tensor of(String spec, List<Tensor> operands) {
    return new Einsum(spec.replace(" ", ""), operands).value();
  }

  private ShapeException misfit(String law, String fix) {
    String types =
        operands.stream()
            .map(operand -> operand.type().toString())
            .collect(Collectors.joining(", "));
    return new ShapeException(
        Explanation.of("einsum", law).got("\"" + spec + "\" with operands " + types).fix(fix));
  }

  private Tensor value() {
    int arrow = spec.indexOf("->");
    String[] inputs = (arrow < 0 ? spec : spec.substring(0, arrow)).split(",", -1);
    if (operands.isEmpty() || inputs.length != operands.size()) {
      throw misfit("there must be one term per operand", "separate terms by commas");
    }
    for (Tensor operand : operands) {
      Takes.NUMBERS.check("einsum", operand);
      TensorOps.requireSameDType("einsum", operands.getFirst(), operand);
    }
    List<List<Integer>> labels = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      labels.add(labels(inputs[i], operands.get(i).shape()));
    }
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      terms.add(term(operands.get(i), labels.get(i)));
    }
    List<Integer> output =
        arrow < 0 ? implicitOutput(labels) : explicitOutput(spec.substring(arrow + 2));
    return product(terms, output).tensor();
  }

  /// The labels of an operand's axes, whose extents are noted.
  private List<Integer> labels(String text, Shape shape) {
    List<Integer> labels = parsed(text, shape.rank());
    if (labels.size() != shape.rank()) {
      throw misfit(
          "a term must name each axis of its operand", "use ... for axes that need no name");
    }
    for (int axis = 0; axis < labels.size(); axis++) {
      long extent = shape.extent(axis);
      int label = labels.get(axis);
      Long known = extents.putIfAbsent(label, extent);
      boolean stretches = label < 0 && (extent == 1 || (known != null && known == 1));
      if (known != null && known != extent) {
        if (!stretches) {
          throw misfit(
              "axes with the same index must have the same size",
              "index " + name(label) + " names sizes " + known + " and " + extent);
        }
        extents.put(label, Math.max(known, extent));
      }
    }
    return labels;
  }

  private static String name(int label) {
    return label < 0 ? ELLIPSIS : String.valueOf((char) label);
  }

  /// The labels of a term; its ellipsis stands for as many axes as are left.
  private List<Integer> parsed(String text, int rank) {
    List<Integer> labels = new ArrayList<>();
    int place = text.indexOf(ELLIPSIS);
    String letters = place < 0 ? text : text.substring(0, place) + text.substring(place + 3);
    boolean onlyLetters = letters.chars().allMatch(c -> c < 128 && Character.isLetter(c));
    if (!onlyLetters) {
      throw misfit(
          "terms are made of letters and at most one ellipsis", "as in \"...ij,jk->...ik\"");
    }
    letters.chars().forEach(labels::add);
    if (place >= 0) {
      for (int k = 1; k <= rank - letters.length(); k++) {
        labels.add(place, -k);
      }
    }
    return labels;
  }

  private List<Integer> implicitOutput(List<List<Integer>> labels) {
    List<Integer> all = labels.stream().flatMap(List::stream).toList();
    return extents.keySet().stream()
        .filter(label -> label < 0 || all.indexOf(label) == all.lastIndexOf(label))
        .toList();
  }

  private List<Integer> explicitOutput(String text) {
    int hidden = (int) extents.keySet().stream().filter(label -> label < 0).count();
    boolean isHidden = text.contains(ELLIPSIS);
    List<Integer> output =
        parsed(text, isHidden ? text.length() - ELLIPSIS.length() + hidden : text.length());
    if (!extents.keySet().containsAll(output) || new HashSet<>(output).size() != output.size()) {
      throw misfit(
          "the result names indices of the operands, each once", "remove what is new or repeated");
    }
    if (!isHidden && hidden > 0) {
      throw misfit("axes of an ellipsis stay in the result", "write ... after -> too");
    }
    return output;
  }

  /// An operand without repeated labels and without axes that stretch.
  private Term term(Tensor operand, List<Integer> labels) {
    Tensor tensor = operand;
    List<Integer> rest = new ArrayList<>(labels);
    for (int axis = rest.size() - 1; axis >= 0; axis--) {
      if (tensor.shape().extent(axis) != extents.getOrDefault(rest.get(axis), 1L)) {
        tensor = OPS.reshape(tensor, tensor.shape().remove(axis));
        rest.subList(axis, axis + 1).clear();
      }
    }
    for (int axis = 0; axis < rest.size(); axis++) {
      int label = rest.get(axis);
      while (rest.lastIndexOf(label) > axis) {
        int other = rest.lastIndexOf(label);
        int last = rest.size() - 1;
        tensor = OPS.moveAxis(OPS.moveAxis(tensor, other, last), axis, last - 1).diagonal();
        rest.subList(other, other + 1).clear();
        tensor = OPS.moveAxis(tensor, last - 1, axis);
      }
    }
    return new Term(tensor, rest);
  }

  private static Term product(List<Term> terms, List<Integer> output) {
    Term result = terms.getFirst();
    for (int i = 1; i < terms.size(); i++) {
      Set<Integer> needed = new HashSet<>(output);
      terms.subList(i + 1, terms.size()).forEach(term -> needed.addAll(term.labels()));
      result = product(result, terms.get(i), needed);
    }
    return result.summed(new HashSet<>(output)).inOrder(output);
  }

  private static Term product(Term left, Term right, Set<Integer> needed) {
    Term x = left.summed(union(needed, right.labels()));
    Term y = right.summed(union(needed, left.labels()));
    List<Integer> shared = x.labels().stream().filter(y.labels()::contains).toList();
    List<Integer> batch = shared.stream().filter(needed::contains).toList();
    List<Integer> summed = shared.stream().filter(label -> !needed.contains(label)).toList();
    List<Integer> labels = new ArrayList<>(batch);
    x.labels().stream().filter(label -> !shared.contains(label)).forEach(labels::add);
    y.labels().stream().filter(label -> !shared.contains(label)).forEach(labels::add);
    if (summed.isEmpty()) {
      return new Term(x.spread(labels).times(y.spread(labels)), labels);
    }
    Contract.Dot dot =
        new Contract.Dot(x.axes(batch), y.axes(batch), x.axes(summed), y.axes(summed));
    return new Term(OPS.one(dot, x.tensor(), y.tensor()), labels);
  }

  private static Set<Integer> union(Set<Integer> needed, List<Integer> labels) {
    Set<Integer> all = new HashSet<>(needed);
    all.addAll(labels);
    return all;
  }
}
