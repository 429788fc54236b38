"""Writes numpy_cases.txt: what NumPy computes for the cases of NumpyTest.

Run: python3 numpy_cases.py > numpy_cases.txt
"""

import math

import numpy as np

x = (np.arange(24, dtype=np.float64) * 0.375 - 3.25).reshape(2, 3, 4)
p = x * x + 0.5
u = np.tanh(x / 4)
row = np.array([1.5, -2.0, 0.25, 4.0])
column = np.array([[2.0], [-1.0], [0.5]])
m = np.array([[4.0, 1, 2], [3, 5, 1], [0, 2, 7]])
spd = m @ m.T
stackOfMatrices = np.stack([m, spd, m.T + np.eye(3)])
vector = np.array([1.0, 2.0, 3.0])
columns = np.array([[1.0, 2], [3, 4], [5, 6]])
i = (np.arange(12, dtype=np.int32) - 5).reshape(3, 4)
j = np.array([2, -3, 5, 1], dtype=np.int32)
mask = x > 0
take = np.array([[2, 0], [1, 1]])
ties = np.array([3.0, 1, 3, 1, 2])

cases = {}


def case(name, value):
    cases[name] = np.asarray(value)


def each(function, values):
    return np.vectorize(function)(values)


def log_sum_exp(values, axis=None):
    return np.log(np.sum(np.exp(values), axis=axis))


