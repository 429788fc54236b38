#!/usr/bin/env python3
"""SciPy's side of QuadratureReport: the same integrands and tolerances.

Needs SciPy (Debian: python3-scipy). Answers each line on standard input, `line NAME TOLERANCE` or
`genz FAMILY A,... U,... TOLERANCE`, with a line VALUE ERROR EVALUATIONS. The relative tolerance is the
given one, the absolute one zero; 200 intervals are allowed.
"""

import sys
import warnings
from math import cos, cosh, exp, inf, log, pi, sin, sqrt

from scipy.integrate import nquad, quad

warnings.filterwarnings("ignore")


def safe_fermi(x):
    return x / (exp(x) + 1) if x < 700 else 0.0


def safe_airy(x):
    return x * x / (exp(x) * (1 + exp(-x)) ** 2) if x < 700 else 0.0


def safe_sech(x):
    return 1 / cosh(x) if abs(x) < 700 else 0.0


LINES = {
    "abs_osc": (lambda x: abs(sin(10 * x)), 0, pi, [k * pi / 10 for k in range(1, 10)]),
    "airy_like": (safe_airy, 0, inf, None),
    "chebyshev_w": (lambda x: exp(x) / sqrt(1 - x * x), -1, 1, None),
    "cos_over": (lambda x: cos(3 * x) / (1 + x * x), 0, inf, None),
    "euler_gamma": (lambda x: -exp(-x) * log(x), 0, inf, None),
    "fermi": (safe_fermi, 0, inf, None),
    "humps": (lambda x: 1 / ((x - 0.3) ** 2 + 0.01) + 1 / ((x - 0.9) ** 2 + 0.04) - 6, 0, 1, None),
    "log_end": (log, 0, 1, None),
    "log_sin": (lambda x: log(sin(x)), 0, pi / 2, None),
    "lorentz": (lambda x: 1 / (1 + x * x), -inf, inf, None),
    "narrow_gauss": (lambda x: exp(-(((x - 0.37) / 0.001) ** 2)), 0, 1, [0.35, 0.37, 0.39]),
    "poly_exp": (exp, 0, 1, None),
    "book11": (lambda x: x * x * exp(-x / 8), 0, inf, None),
    "book13": (lambda x: exp(-x / 8) * cos(x) / sqrt(x), 0, inf, None),
    "book1_a0": (lambda x: log(1 / x) / sqrt(x), 0, 1, None),
    "book1_c": (lambda x: x**2.6 * log(1 / x), 0, 1, None),
    "book3": (lambda x: cos(32 * sin(x)), 0, pi, None),
    "book4": (lambda x: abs(x - 1 / 3) ** -0.8, 0, 1, [1 / 3]),
    "book6": (lambda x: 1 / (sqrt(1 - x * x) * (x + 1 + 0.0625)), -1, 1, None),
    "book9": (lambda x: exp(20 * (x - 1)) * sin(256 * x), 0, 1, None),
    "sech": (safe_sech, -inf, inf, None),
    "sinc": (lambda x: sin(x) / x, 0, inf, None),
    "x_log1mx": (lambda x: log(x) * log(1 - x), 0, 1, None),
    "qag": (lambda x: cos(100 * sin(x)), 0, pi, None),
    "qags": (lambda x: log(x) / sqrt(x), 0, 1, None),
    "qagi": (lambda x: log(x) / (1 + 100 * x * x), 0, inf, None),
}


def genz(family, a, u):
    axes = range(len(a))

    def dot(x):
        return sum(a[i] * x[i] for i in axes)

    def peak(x):
        product = 1.0
        for i in axes:
            product /= a[i] ** -2 + (x[i] - u[i]) ** 2
        return product

    def indicator(x):
        return 0.0 if x[0] > u[0] or (len(x) > 1 and x[1] > u[1]) else exp(dot(x))

    return [
        lambda x: cos(2 * pi * u[0] + dot(x)),
        peak,
        lambda x: (1 + dot(x)) ** -(len(a) + 1),
        lambda x: exp(-sum((a[i] * (x[i] - u[i])) ** 2 for i in axes)),
        lambda x: exp(-sum(a[i] * abs(x[i] - u[i]) for i in axes)),
        indicator,
    ][family - 1]


def answer(words):
    count = 0
    tolerance = float(words[-1])
    options = {"epsabs": 0, "epsrel": tolerance, "limit": 200}
    if words[0] == "line":
        function, low, high, points = LINES[words[1]]

        def counted(x):
            nonlocal count
            count += 1
            return function(x)

        value, error = quad(counted, low, high, points=points, **options)[:2]
    else:
        a = [float(word) for word in words[2].split(",")]
        u = [float(word) for word in words[3].split(",")]
        member = genz(int(words[1]), a, u)

        def counted_box(*x):
            nonlocal count
            count += 1
            return member(x)

        value, error = nquad(counted_box, [(0, 1)] * len(a), opts=options)[:2]
    return f"{value!r} {error!r} {count}"


for line in sys.stdin:
    print(answer(line.split()), flush=True)
