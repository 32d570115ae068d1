"""The LQR sweeps (method section 1) in numpy, for the cost l~ that is given in full. Arrays are row-major doubles.

    gradients [T, D], hessians [T, D, D], f_xu [T, dX, D], f_c [T, dX], F [T, dX, dX],
    K [T, dU, dX], k [T, dU], C [T, dU, dU], D = dX + dU

Tuned: every buffer and every view of it is made beforehand, products write where their result belongs, and the inverse,
which is a result, serves K and k too (a solve for all three takes longer). The tuned functions return the sweep, which
returns its results in buffers of its own.
Straightforward: the equations as one writes them down.
"""

import numpy as np


def lqr_backward_tuned(gradients, hessians, f_xu, f_c):
    """A function that returns K, k, C and the first step's V_xx [dX, dX] and V_x [dX]."""
    T, dX, D = f_xu.shape
    dU = D - dX
    K, k, C = np.empty((T, dU, dX)), np.empty((T, dU)), np.empty((T, dU, dU))
    V_xx, V_x, Vf, v = np.empty((dX, dX)), np.empty(dX), np.empty((dX, D)), np.empty(dX)
    Q, q, half = np.empty((D, D)), np.empty(D), np.empty((dX, dX))
    Q_xx, Q_ux, Q_uu, Q_x, Q_u = Q[:dX, :dX], Q[dX:, :dX], Q[dX:, dX:], q[:dX], q[dX:]
    Q_xu = Q_ux.T
    negative_C = np.empty((dU, dU))
    steps = [
        (f, f.T, c, H, g, *controller)
        for f, c, H, g, *controller in zip(f_xu, f_c, hessians, gradients, K, k, C)
    ][::-1]
    dot, add, multiply, negative = np.dot, np.add, np.multiply, np.negative
    cholesky, inverse = np.linalg.cholesky, np.linalg.inv

    def sweep():
        V_xx.fill(0)
        V_x.fill(0)
        for f, f_transposed, c, H, g, K_t, k_t, C_t in steps:
            # Q_xuxu = l_xuxu + f' V_xx f
            dot(V_xx, f, out=Vf)
            dot(f_transposed, Vf, out=Q)
            add(Q, H, out=Q)
            # Q_xu = l_xu + f' (V_x + V_xx f_c)
            dot(V_xx, c, out=v)
            add(v, V_x, out=v)
            dot(v, f, out=q)
            add(q, g, out=q)
            # C = Q_uu^-1, K = -C Q_ux, k = -C Q_u; the factor says whether Q_uu is positive definite
            cholesky(Q_uu)
            C_t[:] = inverse(Q_uu)
            negative(C_t, out=negative_C)
            dot(negative_C, Q_ux, out=K_t)
            dot(negative_C, Q_u, out=k_t)
            # V_xx = Q_xx + Q_xu K, V_x = Q_x + Q_xu k
            dot(Q_xu, K_t, out=half)
            add(half, Q_xx, out=half)
            add(half, half.T, out=V_xx)
            multiply(V_xx, 0.5, out=V_xx)
            dot(Q_xu, k_t, out=V_x)
            add(V_x, Q_x, out=V_x)
        return K, k, C, V_xx, V_x

    return sweep


def lqr_backward_straightforward(gradients, hessians, f_xu, f_c):
    """K, k, C and the first step's V_xx [dX, dX] and V_x [dX]."""
    T, dX, D = f_xu.shape
    dU = D - dX
    K, k, C = np.zeros((T, dU, dX)), np.zeros((T, dU)), np.zeros((T, dU, dU))
    V_xx, V_x = np.zeros((dX, dX)), np.zeros(dX)
    x, u = slice(0, dX), slice(dX, D)
    for t in reversed(range(T)):
        Q = hessians[t] + f_xu[t].T @ V_xx @ f_xu[t]
        q = gradients[t] + f_xu[t].T @ (V_x + V_xx @ f_c[t])
        L = np.linalg.cholesky(Q[u, u])
        K[t] = -np.linalg.solve(L.T, np.linalg.solve(L, Q[u, x]))
        k[t] = -np.linalg.solve(L.T, np.linalg.solve(L, q[u]))
        C[t] = np.linalg.solve(L.T, np.linalg.solve(L, np.eye(dU)))
        C[t] = 0.5 * (C[t] + C[t].T)
        V_xx = Q[x, x] + Q[x, u] @ K[t]
        V_xx = 0.5 * (V_xx + V_xx.T)
        V_x = q[x] + Q[x, u] @ k[t]
    return K, k, C, V_xx, V_x


def lqr_forward_tuned(K, k, C, f_xu, f_c, F, mean, covariance):
    """A function that returns the means [T, D] and covariances [T, D, D] of [x; u] from those of the first state."""
    T, dX, D = f_xu.shape
    dU = D - dX
    means, covariances = np.empty((T, D)), np.empty((T, D, D))
    KS, KSK, fS, S_next = np.empty((dU, dX)), np.empty((dU, dU)), np.empty((dX, D)), np.empty((dX, dX))
    KS_transposed = KS.T
    steps = [
        (K_t, K_t.T, k_t, C_t, f, f.T, c, F_t, y, y[:dX], y[dX:], Sigma)
        + (Sigma[:dX, :dX], Sigma[:dX, dX:], Sigma[dX:, :dX], Sigma[dX:, dX:])
        for K_t, k_t, C_t, f, c, F_t, y, Sigma in zip(K, k, C, f_xu, f_c, F, means, covariances)
    ]
    x_next = np.empty(dX)
    dot, add = np.dot, np.add

    def sweep():
        x_next[:] = mean
        S_next[:] = covariance
        for K_t, K_T, k_t, C_t, f, f_T, c, F_t, y, x, u, Sigma, S, SK, KS_t, uu in steps:
            # u = K x + k, Sigma = [[S, S K'], [K S, K S K' + C]]
            x[:] = x_next
            dot(K_t, x_next, out=u)
            add(u, k_t, out=u)
            dot(K_t, S_next, out=KS)
            dot(KS, K_T, out=KSK)
            S[:] = S_next
            KS_t[:] = KS
            SK[:] = KS_transposed
            add(KSK, C_t, out=uu)
            # x = f_xu y + f_c, S = f_xu Sigma f_xu' + F
            dot(f, y, out=x_next)
            add(x_next, c, out=x_next)
            dot(f, Sigma, out=fS)
            dot(fS, f_T, out=S_next)
            add(S_next, F_t, out=S_next)
        return means, covariances

    return sweep
