"""Writes the .npy and .npz files of this folder with NumPy (2.4.6), and in expected.json what they hold.

    python3 make_fixtures.py
"""

import json

import numpy as np

values = np.array([[0, 1, 2], [3, 100, 127]])


expected = {}


def save(name, array, **options):
    with open(name, "wb") as out:
        np.lib.format.write_array(out, array, **options)
    expected[name] = {
        "shape": list(array.shape), "dtype": array.dtype.name,
        "values": [float(value) for value in array.ravel(order="C")]}


for code in ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8"]:
    name = {"<": "little", ">": "big", "|": "byte"}[code[0]] + "-" + code[1:]
    save(name + ".npy", (values - 64).astype(code))
for code in ["|u1", "<u2", ">u2", "<u4", ">u4"]:
    name = {"<": "little", ">": "big", "|": "byte"}[code[0]] + "-" + code[1:]
    save(name + ".npy", (np.iinfo(code).max - values).astype(code))
save("bool.npy", values % 2 == 1)
save("specials.npy", np.array([np.nextafter(0, 1, dtype="f4"), 65504, -0.0, 1e38], dtype="<f4"))
save("empty.npy", np.zeros((3, 0, 2), dtype="<f4"))
save("fortran.npy", np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4)))
save("fortran-f8.npy", np.asfortranarray(np.arange(6, dtype=">f8").reshape(3, 2)))
save("version2.npy", values.astype("<f4"), version=(2, 0))
save("version3.npy", values.astype("<f4"), version=(3, 0))

np.save("refused-object.npy", np.array([{"a": 1}, None], dtype=object))
np.save("refused-structured.npy", np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")]))
np.save("refused-complex.npy", np.zeros(2, dtype="<c8"))
np.save("refused-text.npy", np.array(["a", "bc"]))
np.save("refused-u8.npy", np.zeros(2, dtype="<u8"))

arrays = {"x": values.astype("<f4"), "layer/weight": values.astype("<i8"), "scalar": np.float64(2.5)}
np.savez("stored.npz", **arrays)
np.savez_compressed("deflated.npz", **arrays)

with open("expected.json", "w") as out:
    out.write("{\n" + ",\n".join(
        json.dumps(name) + ": " + json.dumps(value) for name, value in expected.items()) + "\n}\n")
