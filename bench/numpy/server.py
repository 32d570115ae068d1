"""The same work in numpy, on request: one JSON line in, one JSON line out.

    {"do": "about"}                                             → {"numpy": …, "blas": …}
    {"do": "prepare", "case": …, "arrays": {name: {"file", "shape"}}, "sizes": {…}}  → {"handle": …}
    {"do": "run", "handle": …, "repetitions": …}                → {"seconds": …}
    {"do": "result", "handle": …, "folder": …}                  → {"arrays": {name: file}}
    {"do": "clear"}                                             → {}

Arrays are files of raw doubles. The number of threads is that of the environment (OPENBLAS_NUM_THREADS).
"""

import json
import os
import sys
import threading
import time

import numpy as np

from cases import CASES

prepared = {}
handles = iter(range(1, 2**31))


def about(_):
    config = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {"numpy": np.__version__, "blas": f"{config.get('name', 'unknown')} {config.get('version', '')}".strip()}


def prepare(request):
    arrays = {name: np.fromfile(a["file"]).reshape(a["shape"]) for name, a in request["arrays"].items()}
    handle = next(handles)
    prepared[handle] = CASES[request["case"]](arrays, request["sizes"])
    return {"handle": handle}


def run(request):
    work = prepared[request["handle"]]
    begin = time.perf_counter()
    for _ in range(request["repetitions"]):
        work()
    return {"seconds": time.perf_counter() - begin}


def result(request):
    files = {}
    for name, array in (prepared[request["handle"]]() or {}).items():
        files[name] = os.path.join(request["folder"], f"{name}.f64")
        np.ascontiguousarray(array, dtype=np.float64).tofile(files[name])
    return {"arrays": files}


def clear(_):
    prepared.clear()
    return {}


def end_with(parent):
    """Ends in the middle of its work where the bench is gone: the closed pipe is seen between requests only."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


ACTIONS = {"about": about, "prepare": prepare, "run": run, "result": result, "clear": clear}


def main():
    threading.Thread(target=end_with, args=[os.getppid()], daemon=True).start()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = ACTIONS[request["do"]](request)
        except Exception as error:  # Whatever goes wrong is the other side's to report.
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


main()
