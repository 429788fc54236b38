package dev.leibniz.function;

import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.TreeException;
import dev.leibniz.function.Transformed.Arguments;
import dev.leibniz.function.Transformed.Plan;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Program;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tree.Structure;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Functions with a derivative given by hand. Function and rule are traced; nothing calls back at
/// run time.
///
/// ```java
/// Function<Tensor, Tensor> softplus =
///     Custom.jvp(
///         (Tensor x) -> x.exp().log1p(),
///         (Tensor x, Tensor v) -> new ValueAndTangent<>(x.exp().log1p(), x.sigmoid().times(v)));
/// ```
///
/// A rule for tangents serves both modes and every order, since it is differentiated itself. A rule
/// for cotangents serves reverse mode only.
public final class Custom {
  private Custom() {}

  /// What the forward part of a rule for cotangents gives.
  ///
  /// @param value the value of the function
  /// @param kept what the backward part needs
  /// @param <B> the type of the value
  /// @param <K> the type of what is kept, a tree of tensors
  public record ValueAndKept<B, K>(B value, K kept) {}

  /// A function with a rule for tangents, (x, v) ↦ (f(x), J(x)·v), which must be linear in v.
  public static <A, B> Function<A, B> jvp(
      Function<A, B> function, BiFunction<A, A, ValueAndTangent<B>> rule) {
    Transformed transformed =
        new Transformed("Custom.jvp", arguments -> jvpPlan(function, rule, arguments));
    return x -> Gradients.cast(transformed.apply(x));
  }

  /// A function with a rule for cotangents: `forward` gives the value and what it keeps, `backward`
  /// takes that and a cotangent w of the value to J(x)ᵀ·w.
  public static <A, B, K> Function<A, B> vjp(
      Function<A, B> function,
      Function<A, ValueAndKept<B, K>> forward,
      BiFunction<K, B, A> backward) {
    Transformed transformed =
        new Transformed("Custom.vjp", arguments -> vjpPlan(function, forward, backward, arguments));
    return x -> Gradients.cast(transformed.apply(x));
  }

  private static <A, B> Plan jvpPlan(
      Function<A, B> function, BiFunction<A, A, ValueAndTangent<B>> rule, Arguments arguments) {
    Structure structure = arguments.structures().getFirst();
    Staged value =
        Staged.of(
            a -> function.apply(Gradients.cast(a[0])), arguments.structures(), arguments.types());
    List<TensorType> twice = new ArrayList<>(arguments.types());
    twice.addAll(arguments.types());
    Staged ruled =
        Staged.of(
            a -> rule.apply(Gradients.cast(a[0]), Gradients.cast(a[1])),
            List.of(structure, structure),
            twice);
    List<Type> types = new ArrayList<>(value.program().outputTypes());
    types.addAll(value.program().outputTypes());
    requireTypes(
        "Custom.jvp", "the rule must give value and tangent of the function's types", types, ruled);
    List<Tensor> captured = new ArrayList<>(value.captured());
    captured.addAll(ruled.captured());
    int inputs = arguments.types().size();
    Program primal = withIgnored(value, ruled.captured());
    Program both = ruleWithCaptured(ruled, inputs, value.captured());
    return custom(
        new dev.leibniz.ir.Custom.WithJvp("Custom.jvp", primal, both), captured, value, arguments);
  }

  /// (x, captured, captured by others) → value.
  private static Program withIgnored(Staged staged, List<Tensor> others) {
    Builder b = new Builder();
    List<Atom> operands = b.inputs(staged.program().inputTypes());
    others.forEach(other -> b.input(other.type()));
    return b.build(b.inline(staged.program(), operands));
  }

  /// (x, captured of the function, captured of the rule, tangents of all of them) → (value,
  /// tangent). Captured tensors count as constants of the rule.
  private static Program ruleWithCaptured(Staged rule, int inputs, List<Tensor> others) {
    Builder b = new Builder();
    List<Type> types = rule.program().inputTypes();
    List<Type> mine = types.subList(2 * inputs, types.size());
    List<Atom> x = b.inputs(types.subList(0, inputs));
    others.forEach(other -> b.input(other.type()));
    List<Atom> captured = b.inputs(mine);
    List<Atom> v = b.inputs(types.subList(inputs, 2 * inputs));
    others.forEach(other -> b.input(other.type()));
    b.inputs(mine);
    List<Atom> operands = new ArrayList<>(x);
    operands.addAll(v);
    operands.addAll(captured);
    return b.build(b.inline(rule.program(), operands));
  }

