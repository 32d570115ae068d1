import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamFromSeed } from "../../math/random.ts";
import { Simulation } from "../../physics/simulation.ts";
import { modelText } from "../../testing/models.ts";
import { kineticEnergy, simulatorOf } from "../../testing/systems.ts";
import { swimmer } from "./swimmer.ts";
import { DRAG, LINK, water } from "./water.ts";

let simulation: Simulation;
beforeAll(async () => {
  simulation = await simulatorOf(swimmer);
});
afterAll(() => simulation.dispose());

const idle = new Float64Array(2);
const state = (size: number) =>
  fc.array(fc.double({ min: -size, max: size, noNaN: true }), { minLength: 5, maxLength: 5 });

function drag(positions: ArrayLike<number>, velocities: ArrayLike<number>): Float64Array {
  const out = new Float64Array(5);
  water.generalised(Float64Array.from(positions), Float64Array.from(velocities), idle, 0.01, out);
  return out;
}

describe("the links that the water sees", () => {
  it("have the model's masses and lengths", () => {
    const { body_mass, geom_size, body_pos } = simulation.model;
    expect([...body_mass.slice(1)]).toEqual([LINK.mass, LINK.mass, LINK.mass]);
    // Half the length of a capsule without its round ends; the joints are at the middle link's ends.
    for (let geom = 0; geom < 3; geom++) expect(2 * geom_size[3 * geom + 1]).toBeCloseTo(LINK.length, 12);
    expect([body_pos[6], body_pos[9]]).toEqual([LINK.length / 2, -LINK.length / 2]);
  });

  it("feel the forces of the equation at the places where the model has them", () => {
    const { mujoco, model, data } = simulation;
    for (let seed = 1; seed <= 20; seed++) {
      const stream = streamFromSeed(seed);
      const [q, v] = [0, 1].map(() => Array.from({ length: 5 }, () => stream.normal()));
      simulation.reset(q, v);
      mujoco.mj_fwdPosition(model, data);
      // Power of the drag, Σ_links F·v + τ ω, from the poses that the model takes a moment before and after.
      const h = 1e-6;
      const poses = (time: number) => {
        simulation.setState(
          q.map((x, i) => x + time * v[i]),
          v,
        );
        simulation.updateKinematics();
        return { centres: Float64Array.from(data.geom_xpos), axes: Float64Array.from(data.geom_xmat) };
      };
      const [behind, here, ahead] = [poses(-h), poses(0), poses(h)];
      let power = 0;
      for (let link = 0; link < 3; link++) {
        const [vx, vy] = [0, 1].map((i) => (ahead.centres[3 * link + i] - behind.centres[3 * link + i]) / (2 * h));
        // A capsule's axis is its z.
        const [tx, ty] = [here.axes[9 * link + 2], here.axes[9 * link + 5]];
        const [dx, dy] = [2, 5].map((i) => (ahead.axes[9 * link + i] - behind.axes[9 * link + i]) / (2 * h));
        const [along, across, turn] = [vx * tx + vy * ty, vy * tx - vx * ty, tx * dy - ty * dx];
        power -= LINK.mass * (DRAG.tangential * along ** 2 + DRAG.normal * across ** 2);
        power -= (DRAG.normal * LINK.mass * LINK.length ** 2 * turn ** 2) / 12;
      }
      const generalised = drag(q, v).reduce((sum, force, i) => sum + force * v[i], 0);
      expect(generalised / power).toBeCloseTo(1, 6);
    }
  });
});

