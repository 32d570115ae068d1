/**
 * What peg insertion wants in place of the method's defaults. At the slot's mouth the cost falls off a cliff that no local
 * model shows: rollouts of one controller end in the slot and on its edge, and what was seen a few iterations ago tells
 * little of what is seen now.
 */
import type { Preset } from "./description.ts";

const CLIFF = "A peg lands in the slot or on its edge";

/** Several conditions share a mixture: of each, few rollouts do. */
const fewSamples: Preset = {
  key: "samples",
  value: 2,
  reason: "Conditions share what they learn; more iterations help them more to agree than more rollouts in each",
  methods: ["gps"],
};

const SEARCH = "A policy that is not told where the slot is has to search for it";

/** The policy comes down beside the slot, where the controllers never are: it learns there, too. */
const searching: Preset[] = [
  ["validationInterval", 1, `${SEARCH}: what it finds changes from iteration to iteration`],
  ["validationEpisodes", 1, `${SEARCH}, from starts that hardly differ: one of them tells enough`],
  ["policyRollback", 1.5, `${SEARCH}: a way that was found is not to be lost`],
  ["ownVisits", true, `${SEARCH} where the controllers, which know it, never are`],
  ["leadWeight", 100, `${SEARCH}: it begins at one end of the row, since the mean of all ways leads to the middle`],
  ["relabelWindow", 20, `${SEARCH}: what it has learnt on one part of the way is not to be forgotten on the next`],
  ["policyStride", 1, `${SEARCH}, which takes a moment of an episode: no state of it is left out`],
  ["policySpacing", 0.05, `${SEARCH}, which takes a moment of an episode: an arm at rest is not to outweigh it`],
  ["policyEvaluations", 300, `${SEARCH}, which is harder to learn than one way to it`],
].map(([key, value, reason]) => ({ key, value, reason, methods: ["gps"] }) as Preset);

/** How boldly a method steps, and how it explores, once the peg is near the mouth. */
interface Care {
  rollbackRatio: number;
  retrialAfter?: number;
  klStep: number;
  stepMin: number;
  stepMax?: number;
  lateSpread: number;
  noiseDecay: number;
}

const methods = ["trajectory", "gps"] as const;

const reasons: Record<keyof Care, string> = {
  rollbackRatio: `${CLIFF}, which alone doubles the mean cost of five rollouts`,
  retrialAfter: `${CLIFF}: that the next ones miss it says little against a controller that inserts`,
  klStep: "A long way in free motion comes before the mouth: bold steps at first",
  stepMin: `${CLIFF}: near the mouth only short steps are borne out`,
  stepMax: `${CLIFF}: steps that grew in free motion are too bold for the mouth`,
  lateSpread: "Later, little noise is left to show what a controller does not stand",
  noiseDecay: "Noise that stays pushes the peg over the edge; inside the slot there is nothing to explore",
};

export function insertionPresets(care: Record<(typeof methods)[number], Care>): Preset[] {
  const shared = [
    ["fitWindow", 1, `${CLIFF}: older rollouts have other contacts, and their dynamics are others`],
    ["noiseSmoothing", 2, "White noise averages out before it moves the arm; with more of it the peg jams"],
    ["startSpread", 1.5, "A controller that inserts from wide starts is at home in the task's own"],
  ].map(([key, value, reason]) => ({ key, value, reason, methods: [...methods] }) as Preset);
  const careful = (Object.keys(reasons) as (keyof Care)[]).flatMap((key) => carefulPresets(key, care));
  return [...shared, ...careful, fewSamples, ...searching];
}

/** One preset for both methods where they want the same, and none for what a method leaves as it is. */
function carefulPresets(key: keyof Care, care: Record<(typeof methods)[number], Care>): Preset[] {
  const alike = care.trajectory[key] === care.gps[key];
  const groups = alike ? [[...methods]] : methods.map((method) => [method]);
  return groups.flatMap((group) => {
    const value = care[group[0]][key];
    return value === undefined ? [] : [{ key, value, reason: reasons[key], methods: group }];
  });
}
