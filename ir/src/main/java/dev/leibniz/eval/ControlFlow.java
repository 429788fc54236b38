package dev.leibniz.eval;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TapeData;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Literal;
import java.util.ArrayList;
import java.util.List;

/// Runs the primitives that run programs.
///
/// @param evaluation the run that they are part of
record ControlFlow(Evaluation evaluation) {

  List<Value> run(Control prim, List<Value> operands, List<Type> results) {
    return switch (prim) {
      case Control.Cond cond ->
          evaluation.run(
              isTrue(operands.getFirst()) ? cond.then() : cond.otherwise(),
              operands.subList(1, operands.size()));
      case Control.WhileLoop loop -> whileLoop(loop, operands, results);
      case Control.Scan scan -> scan(scan, operands, results);
      case Control.Call call -> evaluation.run(call.program(), operands);
    };
  }

  private static boolean isTrue(Value value) {
    return ((TensorData) value).booleans()[0];
  }

  private List<Value> whileLoop(Control.WhileLoop loop, List<Value> operands, List<Type> results) {
    int carries = operands.size() - loop.constants();
    List<Value> state = new ArrayList<>(operands);
    List<List<Value>> records = new ArrayList<>();
    results.subList(carries, results.size()).forEach(tape -> records.add(new ArrayList<>()));
    TensorData live =
        TensorData.of(new TensorType(DType.BOOL, Shape.scalar()), new boolean[] {true});
    while (isTrue(evaluation.run(loop.condition(), state).getFirst())) {
      List<Value> next = evaluation.run(loop.body(), state);
      for (int i = 0; i < carries; i++) {
        state.set(loop.constants() + i, next.get(i));
      }
      if (loop.recording()) {
        records.getFirst().add(live);
        for (int i = carries; i < next.size(); i++) {
          records.get(i - carries + 1).add(next.get(i));
        }
      }
    }
    List<Value> outputs = new ArrayList<>(state.subList(loop.constants(), state.size()));
    for (int i = 0; i < records.size(); i++) {
      outputs.add(new TapeData((TapeType) results.get(carries + i), records.get(i)));
    }
    return outputs;
  }

  private List<Value> scan(Control.Scan scan, List<Value> operands, List<Type> results) {
    int kept = scan.constants() + scan.carries();
    int length =
        scan.isDynamic() ? length(operands.subList(kept, operands.size())) : (int) scan.length();
    List<Value> sequences = operands.subList(scan.firstSequence(), operands.size());
    List<Value> state = new ArrayList<>(operands.subList(0, kept));
    List<Sequence> collected = new ArrayList<>();
    results
        .subList(scan.carries(), results.size())
        .forEach(type -> collected.add(Sequence.of(type, length)));
    for (int step = 0; step < length; step++) {
      int index = scan.reverse() ? length - 1 - step : step;
      List<Value> inputs = new ArrayList<>(state);
      sequences.forEach(sequence -> inputs.add(element(sequence, index, length)));
      List<Value> next = evaluation.run(scan.body(), inputs);
      for (int i = 0; i < scan.carries(); i++) {
        state.set(scan.constants() + i, next.get(i));
      }
      for (int i = scan.carries(); i < next.size(); i++) {
        collected.get(i - scan.carries()).set(index, next.get(i));
      }
    }
    List<Value> outputs = new ArrayList<>(state.subList(scan.constants(), kept));
    collected.forEach(sequence -> outputs.add(sequence.value()));
    return outputs;
  }

  /// The length of the first tape that has entries: an empty one stands for zeros at every step.
  private static int length(List<Value> sequences) {
    for (Value sequence : sequences) {
      if (sequence instanceof TapeData tape && !tape.entries().isEmpty()) {
        return tape.entries().size();
      }
    }
    return 0;
  }

  private static Value element(Value sequence, int index, int length) {
    return switch (sequence) {
      case TensorData tensor -> row(tensor, index);
      case TapeData tape when tape.entries().isEmpty() ->
          Evaluation.materialise(Literal.zero(tape.type().element()));
      case TapeData tape when tape.entries().size() == length -> tape.entries().get(index);
      case TapeData tape ->
          throw new ProgramException(
              Explanation.of("scan", "tapes must have as many entries as there are steps")
                  .got("a tape of " + tape.entries().size() + " entries, " + length + " steps"));
    };
  }

  private static TensorData row(TensorData tensor, int index) {
    TensorType type = tensor.type().removeAxis(0);
    int size = type.shape().arrayLength("scan");
    Object row = type.dtype().newArray(size);
    System.arraycopy(tensor.array(), index * size, row, 0, size);
    return TensorData.of(type, row);
  }

  /// The results of a scan that are collected step by step.
  private sealed interface Sequence {
    void set(int index, Value value);

    Value value();

    static Sequence of(Type type, int length) {
      return switch (type) {
        case TensorType tensor -> new Stacked(TensorData.zeros(tensor));
        case TapeType tape -> new Taped(tape, new Value[length]);
      };
    }
  }

  /// Along axis 0 of a tensor.
  private record Stacked(TensorData tensor) implements Sequence {
    @Override
    public void set(int index, Value value) {
      TensorData row = (TensorData) value;
      System.arraycopy(row.array(), 0, tensor.array(), index * row.length(), row.length());
    }

    @Override
    public Value value() {
      return tensor;
    }
  }

  /// On a tape.
  private record Taped(TapeType type, Value[] entries) implements Sequence {
    @Override
    public void set(int index, Value value) {
      entries[index] = value;
    }

    @Override
    public Value value() {
      return new TapeData(type, List.of(entries));
    }
  }
}
