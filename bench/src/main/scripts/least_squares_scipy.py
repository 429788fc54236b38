#!/usr/bin/env python3
"""SciPy's side of LeastSquaresReport: scipy.optimize.least_squares with functions that the other side
computes.

Needs SciPy (Debian: python3-scipy). Each line on standard input is a task: a method, then the start.
Questions go to standard output and are answered on standard input: "residuals" and a point, "jacobian"
and a point (answer: its rows, one after another). The last line of a task is "done" and the sum of
squares found. Options are SciPy's own, but for the number of evaluations, which is not limited.
"""

import sys
import warnings

import numpy
from scipy.optimize import least_squares


def ask(question, x):
    print(question, " ".join(float(number).hex() for number in x), flush=True)
    return numpy.array([float(word) for word in sys.stdin.readline().split()])


def residuals(x):
    return ask("residuals", x)


def jacobian(x):
    return ask("jacobian", x).reshape(-1, len(x))


def main():
    warnings.simplefilter("ignore")
    numpy.seterr(all="ignore")
    for task in iter(sys.stdin.readline, ""):
        method, *numbers = task.split()
        start = numpy.array([float(number) for number in numbers])
        try:
            found = least_squares(residuals, start, jac=jacobian, method=method, max_nfev=10000)
            print("done", 2 * found.cost, flush=True)
        except (ValueError, ArithmeticError, numpy.linalg.LinAlgError) as failure:
            print("done nan", failure, flush=True)


main()
