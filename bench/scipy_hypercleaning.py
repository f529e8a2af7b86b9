# Copyright (C) 2026 The pgdqa authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hyper-data cleaning as a short script of scipy does it, the yardstick of bench_scipy.m.

    python3 scipy_hypercleaning.py IN OUT GTOL CG_TOL TARGET LIMIT

IN and OUT are MAT files.  L-BFGS on x; at every x, L-BFGS on the lower level from the last y until the largest part of its gradient is below
GTOL, and the adjoint by conjugate gradients from the last one to the relative residual CG_TOL.  It ends where f is at most TARGET, or after LIMIT
seconds.  OUT holds a row (seconds, f) for every x, the x of least f, and the number of passes over the training rows.
"""
import sys
import time

import numpy
from scipy.io import loadmat, savemat
from scipy.optimize import minimize
from scipy.sparse.linalg import LinearOperator, cg


class Done(Exception):
    pass


def softmax(A, labels, W):
    Z = A @ W
    Z -= Z.max(axis=1, keepdims=True)
    P = numpy.exp(Z)
    S = P.sum(axis=1, keepdims=True)
    rows = numpy.arange(len(labels))
    losses = numpy.log(S[:, 0]) - Z[rows, labels]
    P /= S
    return losses, P, rows


def residual(P, rows, labels):
    R = P.copy()
    R[rows, labels] -= 1
    return R


def main(source, out, gtol, cg_tol, target, limit):
    data = loadmat(source)
    A, Av = numpy.ascontiguousarray(data["A"]), numpy.ascontiguousarray(data["Av"])
    labels, val_labels = data["labels"].ravel().astype(int) - 1, data["val_labels"].ravel().astype(int) - 1
    r = data["r"].item()
    N, D = A.shape
    shape = (D, int(labels.max()) + 1)
    state = {"y": numpy.zeros(D * shape[1]), "w": None, "passes": 0, "best": numpy.inf, "x": None}
    path = []

    def lower(y, s):
        W = y.reshape(shape)
        losses, P, rows = softmax(A, labels, W)
        state["passes"] += 1
        R = residual(P, rows, labels)
        R *= (s / N)[:, None]
        return s @ losses / N + r * (y @ y), (A.T @ R).ravel() + 2 * r * y

    def upper(x):
        s = 1 / (1 + numpy.exp(-x))
        fit = minimize(lower, state["y"], args=(s,), jac=True, method="L-BFGS-B",
                       options={"gtol": gtol, "ftol": 0, "maxcor": 20, "maxiter": 5000, "maxfun": 10000})
        y = state["y"] = fit.x
        W = y.reshape(shape)
        losses, P, rows = softmax(Av, val_labels, W)
        f = losses.mean()
        if f < state["best"]:
            state["best"], state["x"] = f, x.copy()
        path.append((time.perf_counter() - start, f))
        if f <= target or path[-1][0] > limit:
            raise Done
        fy = (Av.T @ residual(P, rows, val_labels)).ravel() / len(val_labels)
        losses, P, rows = softmax(A, labels, W)

        def product(v):
            B = A @ v.reshape(shape)
            state["passes"] += 1
            B = P * (B - (P * B).sum(axis=1, keepdims=True))
            B *= (s / N)[:, None]
            return (A.T @ B).ravel() + 2 * r * v

        H = LinearOperator((y.size, y.size), matvec=product, dtype=float)
        w, _ = cg(H, fy, x0=state["w"], tol=cg_tol, maxiter=500)
        state["w"] = w
        across = (residual(P, rows, labels) * (A @ w.reshape(shape))).sum(axis=1)
        return f, -s * (1 - s) / N * across

    start = time.perf_counter()
    try:
        minimize(upper, numpy.zeros(N), jac=True, method="L-BFGS-B", options={"maxiter": 10000, "maxfun": 10000, "maxcor": 20, "ftol": 0, "gtol": 0})
    except Done:
        pass
    savemat(out, {"path": numpy.array(path), "x": state["x"].reshape(-1, 1), "passes": state["passes"]})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(float, sys.argv[3:]))
