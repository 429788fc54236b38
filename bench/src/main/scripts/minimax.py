#!/usr/bin/env python3
"""The coefficients of the elementary functions: minimax polynomials by the Remez exchange.

Needs mpmath and numpy (Debian: python3-mpmath, python3-numpy). Run without arguments for all fits,
or with their names. Each line gives the relative error before and after rounding the coefficients.
For f32 a coefficient is rounded, then the higher ones are fitted anew; for f64 all are rounded at
once. The coefficients in the source come from such fits on grids of 300 to 600 points: a fit made
anew may differ from them in the last digits, and its error by a few percent.
"""

import sys

import numpy as np
from mpmath import mp, mpf, matrix, lu_solve

mp.dps = 45


def remez(f, count, a, b, weight, grid):
    """The polynomial with `count` terms that minimises max |weight (f - p)| on [a, b]."""
    a, b = mpf(a), mpf(b)
    xs = [(a + b) / 2 + (b - a) / 2 * mp.cos(mp.pi * mpf(grid - i) / grid) for i in range(grid + 1)]
    fs, ws = [f(x) for x in xs], [weight(x) for x in xs]
    points = [round(grid * i / count) for i in range(count + 1)]
    best = None
    for _ in range(30):
        system, right = matrix(count + 1, count + 1), matrix(count + 1, 1)
        for row, k in enumerate(points):
            for power in range(count):
                system[row, power] = xs[k] ** power * ws[k]
            system[row, count] = (-1) ** row
            right[row] = fs[k] * ws[k]
        solution = lu_solve(system, right)
        c = [solution[j] for j in range(count)]
        errors = [(y - mp.polyval(c[::-1], x)) * w for x, y, w in zip(xs, fs, ws)]
        worst = max(abs(e) for e in errors)
        if best is None or worst < best[0]:
            best = (worst, c)
        extrema = []
        for i, e in enumerate(errors):
            if extrema and (e > 0) == (errors[extrema[-1]] > 0):
                if abs(e) > abs(errors[extrema[-1]]):
                    extrema[-1] = i
            else:
                extrema.append(i)
        if abs(abs(solution[count]) - worst) < worst / 1000 or len(extrema) <= count:
            break
        while len(extrema) > count + 1:
            extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
        points = extrema
    return best


def fit(name, kind, f, count, a, b, weight, grid=400):
    """Prints a fit with rounded coefficients."""
    done, first = [], None
    while len(done) < count:
        left = count - len(done)
        rest = lambda x: (f(x) - mp.polyval(done[::-1] or [0], x)) / x ** len(done) if x else f(mpf("1e-12"))
        if kind == "f64" or not done:
            error, c = remez(f, count, a, b, weight, grid)
        else:
            shift = len(done)
            error, c = remez(rest, left, a, b, lambda x: weight(x) * x**shift, grid)
        first = first or error
        if kind == "f64":
            done = [mpf(float(v)) for v in c]
        else:
            done.append(mpf(float(np.float32(float(c[0])))))
    xs = [mpf(a) + (mpf(b) - mpf(a)) * i / 2000 for i in range(2001)]
    rounded = max(abs((f(x) - mp.polyval(done[::-1], x)) * weight(x)) for x in xs)
    shown = (str(np.float32(float(v))) if kind == "f32" else repr(float(v)) for v in done)
    print(f"{name} {kind}: 2^{float(mp.log(first, 2)):.1f}, 2^{float(mp.log(rounded, 2)):.1f}")
    print("    " + ", ".join(shown), flush=True)


def after(f, lead, degree):
    """(f(x) - lead(x)) / x^degree, with its limit at 0."""
    g = lambda x: (f(x) - lead(x)) / x**degree
    return lambda x: g(x if abs(x) > mpf("1e-8") else mpf("1e-8"))


