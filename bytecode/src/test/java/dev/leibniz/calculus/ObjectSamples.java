package dev.leibniz.calculus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// Functions with arrays of objects and with objects that change, each with a point where it is
/// smooth.
public final class ObjectSamples {
  private ObjectSamples() {}

  record Vector(double x, double y, double z) {
    Vector plus(Vector o) {
      return new Vector(x + o.x, y + o.y, z + o.z);
    }

    Vector times(double factor) {
      return new Vector(factor * x, factor * y, factor * z);
    }

    double dot(Vector o) {
      return x * o.x + y * o.y + z * o.z;
    }
  }

  record Body(Vector position, Vector velocity, double mass) {}

  /// A class of its own fields, as people write them without records.
  static class Point {
    double x;
    double y;

    Point(double x, double y) {
      this.x = x;
      this.y = y;
    }
  }

  /// Adds up, and changes as it does.
  static final class Mean {
    private double sum;
    private double squares;
    private int count;

    void add(double x) {
      sum += x;
      squares += x * x;
      count++;
    }

    double variance() {
      return squares / count - (sum / count) * (sum / count);
    }
  }

  static final class Stack {
    private double[] values = new double[2];
    private int size;

    void push(double value) {
      if (size == values.length) {
        double[] more = new double[2 * size];
        System.arraycopy(values, 0, more, 0, size);
        values = more;
      }
      values[size++] = value;
    }

    double pop() {
      return values[--size];
    }
  }

  static final class Particle {
    Vector position;
    Vector velocity;
    final double mass;

    Particle(Vector position, double mass) {
      this.position = position;
      this.velocity = new Vector(0, 0, 0);
      this.mass = mass;
    }

    void push(Vector force, double h) {
      velocity = velocity.plus(force.times(h / mass));
      position = position.plus(velocity.times(h));
    }
  }

  static Complex twice(double[] x) {
    Complex c = new Complex(x[0], x[1]);
    Complex z = c;
    for (int i = 0; i < 3; i++) {
      z = z.times(z).plus(c);
    }
    return z;
  }

  record Complex(double re, double im) {
    Complex plus(Complex o) {
      return new Complex(re + o.re, im + o.im);
    }

    Complex times(Complex o) {
      return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }
  }

  static double vectors(double[] x) {
    Vector[] all = new Vector[x.length];
    for (int i = 0; i < x.length; i++) {
      all[i] = new Vector(x[i], x[i] * x[(i + 1) % x.length], 1);
    }
    Vector first = all[0];
    all[0] = all[1];
    all[1] = first.times(2);
    Vector sum = new Vector(0, 0, 0);
    for (Vector each : all) {
      sum = sum.plus(each.times(each.dot(all[0])));
    }
    return sum.dot(all[1]) + all.length;
  }

  static double bodies(double[] x) {
    Body[] bodies = {
      new Body(new Vector(x[0], 0, 0), new Vector(0, x[1], 0), 1),
      new Body(new Vector(0, x[2], 1), new Vector(x[0], 0, 1), 2)
    };
    for (int step = 0; step < 3; step++) {
      Body[] next = bodies.clone();
      for (int i = 0; i < bodies.length; i++) {
        Vector force = new Vector(0, 0, 0);
        for (int j = 0; j < bodies.length; j++) {
          if (i != j) {
            Vector to = bodies[j].position().plus(bodies[i].position().times(-1));
            force = force.plus(to.times(bodies[j].mass() / Math.pow(to.dot(to) + 1, 1.5)));
          }
        }
        Vector velocity = bodies[i].velocity().plus(force.times(0.1));
        next[i] =
            new Body(bodies[i].position().plus(velocity.times(0.1)), velocity, bodies[i].mass());
      }
      bodies = next;
    }
    return bodies[0].position().dot(bodies[1].velocity());
  }

  static double rows(double[] x) {
    Vector[][] rows = new Vector[2][];
    rows[0] = new Vector[] {new Vector(x[0], x[1], 0)};
    rows[1] = new Vector[] {new Vector(1, x[0], x[1]), rows[0][0].times(x[1])};
    double sum = 0;
    for (Vector[] row : rows) {
      for (Vector each : row) {
        sum += each.dot(each) * row.length;
      }
    }
    return sum;
  }

