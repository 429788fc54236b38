package dev.leibniz.transform;

import dev.leibniz.data.Type;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Program;
import java.util.Arrays;
import java.util.List;

/// Reverse mode: [Linearize], then [Transpose].
///
/// @param forward inputs → (outputs, residuals)
/// @param residuals how many residuals there are
/// @param backward (residuals, cotangents of active outputs) → cotangents of active inputs
/// @param activeOutputs which outputs depend on the active inputs
public record Reverse(Program forward, int residuals, Program backward, boolean[] activeOutputs) {

  /// The reverse-mode derivative of a program in its active inputs.
  public static Reverse of(Program program, boolean[] active) {
    Linearize.Result split = Linearize.of(program, active);
    int residuals = split.residuals().size();
    boolean[] isLinear = new boolean[split.linear().inputs().size()];
    Arrays.fill(isLinear, residuals, isLinear.length, true);
    return new Reverse(
        split.forwardWithResiduals(),
        residuals,
        Transpose.of(split.linear(), isLinear),
        split.activeOutputs());
  }

  /// Both parts as one program: (inputs, cotangents of active outputs) → (outputs, cotangents of
  /// active inputs).
  public Program joined() {
    Builder b = new Builder();
    List<Atom> inputs = b.inputs(forward.inputTypes());
    List<Type> types = backward.inputTypes();
    List<Atom> cotangents = b.inputs(types.subList(residuals, types.size()));
    List<Atom> results = b.inline(forward, inputs);
    int outputs = results.size() - residuals;
    List<Atom> known = results.subList(outputs, results.size());
    List<Atom> sums = b.inline(backward, Masks.concat(known, cotangents));
    return Dce.of(b.build(Masks.concat(results.subList(0, outputs), sums)));
  }
}
