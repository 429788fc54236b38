package dev.leibniz.compile;

import dev.leibniz.backend.MatrixProduct;
import dev.leibniz.backend.MatrixProducts;
import dev.leibniz.data.TensorType;
import dev.leibniz.eval.ConvolutionKernel;
import dev.leibniz.eval.DotKernel;
import dev.leibniz.eval.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs a product of matrices or a convolution, its rows split among threads.
interface ContractStep extends Step {

  /// A dot product.
  ///
  /// @param kernel how it is computed by plain loops
  /// @param lanes how it is computed in vector lanes, as soon as these are ready; null where that
  ///   is not worth it
  /// @param left the value of the left operand
  /// @param leftType its type
  /// @param right the value of the right operand
  /// @param rightType its type
  /// @param output the value of the result
  /// @param type its type
  record Dot(
      DotKernel kernel,
      @Nullable LaneProduct lanes,
      int left,
      TensorType leftType,
      int right,
      TensorType rightType,
      int output,
      TensorType type)
      implements ContractStep {
    @Override
    public void run(Frame frame) {
      View x = frame.view(left, leftType);
      View z = frame.view(right, rightType);
      View y = frame.view(output, type);
      Optional<MatrixProduct> fast = lanes == null ? Optional.empty() : MatrixProducts.ready();
      if (lanes != null && fast.isPresent()) {
        lanes.run(fast.get(), x, z, y);
        return;
      }
      View a = kernel.packLeft(x);
      View b = kernel.packRight(z);
      int rows = Math.toIntExact(kernel.rows());
      Threads.split(
          rows, kernel.multiplications() / 4, (from, to) -> kernel.run(a, b, y, from, to));
    }

    @Override
    public Work work() {
      return Work.of(2 * kernel.multiplications(), List.of(leftType, rightType), type);
    }

    @Override
    public String describe() {
      return "dot "
          + leftType
          + " "
          + rightType
          + " -> "
          + type
          + (lanes == null ? "" : lanes.describe());
    }
  }

  /// A convolution, or one of its cotangents.
  ///
  /// @param kernel how it is computed by plain loops
  /// @param lanes how it is computed in vector lanes, as soon as these are ready; null where that
  ///   is not worth it
  /// @param first the value of the first operand
  /// @param firstType its type
  /// @param second the value of the second operand
  /// @param secondType its type
  /// @param output the value of the result
  /// @param type its type
  record Convolution(
      ConvolutionKernel kernel,
      @Nullable WindowProduct lanes,
      int first,
      TensorType firstType,
      int second,
      TensorType secondType,
      int output,
      TensorType type)
      implements ContractStep {
    @Override
    public void run(Frame frame) {
      View x = frame.view(first, firstType);
      View z = frame.view(second, secondType);
      View y = frame.view(output, type);
      Optional<MatrixProduct> fast = lanes == null ? Optional.empty() : MatrixProducts.ready();
      if (lanes != null && fast.isPresent()) {
        lanes.run(fast.get(), x, z, y);
        return;
      }
      ConvolutionKernel.Packed operands = kernel.pack(x, z);
      int rows = Math.toIntExact(kernel.rows());
      Threads.split(
          rows, kernel.multiplications() / 4, (from, to) -> kernel.run(operands, y, from, to));
    }

    @Override
    public Work work() {
      return Work.of(2 * kernel.multiplications(), List.of(firstType, secondType), type);
    }

    @Override
    public String describe() {
      return "convolution " + firstType + " " + secondType + " -> " + type;
    }
  }
}
