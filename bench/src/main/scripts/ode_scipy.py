#!/usr/bin/env python3
"""SciPy's side of OdeReport: the same equations, tolerances and errors.

Needs SciPy (Debian: python3-scipy). For each line on standard input it measures the next equation,
prints rows of problem,method,relative,error,evaluations,milliseconds and an empty line. The time is
the shortest of at least 5 runs. Radau is given the exact Jacobian.
"""

import sys
import time

from scipy.integrate import solve_ivp

MOON = 0.012277471


def predator(t, y):
    return [(1.5 - y[1]) * y[0], (-3 + y[0]) * y[1]]


def predator_jacobian(t, y):
    return [[1.5 - y[1], -y[0]], [y[1], -3 + y[0]]]


def robertson(t, y):
    slow, middle, fast = 0.04 * y[0], 1e4 * y[1] * y[2], 3e7 * y[1] * y[1]
    return [-slow + middle, slow - middle - fast, fast]


def robertson_jacobian(t, y):
    return [
        [-0.04, 1e4 * y[2], 1e4 * y[1]],
        [0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1]],
        [0, 6e7 * y[1], 0],
    ]


def oscillator(t, y):
    return [y[1], 1000 * (1 - y[0] * y[0]) * y[1] - y[0]]


def oscillator_jacobian(t, y):
    return [[0, 1], [-2000 * y[0] * y[1] - 1, 1000 * (1 - y[0] * y[0])]]


def orbit(t, y):
    earth = 1 - MOON
    x, z = y[0] + MOON, y[0] - earth
    first = (x * x + y[1] * y[1]) ** 1.5
    second = (z * z + y[1] * y[1]) ** 1.5
    return [
        y[2],
        y[3],
        y[0] + 2 * y[3] - earth * x / first - MOON * z / second,
        y[1] - 2 * y[2] - earth * y[1] / first - MOON * y[1] / second,
    ]


ORBIT = [0.994, 0, 0, -2.00158510637908252240537862224]

# name, f, Jacobian, start, end, solution there, absolute tolerance / relative tolerance, method
PROBLEMS = [
    ("Lotka-Volterra", predator, predator_jacobian, [10, 5], 20.0,
     [1.991301925085174, 0.021909648473880740], 1e-2, "DOP853"),
    ("Arenstorf", orbit, None, ORBIT, 17.0652165601579625588917206249, ORBIT, 1.0, "DOP853"),
    ("Lotka-Volterra", predator, predator_jacobian, [10, 5], 20.0,
     [1.991301925085174, 0.021909648473880740], 1e-2, "Radau"),
    ("Robertson", robertson, robertson_jacobian, [1, 0, 0], 1e11,
     [0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050], 1e-7, "Radau"),
    ("Van der Pol", oscillator, oscillator_jacobian, [2, 0], 2000.0,
     [1.706167732170483, -0.8928097010247975e-3], 1e-3, "Radau"),
]
TOLERANCES = {"DOP853": [1e-4, 1e-6, 1e-8, 1e-10, 1e-12], "Radau": [1e-3, 1e-5, 1e-7, 1e-9]}


def main():
    for name, f, jacobian, start, end, solution, ratio, method in PROBLEMS:
        if not sys.stdin.readline():
            return
        for relative in TOLERANCES[method]:
            options = {"jac": jacobian} if method == "Radau" else {}
            times = []
            while len(times) < 5 or (sum(times) < 0.3 and len(times) < 50):
                begin = time.perf_counter()
                result = solve_ivp(
                    f, (0, end), start, method=method, rtol=relative, atol=relative * ratio, **options)
                times.append(time.perf_counter() - begin)
            error = max(
                abs(got - true) / (abs(true) if true else 1)
                for got, true in zip(result.y[:, -1], solution))
            print(f"{name},{method},{relative:.0e},{error:.3e},{result.nfev},{min(times) * 1e3:.4f}")
        print(flush=True)


main()
