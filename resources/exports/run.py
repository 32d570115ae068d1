"""Runs this bundle's policy or controller in MuJoCo, or compares it with the reference inputs and outputs.

    pip install onnxruntime mujoco
    python run.py                  one rollout of the first file in policy.json, without noise
    python run.py NAME.onnx        the same of another file
    python run.py --check          every file against reference.json
"""
import json
import sys
from pathlib import Path

import mujoco
import numpy as np
import onnxruntime

folder = Path(__file__).parent
files = {file["onnx"]: file for file in json.loads((folder / "policy.json").read_text("utf-8"))["files"]}
try:
    # Forces that act beside MuJoCo's own, where the task has some.
    from forces import generalised
except ImportError:
    generalised = None


def open_file(name):
    return onnxruntime.InferenceSession(str(folder / name), providers=["CPUExecutionProvider"])


def check():
    for name, pairs in json.loads((folder / "reference.json").read_text("utf-8")).items():
        kinds = {"time_index": np.int64}
        inputs = {key: np.array(value, kinds.get(key, np.float32)) for key, value in pairs["inputs"].items()}
        outputs = open_file(name).run(list(pairs["outputs"]), inputs)
        for (key, value), output in zip(pairs["outputs"].items(), outputs):
            expected = np.array(value, np.float32)
            difference = np.abs(output - expected).max()
            print(f"{name} {key}: largest difference {difference:.2e} of {np.abs(expected).max():.3g}")
            assert difference <= 1e-5 * np.abs(expected).max(), f"{name} says something else here"


def rollout(name):
    """The states before every action, [steps, qpos and qvel], and MuJoCo's model and data after the last one."""
    about, session = files[name], open_file(name)
    model = mujoco.MjModel.from_xml_path(str(folder / "model.xml"))
    # Bodies of the task's model that stand elsewhere in the condition that this starts from.
    for shift in about["shifts"]:
        model.body(shift["body"]).pos[:] += shift["by"]
    model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET
    data = mujoco.MjData(model)
    start = about["initialState"]["mean"]
    data.qpos[:], data.qvel[:] = start[: model.nq], start[model.nq :]
    substeps = round(about["controlPeriod"] / model.opt.timestep)
    seen = [entry["index"] for entry in about["observations"]]
    states = []
    for t in range(about["steps"]):
        state = np.concatenate([data.qpos, data.qvel])
        states.append(state)
        inputs = {about["inputs"][-1]: state[seen][None].astype(np.float32)}
        if "time_index" in about["inputs"]:
            inputs["time_index"] = np.array([t], np.int64)
        # The mean within its limits; add std * randn to "mean" and clip to explore as in training.
        (action,) = session.run(["action"], inputs)
        for _ in range(substeps):
            if model.nu > 0:
                data.ctrl[:] = action[0]
            if generalised is not None:
                data.qfrc_applied[:] = generalised(data.qpos, data.qvel, action[0], model.opt.timestep)
            mujoco.mj_step(model, data)
    return np.array(states), model, data


def run(name):
    about = files[name]
    _, model, data = rollout(name)
    mujoco.mj_forward(model, data)
    print(f"{name}: {about['steps'] * about['controlPeriod']:.2f} s")
    for entry, value in zip(about["states"], np.concatenate([data.qpos, data.qvel])):
        print(f"  {entry['name']} = {value:.6g} {entry['unit']}")
    tip = np.mean([data.site(site).xpos for site in about["tip"]], axis=0)
    print(f"  tip at {np.round(tip, 6).tolist()} m")
    if about["target"] is not None:
        print(f"  tip to target: {np.linalg.norm(tip - data.site(about['target']).xpos):.6f} m")


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        check()
    else:
        run(sys.argv[1] if len(sys.argv) > 1 else next(iter(files)))
