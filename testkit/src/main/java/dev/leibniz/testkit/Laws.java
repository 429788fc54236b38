package dev.leibniz.testkit;

import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.ir.Checker;
import dev.leibniz.ir.Program;
import dev.leibniz.transform.Batch;
import dev.leibniz.transform.Dce;
import dev.leibniz.transform.Jvp;
import dev.leibniz.transform.Linearize;
import dev.leibniz.transform.Reverse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// The laws that every program must keep under every transformation. Each throws an
/// [AssertionError] that says by how much it is broken.
///
/// Tolerances are relative to the size of what is compared: 1e-6 for central differences with step
/// 6e-6, whose own error is of that order, and 1e-12 for identities that hold but for rounding.
public final class Laws {
  private static final double STEP = 6e-6;
  private static final double DIFFERENCE_TOLERANCE = 1e-6;
  private static final double IDENTITY_TOLERANCE = 1e-12;

  private final Runner runner;

  /// Laws checked by running programs with `runner`.
  public Laws(Runner runner) {
    this.runner = runner;
  }

  /// The types of the results are those that were inferred.
  public void typesAreThoseInferred(Program program, List<Value> inputs) {
    Checker.check(program);
    List<Type> actual = runner.run(program, inputs).stream().map(Value::type).toList();
    require(
        actual.equals(program.outputTypes()),
        () -> "inferred " + program.outputTypes() + ", computed " + actual);
  }

  /// Tangents equal central differences along a random direction.
  public void tangentsAreCentralDifferences(
      Program program, List<Value> inputs, boolean[] smooth, Gen gen) {
    Jvp.Result derivative = Jvp.of(program, smooth);
    Checker.check(derivative.program());
    List<Value> directions = Vectors.directions(gen, inputs, smooth);
    List<Value> results = runner.run(derivative.program(), join(inputs, directions));
    List<Value> tangents = results.subList(program.outputs().size(), results.size());
    List<Value> above = runner.run(program, moved(inputs, smooth, directions, STEP));
    List<Value> below = runner.run(program, moved(inputs, smooth, directions, -STEP));
    List<Value> slopes = new ArrayList<>();
    for (int i = 0; i < above.size(); i++) {
      if (derivative.activeOutputs()[i]) {
        TensorData high = (TensorData) above.get(i);
        TensorData low = (TensorData) below.get(i);
        TensorData zero = TensorData.zeros(high.type());
        slopes.add(Vectors.plus(zero, 1 / (2 * STEP), Vectors.plus(high, -1, low)));
      }
    }
    close("tangent and central difference", tangents, slopes, DIFFERENCE_TOLERANCE);
  }

  /// ⟨J·v, w⟩ = ⟨v, Jᵀ·w⟩ for random v and w, and J·v of the linearized program equals that of the
  /// jvp.
  public void cotangentsAreTheTransposeOfTangents(
      Program program, List<Value> inputs, boolean[] smooth, Gen gen) {
    Jvp.Result derivative = Jvp.of(program, smooth);
    List<Value> v = Vectors.directions(gen, inputs, smooth);
    List<Value> forward = runner.run(derivative.program(), join(inputs, v));
    List<Value> jv = forward.subList(program.outputs().size(), forward.size());
    Linearize.Result split = Linearize.of(program, smooth);
    Checker.check(split.forward());
    Checker.check(split.linear());
    require(
        Arrays.equals(split.activeOutputs(), derivative.activeOutputs()),
        () -> "jvp and linearize differ in which outputs are active");
    List<Value> kept = runner.run(split.forwardWithResiduals(), inputs);
    List<Value> residuals = kept.subList(program.outputs().size(), kept.size());
    close("linearized", runner.run(split.linear(), join(residuals, v)), jv, IDENTITY_TOLERANCE);
    Program reverse = Checker.check(Reverse.of(program, smooth).joined());
    List<Value> w = jv.stream().<Value>map(y -> gen.direction(((TensorData) y).type())).toList();
    List<Value> backward = runner.run(reverse, join(inputs, w));
    List<Value> jtw = backward.subList(program.outputs().size(), backward.size());
    double left = Vectors.dot(jv, w);
    double right = Vectors.dot(v, jtw);
    double scale =
        Vectors.norm(jv) * Vectors.norm(w) + Vectors.norm(v) * Vectors.norm(jtw) + 1e-300;
    require(
        Math.abs(left - right) <= IDENTITY_TOLERANCE * scale,
        () -> "⟨Jv, w⟩ = " + left + " but ⟨v, Jᵀw⟩ = " + right);
  }

  /// The program for a batch gives the stack of its results for the examples; for every choice of
  /// which inputs are batched, and batches of 1 and 3. A batch of none has the types of one.
  public void aBatchIsTheStackOfItsExamples(Program program, List<Value> inputs, Sampler sampler) {
    int count = inputs.size();
    for (int choice = 1; choice < 1 << Math.min(count, 4); choice++) {
      boolean[] batched = new boolean[count];
      for (int i = 0; i < count; i++) {
        batched[i] = (choice >> Math.min(i, 3) & 1) == 1;
      }
      for (int size : new int[] {1, 3}) {
        oneBatch(program, inputs, sampler, batched, size);
      }
      emptyBatch(program, inputs, batched);
    }
  }

  /// A source of further inputs for a program.
  @FunctionalInterface
  public interface Sampler {
    /// New inputs.
    List<Value> draw();
  }

