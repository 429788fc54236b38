package dev.leibniz.bytecode;

import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The locals and the operand stack at one point of a method.
final class Frame {
  final @Nullable Value[] locals;
  final List<Value> stack;

  Frame(@Nullable Value[] locals, List<Value> stack) {
    this.locals = locals;
    this.stack = stack;
  }

  Frame copy() {
    return new Frame(locals.clone(), new ArrayList<>(stack));
  }

  /// Replaces an object by what its constructor has made of it.
  @SuppressWarnings("ReferenceEquality") // the object itself, wherever it is held
  void replace(Value before, Value after) {
    for (int i = 0; i < locals.length; i++) {
      if (locals[i] == before) {
        locals[i] = after;
      }
    }
    stack.replaceAll(value -> value == before ? after : value);
  }

  /// The same shape over new variables, in the slots that are read later.
  Frame fresh(BitSet live, IntFunction<@Nullable String> names) {
    Map<Value, Value> made = new HashMap<>();
    Frame frame = new Frame(new Value[locals.length], new ArrayList<>());
    for (int i = 0; i < locals.length; i++) {
      Value value = locals[i];
      if (live.get(i) && value != null) {
        String name = names.apply(i);
        frame.locals[i] =
            name != null && value instanceof Value.Scalar(Var var)
                ? new Value.Scalar(new Var(var.type(), name))
                : fresh(value, made);
      }
    }
    stack.forEach(value -> frame.stack.add(fresh(value, made)));
    return frame;
  }

  private static Value fresh(Value value, Map<Value, Value> made) {
    return switch (value) {
      case Value.Scalar(Var var) -> new Value.Scalar(new Var(var.type(), var.name()));
      case Value.Aggregate aggregate -> {
        Value known = made.get(aggregate);
        if (known != null) {
          yield known;
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        aggregate.fields().forEach((name, field) -> fields.put(name, fresh(field, made)));
        if (aggregate.isMade()) {
          yield new Value.Aggregate(aggregate.type(), fields);
        }
        Value.Aggregate copy = new Value.Aggregate(aggregate.type());
        copy.fields().putAll(fields);
        made.put(aggregate, copy);
        yield copy;
      }
      case Value.Closure(var code, List<Value> captured) ->
          new Value.Closure(code, captured.stream().map(each -> fresh(each, made)).toList());
      case Value.Columns columns -> Columns.map(columns, var -> new Var(var.type(), var.name()));
      case Value.Function _, Value.Host _, Value.Null _, Value.Opaque _ -> value;
    };
  }

  /// Assigns this frame to the variables of another of the same shape, all at once.
  void assignTo(Frame target, Block block, Place place) {
    List<Var> from = new ArrayList<>();
    List<Var> to = new ArrayList<>();
    for (int i = 0; i < locals.length; i++) {
      Value wanted = target.locals[i];
      if (wanted != null) {
        match(locals[i], wanted, from, to, block, place);
      }
    }
    for (int i = 0; i < stack.size(); i++) {
      match(stack.get(i), target.stack.get(i), from, to, block, place);
    }
    List<Var> copies = new ArrayList<>();
    for (Var var : from) {
      copies.add(block.emit(Op.COPY, var.type(), var.name(), null, Place.UNKNOWN, var));
    }
    for (int i = 0; i < to.size(); i++) {
      block.assign(to.get(i), copies.get(i));
    }
  }

  private static void match(
      @Nullable Value value, Value wanted, List<Var> from, List<Var> to, Block block, Place place) {
    switch (wanted) {
      case Value.Scalar(Var target)
          when value instanceof Value.Scalar(Var var) && var.type().equals(target.type()) -> {
        from.add(var);
        to.add(target);
      }
      case Value.Scalar(Var target) when value instanceof Value.Null && target.isArray() -> {
        from.add(
            block.emit(Op.CONSTANT, target.type(), "nothing", ConstantDescs.NULL, Place.UNKNOWN));
        to.add(target);
      }
      case Value.Aggregate target
          when value instanceof Value.Aggregate aggregate
              && aggregate.type().equals(target.type())
              && aggregate.fields().keySet().equals(target.fields().keySet()) ->
          target
              .fields()
              .forEach((name, field) ->
                  match(aggregate.fields().get(name), field, from, to, block, place));
      case Value.Closure(var code, List<Value> captured)
          when value instanceof Value.Closure other && other.code().equals(code) -> {
        for (int i = 0; i < captured.size(); i++) {
          match(other.captured().get(i), captured.get(i), from, to, block, place);
        }
      }
      case Value.Columns target
          when value instanceof Value.Columns columns && columns.type().equals(target.type()) -> {
        from.addAll(Columns.vars(columns));
        to.addAll(Columns.vars(target));
      }
      case Value.Function function when function.equals(value) -> {}
      case Value.Host host
          when value instanceof Value.Host other && other.source().equals(host.source()) -> {}
      case Value.Null _ when value instanceof Value.Null -> {}
      case Value.Opaque _ when value instanceof Value.Opaque -> {}
      case Value.Scalar _,
          Value.Aggregate _,
          Value.Columns _,
          Value.Closure _,
          Value.Function _,
          Value.Host _,
          Value.Null _,
          Value.Opaque _ ->
          throw place.refuse(
              "cannot differentiate code where different kinds of objects, or an object and null,"
                  + " meet in one variable",
              "goto",
              "use numbers, arrays or one record type for the variable");
    }
  }
}