def java_div(a, b):
    return (np.sign(a) * np.sign(b) * (np.abs(a) // np.abs(b))).astype(np.int32)


for name, function, values in [
    ("negate", np.negative, x), ("abs", np.abs, x), ("sign", np.sign, x), ("floor", np.floor, x),
    ("ceil", np.ceil, x), ("round", np.round, x), ("sqrt", np.sqrt, p),
    ("rsqrt", lambda v: 1 / np.sqrt(v), p), ("cbrt", np.cbrt, x), ("exp", np.exp, x),
    ("expm1", np.expm1, x), ("log", np.log, p), ("log1p", np.log1p, p), ("sin", np.sin, x),
    ("cos", np.cos, x), ("tan", np.tan, x), ("asin", np.arcsin, u), ("acos", np.arccos, u),
    ("atan", np.arctan, x), ("sinh", np.sinh, x), ("cosh", np.cosh, x), ("tanh", np.tanh, x),
    ("sigmoid", lambda v: 1 / (1 + np.exp(-v)), x), ("square", np.square, x),
    ("reciprocal", np.reciprocal, p), ("erf", lambda v: each(math.erf, v), x),
    ("erfc", lambda v: each(math.erfc, v), x), ("lgamma", lambda v: each(math.lgamma, v), p),
    ("relu", lambda v: np.maximum(v, 0), x), ("clamp", lambda v: np.clip(v, -1, 2), x),
]:
    case(name, function(values))

case("plus row", x + row)
case("minus column", x - column)
case("times column", x * column)
case("div row", x / row)
case("column minus row", column - row)
case("pow", p ** row)
case("pow number", p ** 1.5)
case("maximum", np.maximum(x, row))
case("minimum", np.minimum(x, column))
case("atan2", np.arctan2(x, row))
case("less", x < row)
case("lessEqual", x <= row)
case("greater", x > row)
case("greaterEqual", x >= row)
case("equalTo", x == -2.125)
case("notEqualTo", x != -2.125)
case("integer div", java_div(i, j))
case("integer times", i * j)
case("and", i & j)
case("or", i | j)
case("xor", i ^ j)
case("not", ~i)
case("shiftLeft", i << 3)
case("shiftRight", i >> 1)
case("mask and", mask & (x < 3))
case("select", np.where(mask, x, column))
case("convert", x.astype(np.int32))

for name, function in [("sum", np.sum), ("prod", np.prod), ("max", np.max), ("min", np.min),
                       ("mean", np.mean), ("var", np.var), ("logSumExp", log_sum_exp)]:
    case(name, function(x))
    case(name + " 1", function(x, axis=1))
    case(name + " -1 0", function(x, axis=(0, 2)))
case("norm", np.sqrt(np.sum(x * x)))
case("norm 2", np.linalg.norm(x, axis=2))
case("sumKeep", np.sum(x, axis=(0, 2), keepdims=True))
case("varKeep", np.var(x, axis=1, keepdims=True))
case("any", np.any(mask, axis=2))
case("all", np.all(mask, axis=0))
case("argMax", np.argmax(x))
case("argMin 1", np.argmin(-x * x, axis=1))
case("argMax ties", np.argmax(ties))
case("cumSum", np.cumsum(x, axis=1))
case("cumProd", np.cumprod(x, axis=2))
case("sort", np.sort(-x, axis=2))
case("argSort", np.argsort(ties, kind="stable"))
case("softmax", np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True))
case("logSoftmax", x - np.log(np.sum(np.exp(x), axis=2, keepdims=True)))

case("reshape", x.reshape(4, -1))
case("transpose", x.transpose())
case("transpose 1 2 0", x.transpose(1, 2, 0))
case("moveAxis", np.moveaxis(x, 0, 2))
case("broadcastTo", np.broadcast_to(column, (2, 3, 4)))
case("expandAxis", np.expand_dims(row, -1))
case("squeeze", np.squeeze(column))
case("slice", x[:, 1:3])
case("slice negative", x[..., -3:-1])
case("slice step", x[..., 0:4:3])
case("get", x[1, -1])
case("split", x[:, 2:])
case("flip", np.flip(x, 1))
case("pad", np.pad(x, [(0, 0), (2, 1), (0, 0)], constant_values=1.5))
case("concat", np.concatenate([x, -x], axis=1))
case("stack", np.stack([x, -x], axis=2))
case("stack last", np.stack([x, -x], axis=-1))
case("gather", np.take(x, take, axis=1))
case("takeAlongAxis", np.take_along_axis(x, np.argsort(-x, axis=1), axis=1))
scattered = x.copy()
np.add.at(scattered, (slice(None), np.array([2, 0, 2])), np.ones((2, 3, 4)))
case("scatterAdd", scattered)
case("oneHot", np.eye(4)[np.array([3, 0, 1])])
case("lowerTriangle", np.tril(x, 1))
case("upperTriangle", np.triu(x, -1))
case("diagonal", np.diagonal(stackOfMatrices, axis1=1, axis2=2))
case("arange", np.arange(5))
case("linspace", np.linspace(-1, 2, 7))
case("eye", np.eye(3))

case("matmul", m @ columns)
case("matmul vector", m @ vector)
case("vector matmul", vector @ columns)
case("vector vector", vector @ vector)
case("matmul batch", x @ np.swapaxes(x, 1, 2))
case("matmul stretched", stackOfMatrices[:, None] @ x[None])
case("matrix matmul batch", m @ x)
case("batch matmul matrix", stackOfMatrices @ columns)
case("batch matmul vector", stackOfMatrices @ vector)
case("vector matmul batch", vector @ x)
case("cholesky", np.linalg.cholesky(spd))
case("solve", np.linalg.solve(m, columns))
case("solve vector", np.linalg.solve(m, vector))
case("solve batch", np.linalg.solve(stackOfMatrices, columns[None]))
case("inverse", np.linalg.inv(stackOfMatrices))
case("det", np.linalg.det(stackOfMatrices))
case("logDet", np.linalg.slogdet(stackOfMatrices)[1])
case("triangularSolve lower", np.linalg.solve(np.tril(m), columns))
case("triangularSolve upper", np.linalg.solve(np.triu(m), vector))
case("triangularSolve transposed", np.linalg.solve(np.tril(m).T, columns))

for spec, operands in [
    ("ij,jk->ik", (m, columns)), ("ij->ji", (m,)), ("ii->i", (m,)), ("ii", (m,)), ("ijk->j", (x,)),
    ("i,j->ij", (vector, row)), ("aij,ajk->aik", (x, np.swapaxes(x, 1, 2))),
    ("...ij,...jk->...ik", (stackOfMatrices, x[:1])), ("ij,ij,j->i", (m, spd, vector)),
    ("...i->...", (x,)), ("ba,cb,dc->ad", (m, spd, m)), ("ij,jk", (m, columns)),
    ("aab->b", (np.swapaxes(x[:, :2], 0, 1),)), ("i,i->", (vector, vector)),
    ("ij,kj->k", (m, spd)), ("ijk,kj->", (x, x[0].T)),
]:
    case("einsum " + spec, np.einsum(spec, *operands))

image = (np.arange(2 * 2 * 5 * 6, dtype=np.float64) % 7 - 3).reshape(2, 2, 5, 6)
weights = (np.arange(3 * 2 * 3 * 2, dtype=np.float64) % 5 - 2).reshape(3, 2, 3, 2)


def windows(values, height, width, stride, padding, dilation, number):
    n, c = values.shape[:2]
    padded = np.pad(values, [(0, 0), (0, 0), (padding, padding), (padding, padding)],
                    constant_values=number)
    rows = (padded.shape[2] - (height - 1) * dilation - 1) // stride + 1
    columns_ = (padded.shape[3] - (width - 1) * dilation - 1) // stride + 1
    result = np.empty((n, c, rows, columns_, height, width))
    for a in range(rows):
        for b in range(columns_):
            result[:, :, a, b] = padded[:, :, a * stride:a * stride + (height - 1) * dilation + 1:dilation,
                                        b * stride:b * stride + (width - 1) * dilation + 1:dilation]
    return result


case("convolution", np.einsum("ncijkl,ockl->noij", windows(image, 3, 2, 1, 0, 1, 0), weights))
case("convolution options", np.einsum("ncijkl,ockl->noij", windows(image, 3, 2, 2, 1, 2, 0), weights))
case("maxPool", windows(image, 2, 3, 1, 0, 1, 0)[:, :, ::2, ::3].max(axis=(4, 5)))
case("averagePool", windows(image, 2, 2, 2, 0, 1, 0).mean(axis=(4, 5)))
case("maxPool options", windows(image, 3, 3, 2, 1, 1, -np.inf).max(axis=(4, 5)))
case("averagePool options", windows(image, 3, 3, 2, 1, 1, 0).mean(axis=(4, 5)))

for name, value in cases.items():
    shape = " ".join(str(extent) for extent in value.shape)
    numbers = " ".join(repr(float(number)) for number in value.ravel())
    print(f"{name};{shape};{numbers}")
