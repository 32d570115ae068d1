/** Mouse and keys on the scene: left drag turns, right or middle drag pans, the wheel comes nearer. */
import { type Orbit, panned, turned, zoomed } from "./orbit.ts";

/** Half a turn for a drag over the canvas' height. */
const TURN_PER_HEIGHT = Math.PI;
const ZOOM_PER_WHEEL_PIXEL = 0.0012;
const KEY_TURN = Math.PI / 24;
const KEY_ZOOM = 0.85;
/** A press that moves no farther than this is a click [px]. */
const STILL = 4;

type Move = (change: (orbit: Orbit) => Orbit) => void;

interface Controls {
  move: Move;
  reset(): void;
  /** A click at a place of the canvas, from −1 to 1 rightwards and upwards. */
  pick(place: [number, number]): void;
  /** Vertical field of view [rad]. */
  fov: number;
}

/** Returns what stops listening. */
export function listenOnCanvas(canvas: HTMLCanvasElement, { move, reset, pick, fov }: Controls): () => void {
  const listening = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void) =>
    canvas.addEventListener(type, listener as EventListener, { signal: listening.signal, passive: false });

  let pressed: [number, number] = [0, 0];
  on("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pressed = [event.clientX, event.clientY];
  });
  on("click", (event) => {
    if (Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > STILL) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    pick([(2 * (event.clientX - left)) / width - 1, 1 - (2 * (event.clientY - top)) / height]);
  });
  on("pointermove", (event) => {
    if (event.buttons === 0) return;
    const dx = event.movementX / canvas.clientHeight;
    const dy = event.movementY / canvas.clientHeight;
    if (event.buttons & 1 && !event.shiftKey)
      move((orbit) => turned(orbit, -dx * TURN_PER_HEIGHT, dy * TURN_PER_HEIGHT));
    else move((orbit) => panned(orbit, -dx * viewHeight(orbit, fov), dy * viewHeight(orbit, fov)));
  });
  on("contextmenu", (event) => event.preventDefault());
  on("dblclick", reset);
  on("wheel", (event) => {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    move((orbit) => zoomed(orbit, Math.exp(pixels * ZOOM_PER_WHEEL_PIXEL)));
  });
  on("keydown", (event) => {
    // With Ctrl or Command they are the window's own.
    const change = event.altKey ? turns[event.key] : zooms[event.key];
    if (!change || event.ctrlKey || event.metaKey) return;
    move(change);
    event.preventDefault();
  });
  return () => listening.abort();
}

/** Metres that the view is high at the target. */
function viewHeight({ distance }: Orbit, fov: number): number {
  return 2 * distance * Math.tan(fov / 2);
}

const turns: Record<string, (orbit: Orbit) => Orbit> = {
  ArrowLeft: (orbit) => turned(orbit, -KEY_TURN, 0),
  ArrowRight: (orbit) => turned(orbit, KEY_TURN, 0),
  ArrowUp: (orbit) => turned(orbit, 0, KEY_TURN),
  ArrowDown: (orbit) => turned(orbit, 0, -KEY_TURN),
};

const zooms: Record<string, (orbit: Orbit) => Orbit> = {
  "+": (orbit) => zoomed(orbit, KEY_ZOOM),
  "=": (orbit) => zoomed(orbit, KEY_ZOOM),
  "-": (orbit) => zoomed(orbit, 1 / KEY_ZOOM),
};
