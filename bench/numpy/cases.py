"""The cases by name. Each takes arrays and sizes and returns what does the work once; that in turn returns the arrays
that are compared with the other side's.
"""


def gemm(arrays, sizes):
    A, B = arrays["A"], arrays["B"]
    C = A @ B

    def work():
        A.dot(B, out=C)
        return {"C": C}

    return work


CASES = {"gemm": gemm}
