"""Writes trajectories.csv: twenty steps of each optimizer on a quartic, in double precision.

The parameters are a matrix w [2, 3] and a vector b [3]; the loss is the sum of
c * (p - t)**4 / 4 over all elements. A row is: name, step, then w row by row and b.
Optimizers that PyTorch has are PyTorch's; Lion, LAMB and SAM are written from their papers.

    python make_trajectories.py > trajectories.csv      (PyTorch 2.13.0)
"""

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

torch.set_default_dtype(torch.float64)
STEPS = 20
START = ([[1.5, -0.5, 2.0], [0.25, -1.0, 0.75]], [0.5, -2.0, 1.0])
TARGET = ([[0.25, 1.0, -0.75], [0.5, 0.125, -0.25]], [-0.5, 0.25, 0.875])
FACTOR = ([[1.0, 0.1, 0.3], [2.0, 0.5, 0.7]], [0.2, 0.05, 3.0])


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.w = torch.nn.Parameter(torch.tensor(START[0]))
        self.b = torch.nn.Parameter(torch.tensor(START[1]))

    def loss(self):
        pairs = zip((self.w, self.b), TARGET, FACTOR)
        return sum((torch.tensor(c) * (p - torch.tensor(t)) ** 4).sum() / 4 for p, t, c in pairs)


def show(name, step, model):
    elements = model.w.flatten().tolist() + model.b.flatten().tolist()
    print(",".join([name, str(step)] + [repr(element) for element in elements]))


def slopes(model):
    model.zero_grad()
    model.loss().backward()


def follow(name, make, change=lambda model: None):
    """Steps of a PyTorch optimizer; `change` edits the gradients first."""
    model = Model()
    optimizer = make(list(model.parameters()))
    for step in range(1, STEPS + 1):
        slopes(model)
        change(model)
        optimizer.step()
        show(name, step, model)


def by_hand(name, rule):
    """Steps of a rule (parameter, gradient, memory, t) that changes the parameter in place."""
    model = Model()
    memories = [{}, {}]
    for step in range(1, STEPS + 1):
        slopes(model)
        with torch.no_grad():
            for p, memory in zip(model.parameters(), memories):
                rule(p, p.grad, memory, step)
        show(name, step, model)


def lion(rate, beta1, beta2, decay):
    """Chen et al. 2023, algorithm 2."""

    def rule(p, g, memory, t):
        m = memory.get("m", torch.zeros_like(p))
        c = beta1 * m + (1 - beta1) * g
        p -= rate * (torch.sign(c) + decay * p)
        memory["m"] = beta2 * m + (1 - beta2) * g

    return rule


def lamb(rate, beta1, beta2, epsilon, decay):
    """You et al. 2020, algorithm 2."""

    def rule(p, g, memory, t):
        m = beta1 * memory.get("m", torch.zeros_like(p)) + (1 - beta1) * g
        v = beta2 * memory.get("v", torch.zeros_like(p)) + (1 - beta2) * g * g
        r = (m / (1 - beta1**t)) / (torch.sqrt(v / (1 - beta2**t)) + epsilon)
        u = r + decay * p
        p -= rate * (torch.sqrt((p * p).sum()) / torch.sqrt((u * u).sum())) * u
        memory["m"], memory["v"] = m, v

    return rule


def sam(name, make, radius):
    """Foret et al. 2021, algorithm 1."""
    model = Model()
    optimizer = make(list(model.parameters()))
    for step in range(1, STEPS + 1):
        slopes(model)
        norm = torch.sqrt(sum((p.grad * p.grad).sum() for p in model.parameters()))
        before = [p.detach().clone() for p in model.parameters()]
        with torch.no_grad():
            for p in model.parameters():
                p += radius * p.grad / norm
        slopes(model)
        with torch.no_grad():
            for p, old in zip(model.parameters(), before):
                p.copy_(old)
        optimizer.step()
        show(name, step, model)


def global_norm(limit):
    def change(model):
        norm = torch.sqrt(sum((p.grad * p.grad).sum() for p in model.parameters()))
        for p in model.parameters():
            p.grad *= min(1.0, limit / norm.item())

    return change


def leaf_norm(limit):
    def change(model):
        for p in model.parameters():
            p.grad *= min(1.0, limit / p.grad.norm().item())

    return change


def value(limit):
    return lambda model: torch.nn.utils.clip_grad_value_(model.parameters(), limit)


