package dev.leibniz.compile;

import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Effects;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Effect;
import java.util.ArrayList;
import java.util.List;

/// Steps that move or look at values.
interface PlainStep extends Step {

  /// Copies a value to where another one lies.
  ///
  /// @param from the value that is copied
  /// @param to where it goes
  /// @param length the number of elements; −1 for a tape
  record Copy(int from, int to, int length) implements PlainStep {
    @Override
    public void run(Frame frame) {
      if (length < 0) {
        frame.set(to, frame.array(from), 0);
      } else {
        System.arraycopy(
            frame.array(from), frame.offsets[from], frame.array(to), frame.offsets[to], length);
      }
    }

    @Override
    public Work work() {
      return Work.UNKNOWN;
    }

    @Override
    public String describe() {
      return "copy of " + length + " elements";
    }
  }

  /// Prints or checks a value.
  ///
  /// @param effect what is done
  /// @param value the value
  /// @param type its type
  record Look(Effect effect, int value, Type type) implements PlainStep {
    @Override
    public void run(Frame frame) {
      Effects.run(effect, frame.value(value, type));
    }

    @Override
    public Work work() {
      return Work.UNKNOWN;
    }

    @Override
    public String describe() {
      return effect.name();
    }
  }

  /// Refuses to run a map of which only the transpose is known.
  ///
  /// @param pullback the map
  /// @param inputs the values of its operands
  /// @param types their types
  record Refuse(Custom.Pullback pullback, int[] inputs, List<Type> types) implements PlainStep {
    @Override
    public void run(Frame frame) {
      List<Value> operands = new ArrayList<>();
      for (int i = 0; i < inputs.length; i++) {
        operands.add(frame.value(inputs[i], types.get(i)));
      }
      Interpreter.apply(pullback, operands, null);
    }

    @Override
    public Work work() {
      return Work.UNKNOWN;
    }

    @Override
    public String describe() {
      return pullback.label();
    }
  }
}