def odd(f, degree):
    """(f(x) - x) / x^degree as a function of u = x^2, and the weight of its relative error."""
    g = after(f, lambda x: x, degree)
    weight = lambda u: mp.sqrt(u) ** degree / f(mp.sqrt(u)) if u > 0 else mpf(0)
    return (lambda u: g(mp.sqrt(u))), weight


def fits():
    half = mp.log(2) / 2 * mpf("1.0005")
    exp = after(mp.exp, lambda r: 1 + r, 2)
    yield "exp", "f32", exp, 5, -half, half, lambda r: r * r * mp.exp(-r)
    yield "exp", "f64", exp, 11, -half, half, lambda r: r * r * mp.exp(-r)
    expm1 = after(mp.expm1, lambda r: r + r * r / 2, 3)
    weight = lambda r: r**3 / mp.expm1(r) if r else mpf(0)
    yield "expm1", "f32", expm1, 5, -half, half, weight
    yield "expm1", "f64", expm1, 10, -half, half, weight
    low, high = mp.sqrt(mpf(1) / 2) - 1, mp.sqrt(mpf(2)) - 1
    log = after(mp.log1p, lambda f: f - f * f / 2, 3)
    yield "log", "f32", log, 8, low, high, lambda f: f**3 / mp.log1p(f) if f else mpf(0)
    series = after(lambda s: mp.log((1 + s) / (1 - s)), lambda s: 2 * s, 3)
    squared = lambda z: series(mp.sqrt(z))
    yield "log", "f64", squared, 7, 0, (high / (2 + high)) ** 2, lambda z: z / 2
    yield "sinh", "f32", *odd(mp.sinh, 3), 4, 0, 1
    yield "sinh", "f64", *odd(mp.sinh, 3), 7, 0, 1
    yield "atan", "f32", *odd(mp.atan, 3), 8, 0, 1
    yield "atan", "f64", *odd(mp.atan, 3), 20, 0, 1
    yield "asin", "f32", *odd(mp.asin, 3), 5, 0, mpf(1) / 4
    yield "asin", "f64", *odd(mp.asin, 3), 12, 0, mpf(1) / 4
    quarter = (mp.pi / 4) ** 2
    yield "sin", "f64", *odd(mp.sin, 3), 4, 0, quarter
    cos = lambda u: after(mp.cos, lambda x: 1, 2)(mp.sqrt(u))
    yield "cos", "f64", cos, 4, 0, quarter, lambda u: u / mp.cos(mp.sqrt(u))
    yield "tanh", "f32", *odd(mp.tanh, 3), 8, 0, mpf("1.21")
    yield "erf", "f32", *odd(mp.erf, 1), 7, 0, mpf("1.1025")
    yield "erf", "f64", *odd(mp.erf, 1), 13, 0, 1
    yield "tanh-root", "f32", *root(mp.tanh, lambda a: 2 / (mp.exp(2 * a) + 1)), 10, mpf("1.067"), mpf("9.2")
    yield "erf-root", "f32", *root(mp.erf, mp.erfc), 11, mpf("1.029"), mpf(4)
    tail = lambda t: scaled_erfc(4 * (1 + t) / (1 - t)) - 1
    end = (mpf("27.3") - 4) / (mpf("27.3") + 4)
    yield "erfc", "f64", tail, 23, -1, end, lambda t: 1 / (1 + tail(t))


def scaled_erfc(a):
    return mp.exp(a * a) * mp.erfc(a) * (1 + 2 * a)


def root(f, complement):
    """R with f = 1 - R^-4, and the weight of the relative error of f."""
    g = lambda a: complement(a) ** (-mpf(1) / 4)
    return g, lambda a: 4 * complement(a) / g(a) / f(a)


def main():
    wanted = sys.argv[1:]
    for name, kind, *rest in fits():
        if wanted and name not in wanted:
            continue
        if callable(rest[1]):
            f, weight, count, a, b = rest
        else:
            f, count, a, b, weight = rest
        fit(name, kind, f, count, a, b, weight)


if __name__ == "__main__":
    main()
