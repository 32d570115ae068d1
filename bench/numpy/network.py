"""The network's weighted least squares with gradient (method section 4) in numpy.

Blocks that stay in the cache, elementwise work in place in buffers that are made once, the logarithm and the slope of
the soft rectifier from one exponential. Arrays are row-major; the dtype is that of all of them.
"""

import numpy as np


def layers_of(parameters, sizes):
    """Views of the flat parameters: W [inputs, outputs] and b [outputs] of each layer."""
    layers, at = [], 0
    for rows, columns in zip(sizes[:-1], sizes[1:]):
        W = parameters[at : at + rows * columns].reshape(rows, columns)
        at += rows * columns
        layers.append((W, parameters[at : at + columns]))
        at += columns
    return layers


def loss_and_gradient(inputs, targets, groups, precisions, sizes, dtype=np.float64, block=1024):
    """Places the samples; returns evaluate(parameters) -> (loss, gradient).

    inputs [n, dX], targets [n, dU], groups [n], precisions [G, dU, dU]; sizes = dX, units, ..., dU. `block` samples go
    through together; 1024 to 2048 were the fastest.
    """
    inputs = np.ascontiguousarray(inputs, dtype)
    targets = np.ascontiguousarray(targets, dtype)
    W_samples = np.ascontiguousarray(precisions, dtype)[groups]
    n = len(inputs)
    block = min(block, n)
    values = [np.empty((block, size), dtype) for size in sizes[1:]]
    slopes = [np.empty((block, size), dtype) for size in sizes[1:]]
    spare = [np.empty((block, size), dtype) for size in sizes[1:]]
    positive = [np.empty((block, size), bool) for size in sizes[1:]]
    delta_mu = np.empty((block, sizes[-1]), dtype)
    ones = np.ones(block, dtype)

    def forward(X, layers):
        rows = len(X)
        for l, (W, b) in enumerate(layers):
            A = values[l][:rows]
            np.dot(X, W, out=A)
            A += b
            if l < len(layers) - 1:
                soft_rectifier(A, slopes[l][:rows], spare[l][:rows], positive[l][:rows])
            X = A

    def backward(X, layers, delta, gradients):
        rows = len(X)
        for l in range(len(layers) - 1, -1, -1):
            gW, gb = gradients[l]
            below = values[l - 1][:rows] if l > 0 else X
            gW += below.T @ delta
            gb += ones[:rows] @ delta
            if l > 0:
                F = slopes[l - 1][:rows]
                delta = np.dot(delta, layers[l][0].T, out=spare[l - 1][:rows])
                delta *= F

    def evaluate(parameters):
        layers = layers_of(np.asarray(parameters, dtype), sizes)
        gradient = np.zeros(len(parameters), dtype)
        gradients = layers_of(gradient, sizes)
        loss = 0.0
        for first in range(0, n, block):
            X = inputs[first : first + block]
            forward(X, layers)
            mu = values[-1][: len(X)]
            # delta = dL/dmu = W (mu - target), loss = sum of (mu - target) . delta / 2
            mu -= targets[first : first + block]
            delta = np.einsum("ijk,ik->ij", W_samples[first : first + block], mu, out=delta_mu[: len(X)])
            loss += 0.5 * float(np.vdot(mu, delta))
            backward(X, layers, delta, gradients)
        return loss, gradient

    return evaluate


def soft_rectifier(Z, F, E, positive):
    """Z <- log(1 + e^Z) and F <- 1 / (1 + e^-Z), with E = e^-|Z| and `positive` as working space."""
    np.abs(Z, out=E)
    np.negative(E, out=E)
    np.exp(E, out=E)
    # F = [Z >= 0: 1, Z < 0: E] / (1 + E), the choice made by arithmetic, which is several times faster than by a mask
    np.greater_equal(Z, 0, out=positive)
    np.subtract(1, E, out=F)
    F *= positive
    F += E
    E += 1
    F /= E
    # 1 + e lies in [1, 2], so that its plain logarithm is exact enough, and faster than log1p
    np.log(E, out=E)
    np.maximum(Z, 0, out=Z)
    Z += E
