/** The page that goes with a bundle: what is in it and how to run it. */
import type { TaskDescription } from "../engine/api.ts";
import type { ActorMetadata } from "./actor-metadata.ts";
import type { TriedFile } from "./self-test.ts";

export function bundleReadme(task: TaskDescription, files: readonly TriedFile[], hasForces: boolean): string {
  const [{ metadata }] = files;
  return `# ${task.title}: ${metadata.kind} trained by guided policy search

${task.summary}

${files.map((file) => `- \`${file.name}\`${file.metadata.condition === null ? "" : `, for the condition "${file.metadata.condition}"`}`).join("\n")}
- \`policy.json\`: what these files are, how they were trained, and how they did in their self-test
- \`reference.json\`: inputs, and what the files say to them
- \`model.xml\`: the robot, for MuJoCo
- \`run.py\`: the closed loop in Python${hasForces ? "\n- `forces.py`: forces that act beside MuJoCo's own; without them the robot moves otherwise" : ""}

## Inputs and outputs

${inputTable(metadata)}

The state is MuJoCo's \`[qpos, qvel]\`; a column tells where an entry is found in it. Whitening and scaling are part of the
graph: inputs and outputs are in the units below. The first dimension is the batch.

${outputTable(metadata)}

An action is held for ${metadata.controlPeriod} s. ${controllerNote(metadata)}

## Run it with Python

\`\`\`sh
pip install onnxruntime mujoco
python run.py --check
python run.py
\`\`\`

${hasForces ? forcesNote : ""}${placesNote(files)}Its rollout is that of the self-test in \`policy.json\`; it differs from training in rounding only, for the files compute in single
precision. It tells the state that the rollout ends in. The \`metric\` in \`policy.json\` is what the task judges by, "${task.metric.title}"
[${task.metric.unit}], which is a mean over the rollout's last moments or over its way.

## Run it with Guidepost

In Guidepost's own folder, with the path of the file from there:

\`\`\`sh
npx guidepost evaluate --onnx ${files[0].name} --task ${task.name}
\`\`\`
`;
}

const forcesNote = `\`forces.py\` is called before each of MuJoCo's physics steps and its result goes to \`qfrc_applied\`. Its equations are at its
head.

`;

/** Nothing where every file starts with the model as it is. */
function placesNote(files: readonly TriedFile[]): string {
  if (files.every(({ start }) => start.shifts.length === 0)) return "";
  return `\`model.xml\` is the task's model; the conditions of the task move bodies of it. \`policy.json\` tells by \`shifts\` which ones, how far
[m] in the rollout of each file, and \`run.py\` moves them.

`;
}

function inputTable({ inputs, observations }: ActorMetadata): string {
  const time = inputs.includes("time_index") ? ["| `time_index` [N], int64 | | control step from the start | | |"] : [];
  const input = inputs[inputs.length - 1];
  const rows = observations.map(
    ({ name, unit, index }, i) =>
      `| \`${input}\` [N, ${observations.length}], float | ${i} | ${name} | ${unit} | ${index} |`,
  );
  return [
    "| input | entry | quantity | unit | index in the state |",
    "| --- | --- | --- | --- | --- |",
    ...time,
    ...rows,
  ].join("\n");
}

function outputTable({ actions }: ActorMetadata): string {
  const shape = `[N, ${actions.length}], float`;
  const limit = (value: number | null) => (value === null ? "none" : String(value));
  return [
    "| output | meaning |",
    "| --- | --- |",
    `| \`mean\` ${shape} | mean of the Gaussian that actions are drawn from |`,
    `| \`std\` ${shape} | its standard deviation, for each action alone |`,
    `| \`action\` ${shape} | \`mean\` within the limits: what the robot does |`,
    "",
    "| entry | action | unit | least | most |",
    "| --- | --- | --- | --- | --- |",
    ...actions.map(({ name, unit, low, high }, i) => `| ${i} | ${name} | ${unit} | ${limit(low)} | ${limit(high)} |`),
  ].join("\n");
}

function controllerNote({ kind, steps }: ActorMetadata): string {
  return kind === "controller"
    ? `A controller is made for one motion from its start: \`time_index\` runs from 0 to ${steps - 1}.`
    : `It was trained on rollouts of ${steps} steps.`;
}
