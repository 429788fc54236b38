package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Writes what is done with arrays of objects, which are one array for each number in them, so that
/// all that is known of arrays holds for them: what has two names, and what a loop overwrites.
final class Columns {
  private static final ClassDesc INT = ConstantDescs.CD_int;

  private final Lifter lifter;
  private final MethodLifter method;

  Columns(Lifter lifter, MethodLifter method) {
    this.lifter = lifter;
    this.method = method;
  }

  /// Columns for elements that look like this, over new variables.
  static Value.Columns of(ClassDesc type, Value element) {
    Value columns = map(element, var -> new Var(var.type().arrayType(), var.name()));
    boolean isObject = element instanceof Value.Aggregate;
    return new Value.Columns(type, columns, isObject ? new Var(INT.arrayType(), "present") : null);
  }

  /// The same value with other variables.
  static Value map(Value value, UnaryOperator<Var> vars) {
    return switch (value) {
      case Value.Scalar(Var var) -> new Value.Scalar(vars.apply(var));
      case Value.Aggregate object -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        object.fields().forEach((name, field) -> fields.put(name, map(field, vars)));
        yield new Value.Aggregate(object.type(), fields);
      }
      case Value.Columns(ClassDesc type, Value element, Var present) ->
          new Value.Columns(type, map(element, vars), present == null ? null : vars.apply(present));
      case Value.Closure _, Value.Function _, Value.Host _, Value.Null _, Value.Opaque _ ->
          throw new IllegalStateException(value.toString());
    };
  }

  /// The variables of a value, in a fixed order.
  static List<Var> vars(Value value) {
    List<Var> vars = new ArrayList<>();
    Value _ =
        map(
            value,
            var -> {
              vars.add(var);
              return var;
            });
    return vars;
  }

  /// New arrays for elements that look like this.
  Value.Columns allocate(ClassDesc type, Value element, Var length) {
    return (Value.Columns)
        map(of(type, element), var -> emit(Op.ALLOCATE, var.type(), null, length));
  }

  Value length(Value.Columns columns) {
    return new Value.Scalar(emit(Op.LENGTH, INT, null, any(columns)));
  }

  private static Var any(Value.Columns columns) {
    return columns.present() == null ? vars(columns.element()).getFirst() : columns.present();
  }

  /// An element; where there is none, the derivative stops.
  Value load(Value.Columns columns, Var index) {
    Var present = columns.present();
    if (present != null) {
      Var isThere = emit(Op.LOAD, INT, null, present, index);
      Block there = lifter.newBlock(method.place());
      Block nothing = lifter.newBlock(method.place());
      method.block().exit = new Exit.Branch(Exit.Test.EQUAL, isThere, null, nothing, there);
      method.continueAt(there);
    }
    return map(
        columns.element(),
        var ->
            emit(
                Op.LOAD,
                java.util.Objects.requireNonNull(var.type().componentType()),
                null,
                var,
                index));
  }

  /// Stores an element, or null.
  void store(Value.Columns columns, Var index, Value value) {
    Var present = columns.present();
    boolean isNothing = value instanceof Value.Null && present != null;
    if (!isNothing) {
      store(columns.element(), value, index);
    }
    if (present != null) {
      put(present, index, emit(Op.CONSTANT, INT, isNothing ? 0 : 1));
    }
  }

  private void store(Value columns, Value value, Var index) {
    switch (columns) {
      case Value.Scalar(Var column) -> put(column, index, method.var(value, "store"));
      case Value.Aggregate object
          when value instanceof Value.Aggregate from
              && from.type().equals(object.type())
              && from.fields().keySet().equals(object.fields().keySet()) ->
          object.fields().forEach((name, field) -> store(field, from.field(name), index));
      case Value.Columns(_, Value element, Var present)
          when value instanceof Value.Columns from
              && (present == null) == (from.present() == null) -> {
        store(element, from.element(), index);
        if (present != null && from.present() != null) {
          put(present, index, from.present());
        }
      }
      case Value.Aggregate _,
          Value.Columns _,
          Value.Closure _,
          Value.Function _,
          Value.Host _,
          Value.Null _,
          Value.Opaque _ ->
          throw method.refuse(
              "an object that is stored where objects of another class, or null, are",
              "aastore",
              "store objects of the array's or the field's own class, made in the function");
    }
  }

  private void put(Var array, Var index, Var value) {
    Block block = method.block();
    block.body.add(new Instr(Op.STORE, null, List.of(array, index, value), null, method.place()));
  }

  private Var emit(Op op, ClassDesc type, @Nullable Object payload, Var... args) {
    return method.var(method.emit(op, type, payload, args), "load");
  }
}
