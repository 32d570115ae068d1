"""The octopus arm's muscles, the pressure that keeps its chambers' areas, and the drag of the water, none of which MuJoCo knows.

    muscle     T = k0 (l - l0) + k1 a (l - l0/2)+ + c dl/dt            a in [0, 1] its activation: the action
    pressure   F = J^T p,   J = dA/dq,   (J M^-1 J^T) h p = -J (v + h M^-1 F) - (0.2/h) (A - A0)
    drag       along every edge, -1/2 rho (c_n |v_n| v_n n + c_t |v_t| v_t t)
"""
import numpy as np

CHAMBERS, CHAMBER_LENGTH, BASE_WIDTH, TIP_WIDTH = 6, 0.2, 0.2, 0.1
VERTEX_MASS, FIRST_EDGE_INERTIA = 0.5, 0.05
PASSIVE, ACTIVE, DAMPING = 60.0, 300.0, 6.0
DRAG_SCALE, NORMAL, TANGENTIAL = 0.5 * 1000 * 0.02, 1.0, 0.05
CORRECTION = 0.2

PAIRS = np.arange(CHAMBERS)
# Ventral muscles from base to tip, dorsal ones, transverse ones: the order of the actions.
A = np.concatenate([2 * PAIRS, 2 * PAIRS + 1, 2 * PAIRS + 2])
B = np.concatenate([2 * PAIRS + 2, 2 * PAIRS + 3, 2 * PAIRS + 3])
CORNERS = np.stack([2 * PAIRS, 2 * PAIRS + 2, 2 * PAIRS + 3, 2 * PAIRS + 1], axis=1)
WIDTHS = BASE_WIDTH + (TIP_WIDTH - BASE_WIDTH) * np.arange(CHAMBERS + 1) / CHAMBERS
REST = np.array([[pair * CHAMBER_LENGTH, side * WIDTHS[pair]] for pair in range(CHAMBERS + 1) for side in (-0.5, 0.5)])
REST_LENGTHS = np.linalg.norm(REST[B] - REST[A], axis=1)
INVERSE_MASS = np.concatenate([[1 / FIRST_EDGE_INERTIA], np.full(2 * (len(REST) - 2), 1 / VERTEX_MASS)])


def cross(a, b):
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]


def areas(points):
    p, q, r, s = (points[CORNERS[:, i]] for i in range(4))
    return 0.5 * cross(r - p, s - q)


REST_AREAS = areas(REST)


def place(q, v):
    """Positions and velocities of the 14 vertices; the first two turn about the origin."""
    points, speeds = np.empty((2, 14, 2))
    sin, cos = np.sin(q[0]), np.cos(q[0])
    r = np.array([-0.5, 0.5]) * BASE_WIDTH
    points[:2] = np.stack([-r * sin, r * cos], axis=1)
    speeds[:2] = np.stack([-r * cos, -r * sin], axis=1) * v[0]
    points[2:], speeds[2:] = np.reshape(q[1:], (12, 2)), np.reshape(v[1:], (12, 2))
    return points, speeds


def generalise(forces, points):
    """Forces on the vertices [14, 2] as generalised forces [25]."""
    return np.concatenate([[cross(points[:2], forces[:2]).sum()], forces[2:].ravel()])


def edge_forces(action, points, speeds):
    edge = points[B] - points[A]
    length = np.linalg.norm(edge, axis=1)
    t = edge / length[:, None]
    rate = ((speeds[B] - speeds[A]) * t).sum(1)
    stretch = np.maximum(0, length - REST_LENGTHS / 2)
    tension = PASSIVE * (length - REST_LENGTHS) + ACTIVE * np.clip(action, 0, 1) * stretch + DAMPING * rate
    middle = (speeds[A] + speeds[B]) / 2
    along, across = (middle * t).sum(1), cross(t, middle)
    n = np.stack([-t[:, 1], t[:, 0]], axis=1)
    drag = -(DRAG_SCALE * length)[:, None] * (
        (TANGENTIAL * np.abs(along) * along)[:, None] * t + (NORMAL * np.abs(across) * across)[:, None] * n
    )
    forces = np.zeros((14, 2))
    np.add.at(forces, A, tension[:, None] * t + drag / 2)
    np.add.at(forces, B, -tension[:, None] * t + drag / 2)
    return forces


def generalised(q, v, action, timestep):
    h = timestep
    points, speeds = place(q, v)
    F = generalise(edge_forces(np.asarray(action, float), points, speeds), points)
    J = np.empty((CHAMBERS, 25))
    for c, corners in enumerate(CORNERS):
        row = np.zeros((14, 2))
        for i in range(4):
            before, at, after = corners[i - 1], corners[i], corners[(i + 1) % 4]
            chord = points[after] - points[before]
            row[at] = 0.5 * chord[1], -0.5 * chord[0]
        J[c] = generalise(row, points)
    right = -J @ (v + h * INVERSE_MASS * F) - CORRECTION / h * (areas(points) - REST_AREAS)
    pressures = np.linalg.solve(J * INVERSE_MASS @ J.T, right) / h
    return F + J.T @ pressures