  private void oneBatch(
      Program program, List<Value> inputs, Sampler sampler, boolean[] batched, int size) {
    List<List<Value>> examples = new ArrayList<>();
    for (int e = 0; e < size; e++) {
      List<Value> fresh = new ArrayList<>(sampler.draw());
      for (int i = 0; i < batched.length; i++) {
        if (!batched[i]) {
          fresh.set(i, inputs.get(i));
        }
      }
      examples.add(fresh);
    }
    Batch.Result batch = Batch.of(program, batched, size);
    Checker.check(batch.program());
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < batched.length; i++) {
      int input = i;
      TensorData like = (TensorData) inputs.get(i);
      operands.add(
          batched[i]
              ? Vectors.stack(
                  examples.stream().map(example -> (TensorData) example.get(input)).toList(), like)
              : like);
    }
    List<Value> results = runner.run(batch.program(), operands);
    for (int e = 0; e < size; e++) {
      List<Value> expected = runner.run(program, examples.get(e));
      List<Value> actual = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        TensorData result = (TensorData) results.get(i);
        actual.add(batch.batchedOutputs()[i] ? Vectors.example(result, e) : result);
      }
      close("example " + e + " of " + size, actual, expected, IDENTITY_TOLERANCE);
      wholeNumbersAreEqual(actual, expected);
    }
  }

  private static void wholeNumbersAreEqual(List<Value> actual, List<Value> expected) {
    for (int i = 0; i < actual.size(); i++) {
      Value left = actual.get(i);
      Value right = expected.get(i);
      boolean exact = left instanceof TensorData data && !data.dtype().isFloating();
      require(!exact || Vectors.sameBits(left, right), () -> left + " differs from " + right);
    }
  }

  private void emptyBatch(Program program, List<Value> inputs, boolean[] batched) {
    Batch.Result batch = Batch.of(program, batched, 0);
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < batched.length; i++) {
      TensorType type = ((TensorData) inputs.get(i)).type();
      operands.add(batched[i] ? TensorData.zeros(type.insertAxis(0, 0)) : inputs.get(i));
    }
    typesAreThoseInferred(batch.program(), operands);
  }

  /// The second derivative is symmetric: ⟨H·u, v⟩ = ⟨u, H·v⟩ for H the Hessian of ⟨w, program⟩.
  public void secondDerivativesAreSymmetric(
      Program program, List<Value> inputs, boolean[] smooth, Gen gen) {
    Reverse reverse = Reverse.of(program, smooth);
    Program gradient = reverse.joined();
    int outputs = program.outputs().size();
    int cotangents = gradient.inputs().size() - inputs.size();
    List<Value> w = new ArrayList<>();
    for (Type type : gradient.inputTypes().subList(inputs.size(), gradient.inputs().size())) {
      w.add(gen.direction((TensorType) type));
    }
    Program slopes =
        Dce.of(
            new Program(
                gradient.inputs(),
                gradient.equations(),
                gradient.outputs().subList(outputs, gradient.outputs().size())));
    boolean[] active = Arrays.copyOf(smooth, inputs.size() + cotangents);
    Jvp.Result second = Jvp.of(slopes, active);
    Checker.check(second.program());
    List<Value> u = Vectors.directions(gen, inputs, smooth);
    List<Value> v = Vectors.directions(gen, inputs, smooth);
    List<Value> hu = activeTangents(second, slopes, join(join(inputs, w), u));
    List<Value> hv = activeTangents(second, slopes, join(join(inputs, w), v));
    double left = Vectors.dot(hu, v);
    double right = Vectors.dot(u, hv);
    double scale = Vectors.norm(hu) * Vectors.norm(v) + Vectors.norm(u) * Vectors.norm(hv) + 1e-300;
    require(
        Math.abs(left - right) <= 10 * IDENTITY_TOLERANCE * scale,
        () -> "⟨Hu, v⟩ = " + left + " but ⟨u, Hv⟩ = " + right);
  }

  /// Tangents of all outputs, zeros where they are inactive.
  private List<Value> activeTangents(Jvp.Result jvp, Program program, List<Value> inputs) {
    List<Value> results = runner.run(jvp.program(), inputs);
    List<Value> tangents = new ArrayList<>();
    int next = program.outputs().size();
    for (int i = 0; i < program.outputs().size(); i++) {
      tangents.add(
          jvp.activeOutputs()[i]
              ? results.get(next++)
              : TensorData.zeros((TensorType) program.outputTypes().get(i)));
    }
    return tangents;
  }

  /// Another way to run a program gives the same bits.
  public void bitsAreThoseOf(Runner other, Program program, List<Value> inputs) {
    List<Value> expected = runner.run(program, inputs);
    List<Value> actual = other.run(program, inputs);
    for (int i = 0; i < expected.size(); i++) {
      Value left = actual.get(i);
      Value right = expected.get(i);
      require(
          Vectors.sameBits(left, right), () -> left + " differs from " + right + " in\n" + program);
    }
  }

  private static List<Value> moved(
      List<Value> inputs, boolean[] marks, List<Value> directions, double step) {
    List<Value> result = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < marks.length; i++) {
      TensorData input = (TensorData) inputs.get(i);
      result.add(marks[i] ? Vectors.plus(input, step, (TensorData) directions.get(next++)) : input);
    }
    return result;
  }

  private static List<Value> join(List<Value> first, List<Value> second) {
    List<Value> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static void close(
      String what, List<Value> actual, List<Value> expected, double tolerance) {
    double distance = Vectors.distance(actual, expected);
    double scale = Vectors.norm(actual) + Vectors.norm(expected) + 1;
    require(
        distance <= tolerance * scale,
        () ->
            what
                + ": distance "
                + distance
                + " at size "
                + scale
                + "\n"
                + actual
                + "\n"
                + expected);
  }

  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }
}
