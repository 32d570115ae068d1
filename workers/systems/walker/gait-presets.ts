/**
 * What learning to walk wants in place of the methods' defaults. A gait goes round, so that a policy soon meets again what
 * it did a moment ago: a small error of its own that nobody has shown it the way out of grows from step to step.
 */
import type { Preset } from "../description.ts";

export const gaitPresets: readonly Preset[] = [
  {
    key: "iterations",
    value: 40,
    reason: "The gait becomes faster step by step; a bold change of it is a fall",
    methods: ["trajectory"],
  },
  {
    key: "stepMax",
    value: 1,
    reason: "After a first few steps that went well a bolder one is a fall, and many small ones have to make up for it",
    methods: ["trajectory"],
  },
  ...(["priorMean", "priorCovariance"] as const).map(
    (key): Preset => ({
      key,
      value: 2,
      reason:
        "Feet meet the ground at other times in each rollout: five of them tell less than the mixture of many steps",
      methods: ["trajectory"],
    }),
  ),
  {
    key: "iterations",
    value: 25,
    reason: "A policy walks safely after some fifteen iterations, and becomes faster from then on",
    methods: ["gps"],
  },
  {
    key: "policyEvaluations",
    value: 300,
    reason: "A policy that is a third as well fitted imitates each step, and falls after a few of them",
    methods: ["gps"],
  },
  {
    key: "units",
    value: 60,
    reason: "Two legs in all phases of the gait are more than one network of 40 units fits",
    methods: ["gps"],
  },
  {
    key: "relabelWindow",
    value: 8,
    reason: "The way back into the gait is learnt from many disturbed steps",
    methods: ["gps"],
  },
  {
    key: "noiseDecay",
    value: 1,
    reason: "The noise disturbs the steps; without it a policy never sees how to recover",
    methods: ["gps"],
  },
  {
    key: "validationInterval",
    value: 1,
    reason: "One policy walks and the next one falls: each is tried",
    methods: ["gps"],
  },
  {
    key: "validationEpisodes",
    value: 1,
    reason: "Each policy is tried: a rollout tells a gait from a fall",
    methods: ["gps"],
  },
  {
    key: "validationLength",
    value: 4,
    reason: "A policy that walks 5 s may fall soon after: a gait repeats itself, with an error that grows or fades",
    methods: ["gps"],
  },
  {
    key: "policyRollback",
    value: 1.2,
    reason: "Controllers that are drawn to a policy that fell fall themselves: the one that walks is taught again",
    methods: ["gps"],
  },
];