def average(name, wrap, counts=lambda step: True):
    model = Model()
    averaged = wrap(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for step in range(1, STEPS + 1):
        slopes(model)
        optimizer.step()
        if counts(step):
            averaged.update_parameters(model)
        show(name, step, averaged.module if averaged.n_averaged > 0 else model)


def accumulation(name, every):
    """Steps by the mean gradient of `every` losses, the i-th of them times i."""
    model = Model()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    model.zero_grad()
    for step in range(1, STEPS + 1):
        (model.loss() * (1 + (step - 1) % every) / every).backward()
        if step % every == 0:
            optimizer.step()
            model.zero_grad()
        show(name, step, model)


def scheduled(name):
    model = Model()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    warm = torch.optim.lr_scheduler.LinearLR(optimizer, 0.25, 1.0, 5)
    fall = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 15)
    schedule = torch.optim.lr_scheduler.SequentialLR(optimizer, [warm, fall], [5])
    for step in range(1, STEPS + 1):
        slopes(model)
        optimizer.step()
        schedule.step()
        show(name, step, model)


O = torch.optim
follow("Sgd", lambda ps: O.SGD(ps, lr=0.05))
follow("Sgd with momentum", lambda ps: O.SGD(ps, lr=0.05, momentum=0.9))
follow("Sgd with Nesterov's", lambda ps: O.SGD(ps, lr=0.05, momentum=0.8, nesterov=True))
follow("Adagrad", lambda ps: O.Adagrad(ps, lr=0.3))
follow("Adagrad from 0.5", lambda ps: O.Adagrad(ps, lr=0.3, initial_accumulator_value=0.5, eps=0.01))
follow("RmsProp", lambda ps: O.RMSprop(ps, lr=0.05))
follow("RmsProp centred", lambda ps: O.RMSprop(ps, lr=0.02, alpha=0.9, eps=1e-3, centered=True))
follow("RmsProp with momentum", lambda ps: O.RMSprop(ps, lr=0.02, momentum=0.8))
follow(
    "RmsProp centred with momentum",
    lambda ps: O.RMSprop(ps, lr=0.01, alpha=0.95, eps=1e-3, momentum=0.8, centered=True),
)
follow("Adadelta", lambda ps: O.Adadelta(ps, lr=1.0))
follow("Adadelta with other numbers", lambda ps: O.Adadelta(ps, lr=0.5, rho=0.8, eps=1e-2))
follow("Adam", lambda ps: O.Adam(ps, lr=0.1))
follow("Adam with other numbers", lambda ps: O.Adam(ps, lr=0.1, betas=(0.5, 0.8), eps=1e-3))
follow("AdamW", lambda ps: O.AdamW(ps, lr=0.1, weight_decay=0.2))
follow("AmsGrad", lambda ps: O.Adam(ps, lr=0.1, betas=(0.9, 0.8), amsgrad=True))
follow("Nadam", lambda ps: O.NAdam(ps, lr=0.1))
follow("Nadam with other numbers", lambda ps: O.NAdam(ps, lr=0.1, betas=(0.8, 0.9), eps=1e-3, momentum_decay=0.1))
follow("Adafactor", lambda ps: O.Adafactor(ps, lr=0.05))
follow("Adafactor with other numbers", lambda ps: O.Adafactor(ps, lr=1.0, beta2_decay=-0.5, eps=(None, 0.1), d=1.5))
follow("coupled decay", lambda ps: O.SGD(ps, lr=0.05, momentum=0.9, weight_decay=0.1))
follow(
    "decoupled decay of a matrix",
    lambda ps: O.AdamW([{"params": ps[:1], "weight_decay": 0.2}, {"params": ps[1:], "weight_decay": 0.0}], lr=0.1),
)
follow("rates by path", lambda ps: O.SGD([{"params": ps[:1], "lr": 0.05}, {"params": ps[1:], "lr": 0.2}], momentum=0.9))
follow("clipped by value", lambda ps: O.SGD(ps, lr=0.1, momentum=0.9), value(0.3))
follow("clipped by norm", lambda ps: O.SGD(ps, lr=0.1, momentum=0.9), leaf_norm(0.5))
follow("clipped by global norm", lambda ps: O.SGD(ps, lr=0.1, momentum=0.9), global_norm(0.5))
by_hand("Lion", lion(0.05, 0.9, 0.99, 0.0))
by_hand("Lion with decay", lion(0.05, 0.8, 0.9, 0.3))
by_hand("Lamb", lamb(0.05, 0.9, 0.999, 1e-6, 0.0))
by_hand("Lamb with decay", lamb(0.05, 0.8, 0.9, 1e-3, 0.3))
sam("Sam around Sgd", lambda ps: O.SGD(ps, lr=0.05, momentum=0.9), 0.05)
sam("Sam around Adam", lambda ps: O.Adam(ps, lr=0.1), 0.5)
accumulation("accumulation", 4)
average("exponential average", lambda m: AveragedModel(m, multi_avg_fn=get_ema_multi_avg_fn(0.8)))
average("average of iterates", AveragedModel)
average("average of some iterates", AveragedModel, lambda step: step > 5 and (step - 5) % 3 == 0)
scheduled("warm-up and cosine")
