"""The numerical work of one whole iteration in numpy: what ../iteration.ts does."""

import numpy as np

import lqr
import mixture
import network as net


def part(record, prefix):
    """The entries whose names begin with the prefix, without it."""
    return {name[len(prefix) :]: value for name, value in record.items() if name.startswith(prefix)}


def kl_divergence(K, k, C, K_hat, k_hat, C_hat, means, covariances):
    """The sum over time of the expected divergence of two controllers, all steps at once."""
    T, dU, dX = K.shape
    x, S = means[:, :dX, None], covariances[:, :dX, :dX]
    P = np.linalg.inv(C_hat)
    dK = K_hat - K
    d = dK @ x + (k_hat - k)[:, :, None]
    log_dets = np.linalg.slogdet(C_hat)[1] - np.linalg.slogdet(C)[1]
    traces = np.einsum("tij,tji->t", P, C)
    squares = (d * (P @ d)).sum(axis=(1, 2))
    spreads = np.einsum("tij,tij->t", P @ dK, dK @ S)
    return 0.5 * float(np.sum(log_dets - dU + traces + squares + spreads))


def surprisal(K, k, C):
    """Gradients [T, D] and Hessians [T, D, D] of -log p(u|x)."""
    P = np.linalg.inv(C)
    PK = P @ K
    Pk = (P @ k[:, :, None])[:, :, 0]
    hessians = np.block([[K.transpose(0, 2, 1) @ PK, -PK.transpose(0, 2, 1)], [-PK, P]])
    return np.concatenate([(Pk[:, None, :] @ K)[:, 0], -Pk], axis=1), hessians


def search(arrays, sizes, sweeps):
    """Backward, forward and divergence, as often as asked; the divergence of the last one."""
    previous = [arrays["previousGains"], arrays["previousOffsets"], arrays["previousCovariances"]]
    dynamics = [arrays["matrices"], arrays["offsets"]]
    g, H = surprisal(*previous)
    gradients, hessians = np.empty_like(g), np.empty_like(H)

    def augment():
        blend(arrays["gradients"], g, sizes["eta"], gradients)
        blend(arrays["hessians"], H, sizes["eta"], hessians)

    augment()
    backward = lqr.lqr_backward_tuned(gradients, hessians, *dynamics)
    # The buffers that the sweep always returns
    K, k, C = backward()[:3]
    start = [arrays["initialMean"], arrays["initialCovariance"]]
    forward = lqr.lqr_forward_tuned(K, k, C, *dynamics, arrays["covariances"], *start)

    def work():
        for _ in range(sweeps):
            augment()
            backward()
            kl = kl_divergence(K, k, C, *previous, *forward())
        return kl

    return work


def blend(loss, surprisal_term, eta, out):
    """out <- (loss + eta * surprisal) / eta"""
    np.multiply(loss, 1 / eta, out=out)
    out += surprisal_term


def whole_iteration(arrays, sizes):
    points, regression = part(arrays, "points."), part(arrays, "regression.")
    samples = part(arrays, "network.")
    data, start = points["data"], np.ascontiguousarray(points["responsibilities"].T)
    batch = [regression[name] for name in ("states", "actions", "weights", "means", "covariances")]
    find = search(part(arrays, "lqr."), part(sizes, "lqr."), int(sizes["lqrSweeps"]))
    shape = [samples["inputs"].shape[1], int(sizes["network.units"]), samples["targets"].shape[1]]
    groups = samples["groups"].astype(np.int64)

    def work():
        r = start
        for _ in range(int(sizes["emSweeps"])):
            model = mixture.m_step(data, r, sizes["points.floor"])
            r, _ = mixture.e_step(data, *model)
        A, _, _ = mixture.fit_dynamics(*batch, sizes["regression.ridge"], sizes["regression.noise"])
        kl = find()
        evaluate = net.loss_and_gradient(samples["inputs"], samples["targets"], groups, samples["precisions"], shape)
        for _ in range(int(sizes["evaluations"])):
            _, gradient = evaluate(samples["parameters"])
        return {"means": model[1], "matrices": A, "kl": np.array([kl]), "gradient": gradient}

    return work