  static double mean(double[] x) {
    Mean mean = new Mean();
    for (double each : x) {
      mean.add(each * each);
    }
    return mean.variance();
  }

  /// Two names for one object.
  static double aliases(double[] x) {
    Point p = new Point(x[0], x[1]);
    Point q = x[0] > 0 ? p : new Point(1, 2);
    for (int i = 0; i < 3; i++) {
      q.x = q.x * p.y + x[1];
      p.y += q.x * 0.5;
      if (i == 1) {
        q = new Point(p.y, q.x);
      }
    }
    return p.x * p.y + q.x * q.y;
  }

  static double points(double[] x) {
    Point[] all = new Point[x.length];
    for (int i = 0; i < x.length; i++) {
      all[i] = new Point(x[i], i);
    }
    Point first = all[0];
    for (Point p : all) {
      p.y += p.x * first.x;
      first.x *= 1.5;
    }
    return all[0].x * all[1].y + first.y * all[2].x;
  }

  static double stack(double[] x) {
    Stack stack = new Stack();
    for (double each : x) {
      stack.push(each);
      stack.push(each * each);
    }
    double value = stack.pop();
    while (stack.size > 0) {
      value = value * stack.pop() + 0.1;
    }
    return value;
  }

  static double particles(double[] x) {
    Particle[] all = new Particle[2];
    all[0] = new Particle(new Vector(x[0], x[1], 0), 1);
    all[1] = new Particle(new Vector(0, x[0], x[1]), x[2]);
    for (int step = 0; step < 3; step++) {
      for (Particle each : all) {
        each.push(each.position.times(-each.position.dot(all[0].position)), 0.1);
      }
    }
    return all[0].position.dot(all[1].velocity);
  }

  static void walk(Mean mean, double[] x, int i) {
    if (i < x.length) {
      mean.add(x[i]);
      walk(mean, x, i + 1);
    }
  }

  static double walked(double[] x) {
    Mean mean = new Mean();
    walk(mean, x, 0);
    return mean.variance() * mean.sum;
  }

  static double sum(DoubleUnaryOperator f, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += f.applyAsDouble(i);
    }
    return sum;
  }

  static double capturedMean(double[] x) {
    Mean mean = new Mean();
    double sum =
        sum(
            i -> {
              mean.add(i * x[0]);
              return mean.sum * x[1];
            },
            3);
    return sum * mean.variance();
  }

  public static Map<String, Samples.Sample> all() {
    Map<String, Samples.Sample> all = new LinkedHashMap<>();
    all.put(
        "a record with two names",
        new Samples.Sample(x -> twice(x).re() * twice(x).im(), 0.3, 0.4));
    all.put("arrays of records", new Samples.Sample(ObjectSamples::vectors, 0.5, 1.2, -0.7));
    all.put("records of records", new Samples.Sample(ObjectSamples::bodies, 0.5, 1.2, -0.7));
    all.put("rows of records", new Samples.Sample(ObjectSamples::rows, 0.5, 1.2));
    all.put("accumulator", new Samples.Sample(ObjectSamples::mean, 0.5, 1.2, -0.7));
    all.put("two names", new Samples.Sample(ObjectSamples::aliases, 0.5, 1.2));
    all.put("two names, one object", new Samples.Sample(ObjectSamples::aliases, -0.5, 1.2));
    all.put("objects that change", new Samples.Sample(ObjectSamples::points, 0.5, 1.2, -0.7));
    all.put("array in a field", new Samples.Sample(ObjectSamples::stack, 0.5, 1.2, -0.7));
    all.put("records in fields", new Samples.Sample(ObjectSamples::particles, 0.5, 1.2, 0.7));
    all.put("changed by recursion", new Samples.Sample(ObjectSamples::walked, 0.5, 1.2, 0.7));
    all.put("changed by a lambda", new Samples.Sample(ObjectSamples::capturedMean, 0.5, 1.2));
    return all;
  }
}
