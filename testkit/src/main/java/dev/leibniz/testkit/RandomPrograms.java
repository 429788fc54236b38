package dev.leibniz.testkit;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.ir.Arithmetic;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Ops;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Transcendental;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Random programs of smooth operations whose values stay moderate, so that derivatives can be
/// checked anywhere.
public final class RandomPrograms {
  private static final List<Elementwise> BOUNDED =
      List.of(
          new Transcendental.Sin(),
          new Transcendental.Cos(),
          new Transcendental.Tanh(),
          new Transcendental.Sigmoid(),
          new Transcendental.Erf(),
          new Transcendental.Atan());

  private final Gen gen;
  private final Builder builder = new Builder();
  private final List<Atom> pool = new ArrayList<>();

  private RandomPrograms(Gen gen) {
    this.gen = gen;
  }

  /// A program of two or three inputs and about `operations` operations, all of whose inputs matter
  /// to its one or two outputs with high probability.
  public static Program draw(Gen gen, DType dtype, int operations) {
    RandomPrograms state = new RandomPrograms(gen);
    int inputs = gen.between(2, 4);
    for (int i = 0; i < inputs; i++) {
      state.pool.add(state.builder.input(new TensorType(dtype, state.shape())));
    }
    while (state.builder.size() < operations) {
      state.step();
    }
    Atom last = state.pool.getLast();
    Atom sum = state.total(last);
    for (int i = 0; i < inputs; i++) {
      Atom bounded = state.builder.one(new Transcendental.Tanh(), state.pool.get(i));
      sum = state.builder.plus(sum, state.total(bounded));
    }
    return state.builder.build(gen.chance(0.5) ? List.of(sum, last) : List.of(sum));
  }

  /// Inputs for a program.
  public static List<Value> inputs(Gen gen, Program program) {
    List<Value> values = new ArrayList<>();
    program.inputTypes().forEach(type -> values.add(gen.tensor((TensorType) type, -1.5, 1.5)));
    return values;
  }

  private Shape shape() {
    int rank = gen.between(0, 4);
    long[] extents = new long[rank];
    for (int i = 0; i < rank; i++) {
      extents[i] = gen.between(1, 5);
    }
    return Shape.of(extents);
  }

  private Atom total(Atom x) {
    return builder.sum(x, Ops.range(0, type(x).rank()));
  }

  private TensorType type(Atom x) {
    return (TensorType) x.type();
  }

  private Atom any() {
    int recent = Math.min(pool.size(), 6);
    return pool.get(gen.between(pool.size() - recent, pool.size()));
  }

  private void step() {
    Atom x = any();
    Atom result =
        switch (gen.between(0, 16)) {
          case 0, 1, 2 -> builder.one(gen.pick(BOUNDED), x);
          case 3, 4 -> binary(x);
          case 5 -> transposed(x);
          case 6 -> reshaped(x);
          case 7 -> sliced(x);
          case 8 -> padded(x);
          case 9 -> broadcast(x);
          case 10 -> reduced(x);
          case 11 -> product(x);
          case 12 -> running(x);
          case 13 -> selected(x);
          case 14 -> gathered(x);
          default -> controlled(x);
        };
    if (type(result).shape().elements() <= 400) {
      pool.add(result);
    }
  }

  private Atom binary(Atom x) {
    Atom y = any();
    if (!y.type().equals(x.type())) {
      y = builder.one(new Transcendental.Cos(), x);
    }
    return switch (gen.between(0, 4)) {
      case 0 -> builder.plus(x, y);
      case 1 -> builder.minus(x, y);
      case 2 -> builder.times(builder.one(new Transcendental.Tanh(), x), y);
      default -> {
        Atom square = builder.times(y, y);
        yield builder.div(x, builder.plus(square, builder.like(square, 1)));
      }
    };
  }

  private Atom transposed(Atom x) {
    List<Integer> order = new ArrayList<>(Ops.range(0, type(x).rank()));
    Collections.shuffle(order, new Random(gen.between(0, 1000)));
    return builder.transpose(x, order);
  }

  private Atom reshaped(Atom x) {
    long elements = type(x).shape().elements();
    long first = elements % 2 == 0 ? 2 : 1;
    return builder.reshape(x, Shape.of(first, elements / first));
  }

  private Atom sliced(Atom x) {
    if (type(x).rank() == 0) {
      return builder.one(new Transcendental.Sin(), x);
    }
    int axis = gen.between(0, type(x).rank());
    long extent = type(x).shape().extent(axis);
    long from = gen.between(0, (int) extent);
    Atom part = builder.one(Movement.slice(type(x).shape(), axis, from, extent), x);
    return gen.chance(0.5) ? part : builder.one(new Movement.Concat(axis), part, x);
  }

  private Atom padded(Atom x) {
    List<Long> zeros = new ArrayList<>();
    List<Long> some = new ArrayList<>();
    for (int i = 0; i < type(x).rank(); i++) {
      zeros.add((long) gen.between(0, 2));
      some.add((long) gen.between(0, 2));
    }
    Atom padded = builder.one(new Movement.Pad(zeros, some, some, 0.5), x);
    boolean flips = type(x).rank() > 0 && gen.chance(0.5);
    return flips ? builder.one(new Movement.Flip(List.of(0)), padded) : padded;
  }

