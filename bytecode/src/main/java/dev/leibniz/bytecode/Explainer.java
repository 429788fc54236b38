package dev.leibniz.bytecode;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.UnivariateFunction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Prints derivatives as Java source: the code that is emitted, with the rules of the elementary
/// functions set in and factors of one left out, which changes no bit.
public final class Explainer {
  private static final ClassDesc DOUBLE = ConstantDescs.CD_double;

  private Explainer() {}

  /// f′ as a static method.
  public static String derivative(UnivariateFunction function, int order, Settings settings) {
    Lifted lifted = Lifted.of(function, Lifted.Kind.UNIVARIATE, settings);
    Code code = Engine.derivative(lifted, order);
    return new SourceWriter(readable(Ssa.withoutPhis(code))).write("derivative");
  }

  /// ∇f as a static method.
  public static String gradient(MultivariateFunction function, Settings settings) {
    Lifted lifted = Lifted.of(function, Lifted.Kind.MULTIVARIATE, settings);
    Code reverse = Reverse.gradient(lifted.code(), lifted.argument(), false);
    List<Var> params = new ArrayList<>(reverse.params());
    Var gradient = params.removeLast();
    Block entry = new Block();
    Var length =
        entry.emit(Op.LENGTH, ConstantDescs.CD_int, "n", null, Place.UNKNOWN, lifted.argument());
    Var made = entry.emit(Op.ALLOCATE, gradient.type(), "gradient", null, Place.UNKNOWN, length);
    entry.assign(gradient, made);
    entry.exit = new Exit.Jump(reverse.entry());
    for (Block block : reverse.order()) {
      if (block.exit instanceof Exit.Return) {
        block.exit = new Exit.Return(made);
      }
    }
    Code code = new Code(params, entry, DOUBLE.arrayType());
    return new SourceWriter(readable(code)).write("gradient");
  }

  private static Code readable(Code code) {
    Code single = Ssa.of(Expand.run(code));
    Neutral.drop(single);
    Code plain = Ssa.withoutPhis(single);
    decideConstants(plain);
    return Simplify.joinBlocks(Ssa.withoutPhis(Ssa.of(plain)));
  }

  /// Goes the one way that a comparison of constants allows.
  private static void decideConstants(Code code) {
    Map<Var, Instr> known = new HashMap<>();
    for (Block block : code.order()) {
      block.body.forEach(instr -> {
        if (instr.target() != null) {
          known.merge(
              instr.result(),
              instr,
              (_, _) -> new Instr(Op.POP, null, List.of(), null, instr.place()));
        }
      });
    }
    for (Block block : code.order()) {
      if (block.exit instanceof Exit.Branch branch && branch.right() == null) {
        Instr compare = known.get(branch.left());
        if (compare != null && compare.op() == Op.COMPARE) {
          Instr left = known.get(compare.arg(0));
          Instr right = known.get(compare.arg(1));
          if (left != null
              && right != null
              && left.payload() instanceof Double a
              && right.payload() instanceof Double b
              && !a.isNaN()
              && !b.isNaN()) {
            boolean isTaken = branch.test().holds(a < b ? -1 : a > b ? 1 : 0);
            block.exit = new Exit.Jump(isTaken ? branch.then() : branch.otherwise());
          }
        }
      }
    }
  }
}
