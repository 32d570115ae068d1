"""The water's drag on the swimmer's links, which MuJoCo does not know: for each link of mass m and length L

    F = -m (c_n n n^T + c_t t t^T) v        torque = -c_n (m L^2 / 12) w
"""
import numpy as np

LENGTH, MASS = 1.0, 1.07
NORMAL, TANGENTIAL = 40.0, 0.5
# The side of the middle link that a link hangs on, and the joint that bends it.
LINKS = [(0, None), (1, 3), (-1, 4)]


def generalised(q, v, action, timestep):
    out = np.zeros(5)
    for side, joint in LINKS:
        reach = side * LENGTH / 2
        angle = q[2] + (0 if joint is None else q[joint])
        turn = v[2] + (0 if joint is None else v[joint])
        t = np.array([np.cos(angle), np.sin(angle)])
        n = np.array([-t[1], t[0]])
        # Jacobian of the link's middle: through the middle link's own half, then through the link's half.
        root = reach * np.array([-np.sin(q[2]), np.cos(q[2])])
        own = np.zeros(2) if joint is None else reach * n
        speed = v[:2] + root * v[2] + own * turn
        force = -MASS * (TANGENTIAL * (speed @ t) * t + NORMAL * (speed @ n) * n)
        torque = -NORMAL * MASS * LENGTH**2 / 12 * turn
        out[:2] += force
        out[2] += (root + own) @ force + torque
        if joint is not None:
            out[joint] += own @ force + torque
    return out
