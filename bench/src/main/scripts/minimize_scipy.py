#!/usr/bin/env python3
"""SciPy's side of MinimizationReport: scipy.optimize.minimize with functions that the other side
computes.

Needs SciPy (Debian: python3-scipy). Each line on standard input is a task: a method, then the start.
Questions go to standard output and are answered on standard input: "gradient" and a point (answer:
value and gradient), "hessian" and a point (answer: its rows, one after another), "product", a point
and a vector. The last line of a task is "done" and the value found. Options are SciPy's own.
"""

import sys
import warnings

import numpy
from scipy.optimize import minimize


def ask(question, *vectors):
    numbers = " ".join(float(number).hex() for vector in vectors for number in vector)
    print(question, numbers, flush=True)
    return numpy.array([float(word) for word in sys.stdin.readline().split()])


def gradient(x):
    answer = ask("gradient", x)
    return answer[0], answer[1:]


def hessian(x):
    return ask("hessian", x).reshape(len(x), len(x))


def product(x, v):
    return ask("product", x, v)


DERIVATIVES = {"trust-exact": {"hess": hessian}, "trust-ncg": {"hessp": product}}


def main():
    warnings.simplefilter("ignore")
    numpy.seterr(all="ignore")
    for task in iter(sys.stdin.readline, ""):
        method, *numbers = task.split()
        start = numpy.array([float(number) for number in numbers])
        try:
            found = minimize(
                gradient, start, jac=True, method=method, **DERIVATIVES.get(method, {}))
            print("done", found.fun, flush=True)
        except (ValueError, ArithmeticError, numpy.linalg.LinAlgError) as failure:
            print("done nan", failure, flush=True)


main()
