package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.ir.Contract.Convolution;
import dev.leibniz.ir.Contract.Role;
import dev.leibniz.ir.Contract.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every role against its sum of products, written down element by element.
class ConvolutionKernelTest {
  private record Case(long n, long c, long o, long h, long w, long kh, long kw, Window window) {
    long rows() {
      return window.rows(h, kh);
    }

    long columns() {
      return window.columns(w, kw);
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case(2, 3, 4, 6, 7, 3, 2, Window.simple()),
          new Case(1, 1, 1, 1, 1, 1, 1, Window.simple()),
          new Case(3, 2, 5, 7, 9, 3, 3, new Window(2, 3, 1, 2, 0, 1, 1, 1)),
          new Case(2, 2, 3, 9, 8, 2, 3, new Window(1, 2, 3, 0, 1, 2, 2, 3)),
          new Case(2, 16, 9, 5, 5, 3, 3, new Window(1, 1, 1, 1, 1, 1, 1, 1)),
          new Case(1, 20, 1, 4, 4, 3, 3, new Window(1, 1, 1, 1, 1, 1, 1, 1)),
          new Case(40, 1, 2, 9, 9, 2, 2, new Window(2, 2, 0, 0, 0, 0, 1, 1)));

  private static double at(TensorData x, long... index) {
    for (int axis = 0; axis < 4; axis++) {
      if (index[axis] < 0 || index[axis] >= x.shape().extent(axis)) {
        return 0;
      }
    }
    return x.elementAsDouble(Samples.place(x.shape(), index));
  }

  private static final class Terms {
    private final List<Double> left = new ArrayList<>();
    private final List<Double> right = new ArrayList<>();

    void add(double a, double b) {
      left.add(a);
      right.add(b);
    }

    double sum(long m, long n, DType dtype) {
      return DotKernelTest.law(
          left.stream().mapToDouble(Double::doubleValue).toArray(),
          right.stream().mapToDouble(Double::doubleValue).toArray(),
          m,
          n,
          dtype);
    }
  }

  @Test
  void outputsAreProductsOfPatchesToTheBit() {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.I32}) {
      for (Case s : CASES) {
        TensorData x = Samples.random(1, dtype, s.n, s.c, s.h, s.w);
        TensorData w = Samples.random(2, dtype, s.o, s.c, s.kh, s.kw);
        TensorData y = Samples.apply(Convolution.forward(s.window), x, w);
        for (int place = 0; place < y.length(); place++) {
          long[] to = Samples.index(y.shape(), place);
          Terms terms = new Terms();
          for (long a = 0; a < s.kh; a++) {
            for (long b = 0; b < s.kw; b++) {
              for (long c = 0; c < s.c; c++) {
                long i =
                    to[2] * s.window.strideHeight()
                        + a * s.window.dilationHeight()
                        - s.window.top();
                long j =
                    to[3] * s.window.strideWidth() + b * s.window.dilationWidth() - s.window.left();
                terms.add(at(x, to[0], c, i, j), at(w, to[1], c, a, b));
              }
            }
          }
          assertThat(y.elementAsDouble(place))
              .as("%s %s %d", dtype, s, place)
              .isEqualTo(terms.sum(s.n * s.rows() * s.columns(), s.o, dtype));
        }
      }
    }
  }

  @Test
  void weightsAreSumsOverImagesAndPlacesToTheBit() {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.I64}) {
      for (Case s : CASES) {
        TensorData x = Samples.random(3, dtype, s.n, s.c, s.h, s.w);
        TensorData y = Samples.random(4, dtype, s.n, s.o, s.rows(), s.columns());
        TensorData w = Samples.apply(new Convolution(Role.WEIGHTS, s.window, s.kh, s.kw), x, y);
        for (int place = 0; place < w.length(); place++) {
          long[] to = Samples.index(w.shape(), place);
          Terms terms = new Terms();
          for (long n = 0; n < s.n; n++) {
            for (long p = 0; p < s.rows(); p++) {
              for (long q = 0; q < s.columns(); q++) {
                long i =
                    p * s.window.strideHeight()
                        + to[2] * s.window.dilationHeight()
                        - s.window.top();
                long j =
                    q * s.window.strideWidth() + to[3] * s.window.dilationWidth() - s.window.left();
                terms.add(at(x, n, to[1], i, j), at(y, n, to[0], p, q));
              }
            }
          }
          assertThat(w.elementAsDouble(place))
              .as("%s %s %d", dtype, s, place)
              .isEqualTo(terms.sum(s.kh * s.kw * s.c, s.o, dtype));
        }
      }
    }
  }

  @Test
  void imagesAreSumsOverTheWindowsThatSeeThemToTheBit() {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.I32}) {
      for (Case s : CASES) {
        TensorData w = Samples.random(5, dtype, s.o, s.c, s.kh, s.kw);
        TensorData y = Samples.random(6, dtype, s.n, s.o, s.rows(), s.columns());
        TensorData x = Samples.apply(new Convolution(Role.IMAGE, s.window, s.h, s.w), w, y);
        for (int place = 0; place < x.length(); place++) {
          long[] to = Samples.index(x.shape(), place);
          Terms terms = new Terms();
          for (long a = s.kh - 1; a >= 0; a--) {
            for (long b = s.kw - 1; b >= 0; b--) {
              for (long o = 0; o < s.o; o++) {
                long i = to[2] + s.window.top() - a * s.window.dilationHeight();
                long j = to[3] + s.window.left() - b * s.window.dilationWidth();
                boolean meets = i % s.window.strideHeight() == 0 && j % s.window.strideWidth() == 0;
                double seen =
                    meets && i >= 0 && j >= 0
                        ? at(y, to[0], o, i / s.window.strideHeight(), j / s.window.strideWidth())
                        : 0;
                terms.add(seen, at(w, o, to[1], a, b));
              }
            }
          }
          assertThat(x.elementAsDouble(place))
              .as("%s %s %d", dtype, s, place)
              .isEqualTo(terms.sum(s.n * s.h * s.w, s.c, dtype));
        }
      }
    }
  }

  @Test
  void rowsCanBeComputedInParts() {
    Case s = CASES.get(2);
    TensorData x = Samples.random(7, DType.F32, s.n, s.c, s.h, s.w);
    TensorData w = Samples.random(8, DType.F32, s.o, s.c, s.kh, s.kw);
    TensorData y = Samples.random(9, DType.F32, s.n, s.o, s.rows(), s.columns());
    inParts(Convolution.forward(s.window), x, w);
    inParts(new Convolution(Role.WEIGHTS, s.window, s.kh, s.kw), x, y);
    inParts(new Convolution(Role.IMAGE, s.window, s.h, s.w), w, y);
  }

  private static void inParts(Convolution prim, TensorData first, TensorData second) {
    TensorData whole = Samples.apply(prim, first, second);
    TensorData parts = TensorData.zeros(whole.type());
    ConvolutionKernel kernel = ConvolutionKernel.of(prim, first.type(), second.type());
    ConvolutionKernel.Packed packed = kernel.pack(View.of(first), View.of(second));
    for (long from = 0; from < kernel.rows(); from += 5) {
      kernel.run(packed, View.of(parts), from, Math.min(kernel.rows(), from + 5));
    }
    assertThat(Samples.bits(parts)).isEqualTo(Samples.bits(whole));
  }
}