describe("the water's drag", () => {
  it("never has positive power", () => {
    fc.assert(
      fc.property(state(3), state(5), (q, v) => {
        const power = drag(q, v).reduce((sum, force, i) => sum + force * v[i], 0);
        expect(power).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("is linear in the speed", () => {
    fc.assert(
      fc.property(state(3), state(5), (q, v) => {
        const [once, twice] = [
          drag(q, v),
          drag(
            q,
            v.map((speed) => 2 * speed),
          ),
        ];
        for (let i = 0; i < 5; i++) expect(twice[i]).toBeCloseTo(2 * once[i], 9);
      }),
    );
  });

  it.each([
    ["about its axis", [0, 1, 2, 3, 4], [1, -1, -1, -1, -1]],
    ["from head to tail", [0, 1, 2, 4, 3], [-1, 1, -1, -1, -1]],
  ])("is the same in the mirror: %s", (_, order, signs) => {
    const mirror = (x: ArrayLike<number>) => order.map((from, i) => signs[i] * x[from]);
    fc.assert(
      fc.property(state(3), state(5), (q, v) => {
        const expected = mirror(drag(q, v));
        drag(mirror(q), mirror(v)).forEach((force, i) => {
          expect(force).toBeCloseTo(expected[i], 9);
        });
      }),
    );
  });
});

describe("the swimmer", () => {
  it.each([1, 2, 3, 4])("straight and without torques, slows down monotonically in kinetic energy: %i", (seed) => {
    const stream = streamFromSeed(seed);
    simulation.reset(
      [0, 0, stream.normal(), 0, 0],
      Array.from({ length: 5 }, () => 2 * stream.normal()),
    );
    let before = kineticEnergy(simulation);
    expect(before).toBeGreaterThan(0.1);
    for (let t = 0; t < 1000; t++) {
      simulation.step(idle, 1);
      const now = kineticEnergy(simulation);
      expect(now).toBeLessThan(before);
      before = now;
    }
  });

  it.each([1, 2, 3, 4])("bent and without torques, never gains energy with that of its springs: %i", (seed) => {
    const stream = streamFromSeed(seed);
    simulation.reset(
      [0, 0, 0, 0.7 * stream.normal(), 0.7 * stream.normal()],
      Array.from({ length: 5 }, () => stream.normal()),
    );
    const [stiffness] = simulation.model.jnt_stiffness.slice(3);
    const energy = () => {
      const [, , , front, rear] = simulation.views().positions;
      return kineticEnergy(simulation) + 0.5 * stiffness * (front ** 2 + rear ** 2);
    };
    let before = energy();
    for (let t = 0; t < 1000; t++) {
      simulation.step(idle, 1);
      const now = energy();
      expect(now).toBeLessThan(before);
      before = now;
    }
  });

  it("swims in the mirror when its torques change sign", () => {
    const run = (sign: number) => {
      simulation.reset(new Float64Array(5), new Float64Array(5));
      for (let t = 0; t < 100; t++) {
        const phase = 0.3 * t;
        simulation.step(
          Float64Array.of(sign * 40 * Math.sin(phase), sign * 40 * Math.sin(phase - 1)),
          swimmer.substeps,
        );
      }
      return [...simulation.views().positions];
    };
    const [x, ...others] = run(1);
    const [mirrorX, ...mirrorOthers] = run(-1);
    expect(mirrorX).toBeCloseTo(x, 9);
    others.forEach((q, i) => {
      expect(mirrorOthers[i]).toBeCloseTo(-q, 9);
    });
    expect(Math.abs(others[0])).toBeGreaterThan(1e-3);
  });

  it("can swim faster than its target speed: a bend that runs from head to tail", () => {
    simulation.reset(new Float64Array(5), new Float64Array(5));
    let halfway = 0;
    for (let t = 0; t < swimmer.description.steps; t++) {
      if (2 * t === swimmer.description.steps) halfway = simulation.views().positions[0];
      const phase = 12 * swimmer.description.dt * t;
      simulation.step(Float64Array.of(40 * Math.sin(phase), -40 * Math.sin(phase - 1)), swimmer.substeps);
    }
    expect((simulation.views().positions[0] - halfway) / 10).toBeGreaterThan(2.2);
  });

  it("without water keeps its momentum, whatever its motors do", async () => {
    const dry = await Simulation.load(modelText("swimmer.xml").replace('timestep="0.01"', 'timestep="0.0005"'));
    const { mujoco, model, data } = dry;
    const momentum = () => {
      mujoco.mj_forward(model, data);
      mujoco.mj_subtreeVel(model, data);
      const [vx, vy] = data.subtree_linvel;
      const mass = model.body_subtreemass[0];
      return [mass * vx, mass * vy, data.subtree_angmom[2]];
    };
    dry.reset([0, 0, 0.3, 0.5, -0.9], [1, 0.5, 0.3, 2, -1]);
    const before = momentum();
    for (let t = 0; t < 2000; t++) {
      dry.step(Float64Array.of(20 * Math.sin(t / 300), 15 * Math.cos(t / 400)), 1);
    }
    // The integrator's error, of the first order in the timestep, is what remains.
    momentum().forEach((value, i) => {
      expect(Math.abs(value / before[i] - 1)).toBeLessThan(0.01);
    });
    expect(Math.hypot(...before)).toBeGreaterThan(1);
    dry.dispose();
  });
});

it("measures the mean forward speed over the second half", () => {
  const steps = 401;
  const states = new Float64Array(steps * 10);
  // Backwards in the first half of 10 s, then forward at 1.7 m/s.
  for (let t = 0; t < steps; t++) states[10 * t] = t < 200 ? -t : 1.7 * 0.05 * t - 217;
  expect(
    swimmer.metric({ steps, horizon: steps, states, tips: new Float64Array(0), goal: new Float64Array(3) }),
  ).toBeCloseTo(1.7, 9);
  expect([1.79, 1.8].map((speed) => swimmer.succeeded(speed))).toEqual([false, true]);
});
