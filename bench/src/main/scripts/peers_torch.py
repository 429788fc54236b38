#!/usr/bin/env python3
"""PyTorch as a worker of PeersReport, on as many threads as the argument says.

The protocol and the tasks are those of dev.leibniz.bench.peers.Worker and Task. Every variant is
warmed up before it is measured; the best of them counts.
"""

import contextlib
import sys
import time

import numpy
import torch
import torch.nn.functional as F
from torch import nn

RATE = 1e-4
STEPS = 10
MASK = numpy.uint64(0xFFFFFFFF)


def hashes(count, seed):
    x = numpy.arange(count, dtype=numpy.uint64) + numpy.uint64(40503 * seed)
    x = (x * numpy.uint64(2654435761)) & MASK
    x ^= x >> numpy.uint64(15)
    x = (x * numpy.uint64(2246822519)) & MASK
    x ^= x >> numpy.uint64(13)
    x = (x * numpy.uint64(3266489917)) & MASK
    return x ^ (x >> numpy.uint64(16))


def uniform(count, seed, scale, *shape, dtype=torch.float32):
    numbers = (hashes(count, seed).astype(numpy.float64) / 2147483648.0 - 1) * scale
    return torch.from_numpy(numbers).to(dtype).reshape(shape or (count,))


def classes(count, seed, number):
    return torch.from_numpy((hashes(count, seed) % numpy.uint64(number)).astype(numpy.int64))


def size(y):
    return y.to(torch.float64).abs().mean().item()


def dense(inputs, outputs, seed):
    layer = nn.Linear(inputs, outputs)
    with torch.no_grad():
        # Ours are [in, out].
        layer.weight.copy_(uniform(inputs * outputs, seed, inputs**-0.5, inputs, outputs).T)
        layer.bias.zero_()
    return layer


def convolution(inputs, outputs, seed):
    layer = nn.Conv2d(inputs, outputs, 3, padding=1)
    with torch.no_grad():
        weight = uniform(outputs * inputs * 9, seed, (9 * inputs) ** -0.5, outputs, inputs, 3, 3)
        layer.weight.copy_(weight)
        layer.bias.zero_()
    return layer


