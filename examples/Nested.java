import dev.leibniz.function.Control;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Hessian;
import dev.leibniz.function.Hvp;
import dev.leibniz.function.Vmap;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/// Transformations of transformations, and reverse mode through a loop of unknown length.
class Nested {
  public static void main(String[] arguments) {
    Function<Tensor, Tensor> root =
        a ->
            Control.whileLoop(
                (Tensor r) -> r.square().minus(a).abs().greater(1e-12),
                (Tensor r) -> r.plus(a.div(r)).times(0.5),
                a.plus(1).times(0.5));
    Tensor slopes = Vmap.of(Grad.of(root)).apply(Tensor.of(new double[] {1, 4, 9}));
    System.out.println(Arrays.toString(slopes.toDoubleArray()));
    Function<Tensor, Tensor> f = x -> x.square().prod();
    Tensor x = Tensor.of(new double[] {1, 2});
    Tensor hessian = Hessian.of(f).apply(x);
    System.out.println(Arrays.toString(hessian.toDoubleArray()));
    Tensor v = Tensor.of(new double[] {1, -1});
    System.out.println(Arrays.toString(Hvp.of(f).apply(x, v).toDoubleArray()));
  }
}
