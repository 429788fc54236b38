package dev.leibniz.ir;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import java.util.ArrayList;
import java.util.List;

/// Sums of products: linear in each of two operands. Each states the operation that computes either
/// operand's cotangent, which is again one of these.
public sealed interface Contract extends Local {

  /// The cotangent of operand `i`, given the other operand and the cotangent of the result.
  <V> V cotangent(Ops<V> o, int i, TensorType type, V other, V cotangent);

  @Override
  default <V> List<Differential<V>> jvp(
      Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
    Type type = o.type(outputs.getFirst());
    Differential<V> left = tangents.get(0).map(type, t -> o.one(this, t, inputs.get(1)));
    Differential<V> right = tangents.get(1).map(type, t -> o.one(this, inputs.get(0), t));
    return List.of(left.plus(o, right));
  }

  @Override
  default <V> List<Differential<V>> transpose(
      Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
    List<Differential<V>> result = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      TensorType type = inputs.get(i).tensorType(o);
      int operand = i;
      result.add(
          inputs.get(i).isLinear()
              ? cotangents
                  .getFirst()
                  .map(
                      type,
                      c -> cotangent(o, operand, type, inputs.get(1 - operand).known(this), c))
              : new Differential.Zero<>(type));
    }
    return result;
  }

  private static void sameNumbers(String name, TensorType x, TensorType y) {
    if (x.dtype() != y.dtype() || !x.dtype().isNumeric()) {
      throw new DTypeException(
          Explanation.of(name, "operands must be numbers of the same element type")
              .got("a = " + x + ", b = " + y)
              .fix("convert one of them, as in a.convert(DType." + y.dtype().name() + ")"));
    }
  }

  /// Products summed over pairs of axes: result axes are the shared (batch) ones, then the left
  /// operand's free ones, then the right one's, each in the order of its operand.
  ///
  /// @param leftBatch axes of the left operand that run along with `rightBatch`
  /// @param rightBatch their partners
  /// @param leftSummed axes of the left operand that are summed over with `rightSummed`
  /// @param rightSummed their partners
  record Dot(
      List<Integer> leftBatch,
      List<Integer> rightBatch,
      List<Integer> leftSummed,
      List<Integer> rightSummed)
      implements Contract {
    /// Copies the lists.
    public Dot {
      leftBatch = List.copyOf(leftBatch);
      rightBatch = List.copyOf(rightBatch);
      leftSummed = List.copyOf(leftSummed);
      rightSummed = List.copyOf(rightSummed);
    }

    /// The left operand's axes that are in the result only.
    public List<Integer> leftFree(int rank) {
      return free(rank, leftBatch, leftSummed);
    }

    /// The right operand's axes that are in the result only.
    public List<Integer> rightFree(int rank) {
      return free(rank, rightBatch, rightSummed);
    }

    private static List<Integer> free(int rank, List<Integer> batch, List<Integer> summed) {
      return Ops.range(0, rank).stream()
          .filter(axis -> !batch.contains(axis) && !summed.contains(axis))
          .toList();
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).get(0);
      TensorType y = Local.tensors(inputs).get(1);
      sameNumbers("dot", x, y);
      if (!pairs(x, y, leftBatch, rightBatch) || !pairs(x, y, leftSummed, rightSummed)) {
        throw new ShapeException(
            Explanation.of("dot", "paired axes must have the same extent")
                .got(
                    "a = "
                        + x
                        + ", b = "
                        + y
                        + ", shared axes "
                        + leftBatch
                        + " and "
                        + rightBatch
                        + ", summed axes "
                        + leftSummed
                        + " and "
                        + rightSummed));
      }
      List<Long> extents = new ArrayList<>();
      leftBatch.forEach(axis -> extents.add(x.shape().extent(axis)));
      leftFree(x.rank()).forEach(axis -> extents.add(x.shape().extent(axis)));
      rightFree(y.rank()).forEach(axis -> extents.add(y.shape().extent(axis)));
      return List.of(x.withShape(Shape.of(extents)));
    }

    private static boolean pairs(
        TensorType x, TensorType y, List<Integer> left, List<Integer> right) {
      boolean fits = left.size() == right.size();
      for (int i = 0; fits && i < left.size(); i++) {
        int a = left.get(i);
        int b = right.get(i);
        fits =
            a >= 0
                && a < x.rank()
                && b >= 0
                && b < y.rank()
                && x.shape().extent(a) == y.shape().extent(b);
      }
      return fits;
    }

    @Override
    public <V> V cotangent(Ops<V> o, int i, TensorType type, V other, V cotangent) {
      List<Integer> mineBatch = i == 0 ? leftBatch : rightBatch;
      List<Integer> mineSummed = i == 0 ? leftSummed : rightSummed;
      List<Integer> otherBatch = i == 0 ? rightBatch : leftBatch;
      List<Integer> otherSummed = i == 0 ? rightSummed : leftSummed;
      int otherRank = o.tensorType(other).rank();
      List<Integer> mineFree = free(type.rank(), mineBatch, mineSummed);
      List<Integer> otherFree = free(otherRank, otherBatch, otherSummed);
      int batch = mineBatch.size();
      int leftFreeCount = i == 0 ? mineFree.size() : otherFree.size();
      int total = batch + mineFree.size() + otherFree.size();
      List<Integer> otherInResult =
          i == 0
              ? Ops.range(batch + leftFreeCount, total)
              : Ops.range(batch, batch + leftFreeCount);
      V product =
          o.one(
              new Dot(Ops.range(0, batch), otherBatch, otherInResult, otherFree), cotangent, other);
      List<Integer> order = new ArrayList<>(mineBatch);
      order.addAll(mineFree);
      otherSummed.stream()
          .sorted()
          .forEach(axis -> order.add(mineSummed.get(otherSummed.indexOf(axis))));
      return o.transpose(product, Ops.range(0, type.rank()).stream().map(order::indexOf).toList());
    }

    @Override
    public <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
      boolean left = inputs.get(0).isBatched();
      boolean right = inputs.get(1).isBatched();
      List<Integer> leftShared = left ? next(leftBatch) : leftBatch;
      List<Integer> rightShared = right ? next(rightBatch) : rightBatch;
      List<Integer> leftInner = left ? next(leftSummed) : leftSummed;
      List<Integer> rightInner = right ? next(rightSummed) : rightSummed;
      V x = inputs.get(0).value();
      V y = inputs.get(1).value();
      if (left && right) {
        Dot dot = new Dot(front(leftShared), front(rightShared), leftInner, rightInner);
        return List.of(new Batched<>(o.one(dot, x, y), true));
      }
      V product = o.one(new Dot(leftShared, rightShared, leftInner, rightInner), x, y);
      int place =
          left ? leftBatch.size() : leftBatch.size() + leftFree(o.tensorType(x).rank()).size();
      return List.of(new Batched<>(o.moveAxis(product, place, 0), true));
    }

    private static List<Integer> next(List<Integer> axes) {
      return axes.stream().map(axis -> axis + 1).toList();
    }

    private static List<Integer> front(List<Integer> axes) {
      List<Integer> result = new ArrayList<>(List.of(0));
      result.addAll(axes);
      return result;
    }
  }

  /// How a window moves over an image.
  ///
  /// @param strideHeight rows between neighbouring windows
  /// @param strideWidth columns between neighbouring windows
  /// @param top rows of zeros above the image
  /// @param bottom rows of zeros below
  /// @param left columns of zeros before
  /// @param right columns of zeros after
  /// @param dilationHeight distance between the window's rows
  /// @param dilationWidth distance between the window's columns
  record Window(
      long strideHeight,
      long strideWidth,
      long top,
      long bottom,
      long left,
      long right,
      long dilationHeight,
      long dilationWidth) {

    /// Stride 1, no padding, no dilation.
    public static Window simple() {
      return new Window(1, 1, 0, 0, 0, 0, 1, 1);
    }

    /// The number of windows along the height.
    public long rows(long imageHeight, long kernelHeight) {
      return count(imageHeight + top + bottom, kernelHeight, dilationHeight, strideHeight);
    }

    /// The number of windows along the width.
    public long columns(long imageWidth, long kernelWidth) {
      return count(imageWidth + left + right, kernelWidth, dilationWidth, strideWidth);
    }

    private static long count(long extent, long kernel, long dilation, long stride) {
      long span = (kernel - 1) * dilation + 1;
      return extent < span ? 0 : (extent - span) / stride + 1;
    }
  }

  /// Which of the three tensors of a convolution is computed from the other two.
  enum Role {
    /// The image, from weights and output: the cotangent of the input.
    IMAGE,
    /// The weights, from image and output: the cotangent of the weights.
    WEIGHTS,
    /// The output, from image and weights: the convolution itself.
    OUTPUT
  }

  /// The trilinear relation between images x[n, c, h, w], weights w[o, c, kh, kw] and outputs y[n,
  /// o, i, j]:
  ///
  /// y[n, o, i, j] = Σ over (kh, kw, c) of x[n, c, i·stride + kh·dilation − pad, …] · w[o, c, kh,
  /// kw],
  ///
  /// or the sum of the same products that belongs to one element of the image or the weights.
  /// Operands are the two other tensors in the order image, weights, output.
  ///
  /// @param role what is computed
  /// @param window how the window moves
  /// @param height the height of the result for [Role#IMAGE] and [Role#WEIGHTS]
  /// @param width the width of the result for [Role#IMAGE] and [Role#WEIGHTS]
  record Convolution(Role role, Window window, long height, long width) implements Contract {

    /// The convolution itself.
    public static Convolution forward(Window window) {
      return new Convolution(Role.OUTPUT, window, 0, 0);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType first = Local.tensors(inputs).get(0);
      TensorType second = Local.tensors(inputs).get(1);
      sameNumbers("convolution", first, second);
      if (first.rank() != 4 || second.rank() != 4) {
        throw misfit("operands must have four axes", first, second);
      }
      return List.of(
          switch (role) {
            case OUTPUT -> output(first, second);
            case IMAGE -> image(first, second);
            case WEIGHTS -> weights(first, second);
          });
    }

    private ShapeException misfit(String law, TensorType first, TensorType second) {
      String names =
          switch (role) {
            case OUTPUT -> "x = " + first + ", w = " + second;
            case IMAGE -> "w = " + first + ", y = " + second;
            case WEIGHTS -> "x = " + first + ", y = " + second;
          };
      return new ShapeException(
          Explanation.of("convolution", law)
              .got(names + ", " + window)
              .fix("images are [n, channels, height, width], weights [out, channels, kh, kw]"));
    }

    private TensorType output(TensorType x, TensorType w) {
      long rows = window.rows(x.shape().extent(2), w.shape().extent(2));
      long columns = window.columns(x.shape().extent(3), w.shape().extent(3));
      if (x.shape().extent(1) != w.shape().extent(1)) {
        throw misfit("images and weights must have the same number of channels", x, w);
      }
      if (rows < 1 || columns < 1) {
        throw misfit("the padded image must be at least as large as the window", x, w);
      }
      return x.withShape(Shape.of(x.shape().extent(0), w.shape().extent(0), rows, columns));
    }

    private TensorType image(TensorType w, TensorType y) {
      TensorType x = y.withShape(Shape.of(y.shape().extent(0), w.shape().extent(1), height, width));
      if (!output(x, w).equals(y)) {
        throw misfit("the output must be that of an image of " + height + " × " + width, w, y);
      }
      return x;
    }

    private TensorType weights(TensorType x, TensorType y) {
      TensorType w = x.withShape(Shape.of(y.shape().extent(1), x.shape().extent(1), height, width));
      if (!output(x, w).equals(y)) {
        throw misfit("the output must be that of a window of " + height + " × " + width, x, y);
      }
      return w;
    }

    @Override
    public <V> V cotangent(Ops<V> o, int i, TensorType type, V other, V cotangent) {
      Role mine =
          switch (role) {
            case OUTPUT -> i == 0 ? Role.IMAGE : Role.WEIGHTS;
            case IMAGE -> i == 0 ? Role.WEIGHTS : Role.OUTPUT;
            case WEIGHTS -> i == 0 ? Role.IMAGE : Role.OUTPUT;
          };
      Convolution relation =
          mine == Role.OUTPUT
              ? forward(window)
              : new Convolution(mine, window, type.shape().extent(2), type.shape().extent(3));
      boolean cotangentFirst = cotangentComesFirst(role, mine);
      return cotangentFirst ? o.one(relation, cotangent, other) : o.one(relation, other, cotangent);
    }

    /// The cotangent plays the part of this relation's result; operands stand in the order image,
    /// weights, output.
    private static boolean cotangentComesFirst(Role result, Role wanted) {
      return switch (result) {
        case IMAGE -> true;
        case WEIGHTS -> wanted == Role.IMAGE;
        case OUTPUT -> false;
      };
    }

    @Override
    public <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
      boolean imageOnly = role == Role.OUTPUT && !inputs.get(1).isBatched();
      boolean outputOnly = role == Role.IMAGE && !inputs.get(0).isBatched();
      if (imageOnly || outputOnly) {
        int batchedOperand = imageOnly ? 0 : 1;
        V merged = merge(o, inputs.get(batchedOperand).value());
        V fixed = inputs.get(1 - batchedOperand).value();
        V result = imageOnly ? o.one(this, merged, fixed) : o.one(this, fixed, merged);
        return List.of(new Batched<>(split(o, result, size), true));
      }
      return Control.Scan.batchByLoop(this, o, size, inputs);
    }

    private static <V> V merge(Ops<V> o, V x) {
      Shape shape = o.tensorType(x).shape();
      long images = Math.multiplyExact(shape.extent(0), shape.extent(1));
      return o.reshape(x, Shape.of(images).append(shape.slice(2, shape.rank())));
    }

    private static <V> V split(Ops<V> o, V x, long size) {
      Shape shape = o.tensorType(x).shape();
      long images = size == 0 ? 0 : shape.extent(0) / size;
      return o.reshape(x, Shape.of(size, images).append(shape.slice(1, shape.rank())));
    }
  }
}