def mlp(sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers += [dense(sizes[i], sizes[i + 1], i + 3), nn.GELU()]
    return nn.Sequential(*layers[:-1])


def cnn(sizes):
    return nn.Sequential(
        convolution(1, sizes[0], 3),
        nn.ReLU(),
        convolution(sizes[0], sizes[1], 4),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        dense(sizes[1] * 14 * 14, sizes[2], 5),
        nn.ReLU(),
        dense(sizes[2], 10, 6),
    )


class Step:
    """A training step and its result, the loss after ten of them."""

    def __init__(self, model, x, y, loss, compiled="", adam=None):
        self.x, self.y = x, y
        self.loss = lambda x, y: loss(model(x), y)
        self.adam = torch.optim.Adam(model.parameters(), lr=RATE, **(adam or {}))
        self.update = self.adam.step
        if "loss" in compiled:
            self.loss = torch.compile(self.loss)
        if "adam" in compiled:
            self.update = torch.compile(lambda: self.adam.step())

    def run(self):
        loss = self.loss(self.x, self.y)
        loss.backward()
        self.update()
        self.adam.zero_grad(set_to_none=True)
        return loss

    def result(self):
        for _ in range(STEPS):
            self.run()
        return self.run().item()


def steps(make, x, y, loss):
    variants = {
        "PyTorch eager": Step(make(), x, y, loss),
        "PyTorch eager, fused Adam": Step(make(), x, y, loss, adam={"fused": True}),
        "PyTorch compiled, fused Adam": Step(make(), x, y, loss, "loss", adam={"fused": True}),
        "PyTorch compiled, compiled Adam": Step(make(), x, y, loss, "loss adam"),
    }
    if x.dim() == 4:
        last = {"memory_format": torch.channels_last}
        variants["PyTorch eager, channels last, fused Adam"] = Step(
            make().to(**last), x.to(**last), y, loss, adam={"fused": True})
    return {name: (step.run, step.result) for name, step in variants.items()}


def train(kind, sizes, batch):
    if kind == "cnn":
        x = uniform(batch * 784, 1, 1, batch, 1, 28, 28)
        return steps(lambda: cnn(sizes), x, classes(batch, 2, 10), F.cross_entropy)
    x = uniform(batch * sizes[0], 1, 1, batch, sizes[0])
    if sizes[-1] == 1:
        return steps(lambda: mlp(sizes), x, uniform(batch, 2, 1, batch, 1), F.mse_loss)
    return steps(lambda: mlp(sizes), x, classes(batch, 2, sizes[-1]), F.cross_entropy)


def kernel(function, *arguments, compiled=True):
    def variant(f):
        def run():
            with torch.inference_mode():
                return f(*arguments)

        return run, lambda: size(run())

    variants = {"PyTorch eager": variant(function)}
    if compiled:
        variants["PyTorch compiled"] = variant(torch.compile(function))
    return variants


def adam(length):
    p = uniform(length, 2, 1).requires_grad_()
    p.grad = uniform(length, 1, 3)
    optimizer = torch.optim.Adam([p], lr=RATE, fused=True)

    def result():
        optimizer.step()
        return size(p.detach())

    return {"PyTorch fused Adam": (optimizer.step, result)}


def variants(words):
    kind = words[0]
    if kind in ("mlp", "cnn"):
        return train(kind, [int(word) for word in words[1].split("-")], int(words[2]))
    if kind == "matmul":
        dtype = torch.float32 if words[1] == "f32" else torch.float64
        m, k, n = map(int, words[2:])
        left = uniform(m * k, 1, 1, m, k, dtype=dtype)
        return kernel(torch.matmul, left, uniform(k * n, 2, 1, k, n, dtype=dtype), compiled=False)
    if kind == "adam":
        return adam(int(words[1]))
    if kind == "gelu":
        w, b = torch.tensor(1.5), torch.tensor(0.25)
        return kernel(lambda x: F.gelu(x * w + b), uniform(int(words[1]), 1, 3))
    if kind == "sum":
        return kernel(torch.sum, uniform(int(words[1]), 1, 3))
    if kind in ("softmax", "layernorm"):
        rows, columns = map(int, words[1:])
        x = uniform(rows * columns, 1, 3, rows, columns)
        if kind == "softmax":
            return kernel(lambda x: torch.softmax(x, 1), x)
        scale, shift = torch.ones(columns), torch.zeros(columns)
        return kernel(lambda x: F.layer_norm(x, (columns,), scale, shift), x)
    return {}


def seconds(run, repeats):
    start = time.perf_counter()
    for _ in range(repeats):
        run()
    return (time.perf_counter() - start) / repeats


def warm(run):
    end = time.thread_time() + 1
    best = float("inf")
    while time.thread_time() < end:
        best = min(best, seconds(run, 3))
    return best


def main():
    torch.set_num_threads(int(sys.argv[1]))
    answers = sys.stdout
    current = {}
    for line in iter(sys.stdin.readline, ""):
        command, rest = line.strip().split(" ", 1)
        with contextlib.redirect_stdout(sys.stderr):
            if command == "open":
                found = {}
                current = {}
                for name, (run, result) in variants(rest.split(" ")).items():
                    found[name] = result()
                    current[name] = (run, warm(run))
                answer = "\t".join(f"{name}={value}" for name, value in found.items())
            else:
                name, duration = rest.rsplit(" ", 1)
                run, once = current[name]
                repeats = max(1, int(float(duration) / once))
                before = time.thread_time()
                answer = f"{seconds(run, repeats)} {(time.thread_time() - before) / repeats}"
        print(">", answer, file=answers, flush=True)


main()