  private static Plan custom(
      dev.leibniz.ir.Custom prim, List<Tensor> captured, Staged value, Arguments arguments) {
    Builder b = new Builder();
    List<Atom> operands = new ArrayList<>(b.inputs(arguments.types()));
    captured.forEach(tensor -> operands.add(b.input(tensor.type())));
    return new Plan(b.build(b.apply(prim, operands)), captured, value.result()::rebuild);
  }

  private static void requireTypes(String name, String law, List<Type> expected, Staged rule) {
    if (!rule.program().outputTypes().equals(expected)) {
      throw new TreeException(
          Explanation.of(name, law)
              .got("expected " + expected + ", the rule gives " + rule.program().outputTypes()));
    }
  }

  private static <A, B, K> Plan vjpPlan(
      Function<A, B> function,
      Function<A, ValueAndKept<B, K>> forward,
      BiFunction<K, B, A> backward,
      Arguments arguments) {
    Structure structure = arguments.structures().getFirst();
    Staged value =
        Staged.of(
            a -> function.apply(Gradients.cast(a[0])), arguments.structures(), arguments.types());
    List<Structure> kept = new ArrayList<>();
    Staged first =
        Staged.of(
            a -> {
              ValueAndKept<B, K> both = forward.apply(Gradients.cast(a[0]));
              kept.add(Tree.flatten(both.kept()).structure());
              return both;
            },
            List.of(structure),
            arguments.types());
    int outputs = value.program().outputs().size();
    List<Type> forwardTypes = first.program().outputTypes();
    List<TensorType> backwardTypes = new ArrayList<>();
    forwardTypes
        .subList(outputs, forwardTypes.size())
        .forEach(t -> backwardTypes.add((TensorType) t));
    forwardTypes.subList(0, outputs).forEach(t -> backwardTypes.add((TensorType) t));
    Staged second =
        Staged.of(
            a -> backward.apply(Gradients.cast(a[0]), Gradients.cast(a[1])),
            List.of(kept.getFirst(), value.result()),
            backwardTypes);
    requireTypes(
        "Custom.vjp",
        "the backward part must give cotangents of the argument's types",
        List.copyOf(arguments.types()),
        second);
    return vjpPlan(value, first, second, arguments);
  }

  /// The three programs take the captured tensors of all of them; those of the backward part are
  /// kept by the forward part, and get zero cotangents.
  private static Plan vjpPlan(Staged value, Staged first, Staged second, Arguments arguments) {
    List<Tensor> captured = new ArrayList<>(value.captured());
    captured.addAll(first.captured());
    captured.addAll(second.captured());
    List<Type> capturedTypes = captured.stream().<Type>map(Tensor::type).toList();
    int firstFrom = value.captured().size();
    int secondFrom = firstFrom + first.captured().size();
    Builder f = new Builder();
    List<Atom> x = f.inputs(arguments.types());
    List<Atom> all = f.inputs(capturedTypes);
    List<Atom> operands = new ArrayList<>(x);
    operands.addAll(all.subList(0, firstFrom));
    Program function = f.build(f.inline(value.program(), operands));
    Builder g = new Builder();
    List<Atom> again = new ArrayList<>(g.inputs(arguments.types()));
    List<Atom> constants = g.inputs(capturedTypes);
    again.addAll(constants.subList(firstFrom, secondFrom));
    List<Atom> results = new ArrayList<>(g.inline(first.program(), again));
    int kept = results.size() - value.program().outputs().size();
    results.addAll(constants.subList(secondFrom, constants.size()));
    Program forward = g.build(results);
    Builder h = new Builder();
    List<Type> types = second.program().inputTypes();
    List<Atom> keptInputs = h.inputs(types.subList(0, kept));
    List<Atom> constantInputs = h.inputs(types.subList(second.arguments(), types.size()));
    List<Atom> backOperands = new ArrayList<>(keptInputs);
    backOperands.addAll(h.inputs(types.subList(kept, second.arguments())));
    backOperands.addAll(constantInputs);
    List<Atom> cotangents = new ArrayList<>(h.inline(second.program(), backOperands));
    capturedTypes.forEach(type -> cotangents.add(h.zero(type)));
    Program backward = h.build(cotangents);
    return custom(
        new dev.leibniz.ir.Custom.WithVjp("Custom.vjp", function, forward, backward),
        captured,
        value,
        arguments);
  }
}
