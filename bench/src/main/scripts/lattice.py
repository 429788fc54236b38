"""Makes lattice-250.txt: the generating vector of an embedded rank-1 lattice.

Component by component, the vector of odd numbers below 2**20 that keeps the worst-case error in the Korobov space of
smoothness 1 with weights 1/j**2 small for every number of points from 2**8 to 2**20 at once: the largest quotient of
the error to the best one for that number of points is minimised. The points k of a level 2**m are k = 5**a up to the
sign, so that the sums over k for all candidates 5**b are one circular correlation.

Source: Cools, Kuo, Nuyens, Constructing embedded lattice rules for multivariate integration (2006).
Usage: lattice.py > lattice-250.txt
"""
import numpy as np

LARGEST, SMALLEST, AXES = 20, 8, 250


def kernel(x):
    """2 pi**2 B_2(x), the reproducing kernel less one."""
    return 2 * np.pi**2 * (x * x - x + 1 / 6)


def levels():
    """For each modulus 2**m its m, the residues 5**a and the transform of the kernel over them."""
    made = []
    for m in range(LARGEST, 2, -1):
        residues, value = np.empty(1 << (m - 2), dtype=np.int64), 1
        for a in range(residues.size):
            residues[a], value = value, value * 5 % (1 << m)
        made.append((m, residues, np.fft.rfft(kernel(residues / (1 << m)))))
    return made


def main():
    table = levels()
    products = [np.ones(residues.size) for _, residues, _ in table]
    coarse = np.ones(3)  # at 0, 1/2 and 1/4
    errors = {}
    for axis in range(AXES):
        weight = 1.0 / (axis + 1) ** 2
        sums = coarse[0] * kernel(0.0) + coarse[1] * kernel(0.5) + 2 * coarse[2] * kernel(0.25)
        sums, score = np.array([sums]), np.zeros(table[0][1].size)
        for i in reversed(range(len(table))):
            m, residues, transform = table[i]
            correlation = np.fft.irfft(np.conj(np.fft.rfft(products[i])) * transform, residues.size)
            sums = np.resize(sums, residues.size) + 2 * correlation
            if axis > 0 and m >= SMALLEST:
                total = errors[m] + weight * sums / (1 << m)
                score = np.maximum(score, np.resize(total / total.min(), score.size))
        chosen = int(table[0][1][np.argmin(score)])
        print(chosen)
        coarse = coarse * (1 + weight * kernel(np.array([0.0, chosen * 0.5 % 1, chosen * 0.25 % 1])))
        running = coarse[0] + coarse[1] + 2 * coarse[2]
        for i in reversed(range(len(table))):
            m, residues, _ = table[i]
            places = residues * (chosen % (1 << m)) % (1 << m) / (1 << m)
            products[i] = products[i] * (1 + weight * kernel(places))
            running += 2 * products[i].sum()
            errors[m] = running / (1 << m) - 1


main()
