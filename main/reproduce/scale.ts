/** From values to the places of a figure's axis, with the ticks that stand at it. */

export interface Scale {
  /** Values with a line and a label. */
  ticks: number[];
  /** 0 at the axis' start, 1 at its end; what lies beyond, Infinity too, is at the edge. */
  share(value: number): number;
}

export const scales = { logarithmic: logarithmicScale, linear: linearScale };

/** About so many ticks at a linear axis. */
const LINEAR_TICKS = 6;

/** Whole decades that hold every finite value above zero. */
function logarithmicScale(values: readonly number[]): Scale {
  const logs = values.filter((value) => Number.isFinite(value) && value > 0).map(Math.log10);
  const low = Math.floor(logs.length === 0 ? 0 : Math.min(...logs));
  const high = Math.max(low + 1, Math.ceil(logs.length === 0 ? 1 : Math.max(...logs)));
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, i) => Number((10 ** (low + i)).toPrecision(1))),
    share: (value) => within((Math.log10(value) - low) / (high - low)),
  };
}

/** From a round value to a round value, zero and every finite value between them. */
function linearScale(values: readonly number[]): Scale {
  const finite = [0, ...values.filter(Number.isFinite)];
  const [least, greatest] = [Math.min(...finite), Math.max(...finite)];
  const step = roundStep((greatest - least || 1) / LINEAR_TICKS);
  const low = Math.floor(least / step);
  const high = Math.max(low + 1, Math.ceil(greatest / step));
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, i) => Number(((low + i) * step).toPrecision(12))),
    share: (value) => within((value / step - low) / (high - low)),
  };
}

/** 1, 2 or 5 times a power of ten, not below what is asked for. */
function roundStep(least: number): number {
  const decade = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((digit) => digit * decade >= least) ?? 10) * decade;
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
