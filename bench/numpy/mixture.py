"""The mixture's E- and M-steps and the conditioned regression (method section 2) in numpy.

Products of whole arrays, buffers that are made once, log-sum-exp. Arrays are row-major doubles.
"""

import numpy as np


def log_joint(data, weights, means, covariances):
    """[n, K] log pi_k + log N(x_i; mu_k, Sigma_k) for data [n, D]."""
    n, D = data.shape
    factors = np.linalg.cholesky(covariances)
    whitening = np.linalg.inv(factors)
    scales = np.log(weights) - np.log(np.diagonal(factors, axis1=1, axis2=2)).sum(axis=1)
    scales -= 0.5 * D * np.log(2 * np.pi)
    joint = np.empty((n, len(weights)))
    y = np.empty((n, D))
    for k, (W, mu) in enumerate(zip(whitening, means)):
        # y = W (x - mu), with the mean taken off after the product
        np.dot(data, W.T, out=y)
        y -= W @ mu
        np.einsum("ij,ij->i", y, y, out=joint[:, k])
    joint *= -0.5
    joint += scales
    return joint


def e_step(data, weights, means, covariances):
    """Responsibilities [n, K] and the log-likelihood of all points."""
    r = log_joint(data, weights, means, covariances)
    largest = r.max(axis=1, keepdims=True)
    r -= largest
    np.exp(r, out=r)
    sums = r.sum(axis=1, keepdims=True)
    r /= sums
    return r, float(np.sum(largest) + np.sum(np.log(sums)))


def m_step(data, r, floor):
    """Weights [K], means [K, D] and covariances [K, D, D] from responsibilities [n, K]."""
    n, D = data.shape
    mass = r.sum(axis=0)
    means = (r.T @ data) / mass[:, None]
    covariances = np.empty((r.shape[1], D, D))
    roots = np.sqrt(r.T)
    y = np.empty((n, D))
    for k, mu in enumerate(means):
        # With one and the same matrix on both sides, the product is a symmetric rank-k update.
        np.subtract(data, mu, out=y)
        y *= roots[k][:, None]
        np.dot(y.T, y, out=covariances[k])
    covariances /= mass[:, None, None]
    covariances[:, np.arange(D), np.arange(D)] += floor
    return mass / mass.sum(), means, covariances


def fit_dynamics(states, actions, weights, means, covariances, ridge, floor, m=1.0, n0=1.0):
    """Time-varying dynamics from states [N, T, dX] and actions [N, T, dU] with the mixture as prior.

    Returns matrices [T-1, dX, D], offsets [T-1, dX] and covariances [T-1, dX, dX], all steps at once.
    """
    N, T, dX = states.shape
    D = dX + actions.shape[2]
    z = np.concatenate([states[:, :-1], actions[:, :-1], states[:, 1:]], axis=2).transpose(1, 0, 2)
    z = np.ascontiguousarray(z)
    r, _ = e_step(z.reshape((T - 1) * N, -1), weights, means, covariances)
    w = r.reshape(T - 1, N, -1).mean(axis=1)

    # mu0 = sum_k w_k mu_k and Phi = m sum_k w_k [Sigma_k + (mu_k - mu0)(mu_k - mu0)^T]
    mu0 = w @ means
    K, Dz = means.shape
    phi = (w @ covariances.reshape(K, Dz * Dz)).reshape(T - 1, Dz, Dz)
    spread = (means - mu0[:, None]) * np.sqrt(w)[:, :, None]
    phi += spread.transpose(0, 2, 1) @ spread
    phi *= m

    mean = z.mean(axis=1)
    centred = z - mean[:, None]
    sigma = phi + centred.transpose(0, 2, 1) @ centred
    apart = mean - mu0
    sigma += (N * m / (N + m)) * apart[:, :, None] * apart[:, None, :]
    sigma /= N + n0
    mean = mean - (m / (m + N)) * apart

    aa, ab, bb = sigma[:, :D, :D], sigma[:, :D, D:], sigma[:, D:, D:]
    A = np.linalg.solve(aa + ridge * np.eye(D), ab).transpose(0, 2, 1)
    c = mean[:, D:] - (A @ mean[:, :D, None])[:, :, 0]
    R = bb + (A @ aa - 2 * ab.transpose(0, 2, 1)) @ A.transpose(0, 2, 1)
    R = 0.5 * (R + R.transpose(0, 2, 1)) + floor * np.eye(dX)
    return A, c, R
