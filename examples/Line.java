import dev.leibniz.function.Grad;
import dev.leibniz.function.Grad2;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tree.Tree;

/// A line through points, by gradient descent.
class Line {
  record Parameters(Tensor slope, Tensor offset) {}

  public static void main(String[] arguments) {
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4});
    Tensor y = Tensor.of(new double[] {3, 5, 7, 9});
    Grad2<Parameters, Tensor> gradient =
        Grad.of(
            (Parameters l, Tensor t) ->
                l.slope().times(t).plus(l.offset()).minus(y).square().mean());
    Parameters line = new Parameters(Tensor.scalar(0.0), Tensor.scalar(0.0));
    for (int i = 0; i < 2000; i++) {
      line = Tree.map((p, g) -> p.minus(g.times(0.05)), line, gradient.apply(line, x));
    }
    System.out.printf("%.6f %.6f%n", line.slope().item(), line.offset().item());
  }
}
