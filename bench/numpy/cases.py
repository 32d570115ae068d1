"""The cases by name. Each takes arrays and sizes and returns what does the work once; that in turn returns the arrays
that are compared with the other side's.
"""

import numpy as np

import iteration
import lqr
import mixture
import network as net


def gemm(arrays, sizes):
    A, B = arrays["A"], arrays["B"]
    C = A @ B

    def work():
        A.dot(B, out=C)
        return {"C": C}

    return work


def cholesky_solve(arrays, sizes):
    A, B = arrays["A"], arrays["B"]

    def work():
        # numpy has no triangular solve: a factor, and a general solve of the system
        np.linalg.cholesky(A)
        return {"X": np.linalg.solve(A, B)}

    return work


def mixture_of(arrays):
    return arrays["weights"], arrays["means"], arrays["covariances"]


def e_step(arrays, sizes):
    def work():
        r, log_likelihood = mixture.e_step(arrays["data"], *mixture_of(arrays))
        return {"responsibilities": r.T, "logLikelihood": np.array([log_likelihood])}

    return work


def m_step(arrays, sizes):
    r = np.ascontiguousarray(arrays["responsibilities"].T)

    def work():
        weights, means, covariances = mixture.m_step(arrays["data"], r, sizes["floor"])
        return {"weights": weights, "means": means, "covariances": covariances}

    return work


def regression(arrays, sizes):
    def work():
        A, c, R = mixture.fit_dynamics(
            arrays["states"], arrays["actions"], *mixture_of(arrays), sizes["ridge"], sizes["noise"]
        )
        return {"matrices": A, "offsets": c, "covariances": R}

    return work


def controller_of(K, k, C, *_):
    return {"gains": K, "offsets": k, "covariances": C}


def lqr_backward(arrays, sizes):
    sweep = lqr.lqr_backward_tuned(*(arrays[name] for name in BACKWARD))
    return lambda: controller_of(*sweep())


def lqr_backward_plain(arrays, sizes):
    return lambda: controller_of(*lqr.lqr_backward_straightforward(*(arrays[name] for name in BACKWARD)))


def lqr_forward(arrays, sizes):
    sweep = lqr.lqr_forward_tuned(*(arrays[name] for name in FORWARD))

    def work():
        means, covariances = sweep()
        return {"means": means, "covariances": covariances}

    return work


BACKWARD = ["augmentedGradients", "augmentedHessians", "matrices", "offsets"]
FORWARD = ["previousGains", "previousOffsets", "previousCovariances", "matrices", "offsets", "covariances"]
FORWARD += ["initialMean", "initialCovariance"]


def network(dtype):
    def case(arrays, sizes):
        inputs, targets, parameters = arrays["inputs"], arrays["targets"], arrays["parameters"]
        shape = [inputs.shape[1], int(sizes["units"]), targets.shape[1]]
        groups = arrays["groups"].astype(np.int64)
        evaluate = net.loss_and_gradient(inputs, targets, groups, arrays["precisions"], shape, dtype)

        def work():
            loss, gradient = evaluate(parameters)
            # Single precision is timed only.
            return {"loss": np.array([loss]), "gradient": gradient} if dtype is np.float64 else {}

        return work

    return case


CASES = {
    "gemm": gemm,
    "cholesky-solve": cholesky_solve,
    "lqr-backward": lqr_backward,
    "lqr-backward-plain": lqr_backward_plain,
    "lqr-forward": lqr_forward,
    "e-step": e_step,
    "m-step": m_step,
    "regression": regression,
    "iteration": iteration.whole_iteration,
    "network-f64": network(np.float64),
    "network-f32": network(np.float32),
}