  private Atom broadcast(Atom x) {
    return type(x).rank() > 3 ? x : builder.broadcastAxis(x, gen.between(0, type(x).rank() + 1), 2);
  }

  private Atom reduced(Atom x) {
    if (type(x).rank() == 0) {
      return builder.one(new Transcendental.Tanh(), x);
    }
    List<Integer> axes = List.of(gen.between(0, type(x).rank()));
    return gen.chance(0.8)
        ? builder.sum(x, axes)
        : builder.one(new Reduce.Prod(axes), builder.one(new Transcendental.Sigmoid(), x));
  }

  private Atom product(Atom x) {
    Atom small = builder.one(new Transcendental.Tanh(), x);
    int rank = type(x).rank();
    if (rank == 0) {
      return builder.times(small, small);
    }
    int axis = gen.between(0, rank);
    List<Integer> batch = rank > 1 && gen.chance(0.5) ? List.of((axis + 1) % rank) : List.of();
    return builder.one(new Contract.Dot(batch, batch, List.of(axis), List.of(axis)), small, small);
  }

  private Atom running(Atom x) {
    if (type(x).rank() == 0) {
      return builder.one(new Transcendental.Sin(), x);
    }
    int axis = gen.between(0, type(x).rank());
    return gen.chance(0.6)
        ? builder.one(new Reduce.CumSum(axis, gen.chance(0.5)), x)
        : builder.one(
            new Reduce.CumProd(axis, gen.chance(0.5)),
            builder.one(new Transcendental.Sigmoid(), x));
  }

  private Atom selected(Atom x) {
    TensorType type = type(x);
    if (type.rank() == 0) {
      return builder.one(new Transcendental.Cos(), x);
    }
    TensorType whole = type.withDType(DType.I32);
    Atom place = builder.apply(new Index.Iota(whole, type.rank() - 1), List.of()).getFirst();
    Atom mask = builder.one(new Logic.Less(), place, builder.literal(Literal.of(1L, whole)));
    return builder.select(mask, x, builder.one(new Arithmetic.Negate(), x));
  }

  private Atom gathered(Atom x) {
    TensorType type = type(x);
    if (type.rank() == 0) {
      return builder.one(new Transcendental.Cos(), x);
    }
    int axis = gen.between(0, type.rank());
    TensorType places = TensorType.of(DType.I32, 3);
    Atom last = builder.literal(Literal.of(type.shape().extent(axis) - 1, places));
    Atom indices = builder.apply(new Index.Iota(places, 0), List.of()).getFirst();
    Atom inside = builder.one(new Arithmetic.Min(), indices, last);
    return builder.one(new Index.Gather(axis, 0), x, inside);
  }

  private Atom controlled(Atom x) {
    return switch (gen.between(0, 4)) {
      case 0 -> {
        Atom condition = builder.less(total(x), builder.like(total(x), 0.1));
        Program then = body(type(x), new Transcendental.Sin());
        Program otherwise = body(type(x), new Transcendental.Tanh());
        yield builder.apply(new Control.Cond(then, otherwise), List.of(condition, x, x)).getFirst();
      }
      case 1 -> {
        Control.Scan scan =
            Control.Scan.of(body(type(x), new Transcendental.Tanh()), 1, 1, 3, gen.chance(0.5));
        yield builder.apply(scan, List.of(x, builder.one(new Transcendental.Sin(), x))).getFirst();
      }
      case 2 -> {
        Control.Call call = new Control.Call(body(type(x), new Transcendental.Cos()));
        yield builder.apply(call, List.of(x, x)).getFirst();
      }
      default -> counted(x);
    };
  }

  private static Program body(TensorType type, Elementwise function) {
    Builder b = new Builder();
    Atom constant = b.input(type);
    Atom x = b.input(type);
    Atom mixed = b.plus(b.times(x, 0.7), b.one(new Transcendental.Sin(), constant));
    return b.build(List.of(b.one(function, mixed)));
  }

  /// A loop of two to four steps whose number is known at run time only.
  private Atom counted(Atom x) {
    TensorType count = TensorType.of(DType.I32);
    Builder c = new Builder();
    c.input(type(x));
    Atom step = c.input(count);
    c.input(type(x));
    Program condition =
        c.build(List.of(c.less(step, c.literal(Literal.of((long) gen.between(2, 5), count)))));
    Builder b = new Builder();
    Atom constant = b.input(type(x));
    Atom before = b.input(count);
    Atom value = b.input(type(x));
    Atom next =
        b.inline(body(type(x), new Transcendental.Tanh()), List.of(constant, value)).getFirst();
    Program body = b.build(List.of(b.plus(before, b.like(before, 1)), next));
    Control.WhileLoop loop = new Control.WhileLoop(condition, body, 1, false);
    Atom start = builder.literal(Literal.of(0L, count));
    return builder.apply(loop, List.of(x, start, x)).getLast();
  }
}
