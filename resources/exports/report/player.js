// Plays the rollouts of a report on a canvas, without any library. `data` is what main/exports/report.ts writes:
// geoms { body, type, size, position, orientation, color }, motions { title, frames, poses }, seconds per frame, plane.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const canvas = document.querySelector("canvas");
  const context = canvas.getContext("2d");
  const [play, time, choice, clock] = ["play", "time", "choice", "clock"].map((id) => document.getElementById(id));
  const bodies = data.bodies;
  const motions = data.motions.map(({ frames, poses }) => ({ frames, poses: floats(poses) }));
  let azimuth = data.planar ? 0 : 0.5;
  let elevation = data.planar ? 0.1 : 0.4;
  let zoom = 1;
  let frame = 0;
  let playing = false;
  let last = 0;

  function floats(base64) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return new Float32Array(bytes.buffer);
  }

  function turn([w, x, y, z], [a, b, c]) {
    const [tx, ty, tz] = [2 * (y * c - z * b), 2 * (z * a - x * c), 2 * (x * b - y * a)];
    return [a + w * tx + y * tz - z * ty, b + w * ty + z * tx - x * tz, c + w * tz + x * ty - y * tx];
  }

  const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

  /** Position and orientation of a body in the frame that is shown. */
  function poseOf(body) {
    const { poses } = motions[choice.selectedIndex];
    const at = (Math.floor(frame) * bodies + body) * 7;
    return { p: [poses[at], poses[at + 1], poses[at + 2]], q: Array.from(poses.subarray(at + 3, at + 7)) };
  }

  /** To pixels, and the depth away from the viewer [m]. */
  function project(point, centre) {
    const d = point.map((value, i) => value - centre[i]);
    const [ca, sa, ce, se] = [Math.cos(azimuth), Math.sin(azimuth), Math.cos(elevation), Math.sin(elevation)];
    const right = d[0] * ca + d[1] * sa;
    const into = -d[0] * sa + d[1] * ca;
    const up = d[2] * ce - into * -se;
    const scale = (zoom * Math.min(canvas.width / data.width, canvas.height / data.height)) * 0.92;
    return [canvas.width / 2 + right * scale, canvas.height / 2 - up * scale, into * ce - d[2] * se, scale];
  }

  function drawGeom(geom, centre) {
    const { p, q } = poseOf(geom.body);
    const place = (local) => add(p, turn(q, add(geom.position, turn(geom.orientation, local))));
    const [a, b, c] = geom.size;
    context.fillStyle = context.strokeStyle = geom.color;
    if (geom.type === "box") return hull(corners(a, b, c).map((corner) => project(place(corner), centre)));
    const half = geom.type === "capsule" || geom.type === "cylinder" ? b : 0;
    const radius = geom.type === "ellipsoid" ? Math.max(a, b, c) : a;
    const [from, to] = [project(place([0, 0, -half]), centre), project(place([0, 0, half]), centre)];
    context.lineWidth = 2 * radius * from[3];
    context.lineCap = geom.type === "cylinder" ? "butt" : "round";
    context.beginPath();
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0] + 0.01, to[1]);
    context.stroke();
  }

  function corners(a, b, c) {
    return [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [bits & 1 ? a : -a, bits & 2 ? b : -b, bits & 4 ? c : -c]);
  }

  /** Fills the convex hull of points (Andrew's monotone chain). */
  function hull(points) {
    const sorted = points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const half = (list) => {
      const chain = [];
      for (const point of list) {
        while (chain.length > 1 && cross(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
        chain.push(point);
      }
      return chain.slice(0, -1);
    };
    context.beginPath();
    for (const [x, y] of [...half(sorted), ...half([...sorted].reverse())]) context.lineTo(x, y);
    context.fill();
  }

  function cross(o, a, b) {
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  }

  function drawGrid(centre) {
    context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--grid");
    context.lineWidth = 1;
    const reach = Math.ceil(Math.max(data.width, data.height)) + 2;
    const [x, y] = [Math.round(centre[0]), Math.round(centre[1])];
    for (let i = -reach; i <= reach; i++) {
      line([x + i, y - reach, data.ground], [x + i, y + reach, data.ground], centre);
      line([x - reach, y + i, data.ground], [x + reach, y + i, data.ground], centre);
    }
  }

  function line(from, to, centre) {
    const [a, b] = [project(from, centre), project(to, centre)];
    context.beginPath();
    context.moveTo(a[0], a[1]);
    context.lineTo(b[0], b[1]);
    context.stroke();
  }

  function draw() {
    canvas.width = canvas.clientWidth * devicePixelRatio;
    canvas.height = (canvas.width * 9) / 16;
    const followed = data.follow === null ? [0, 0, 0] : poseOf(data.follow).p;
    const centre = data.follow === null ? data.centre : [followed[0], followed[1], data.centre[2]];
    drawGrid(centre);
    const depth = (geom) => project(add(poseOf(geom.body).p, turn(poseOf(geom.body).q, geom.position)), centre)[2];
    for (const geom of [...data.geoms].sort((a, b) => depth(b) - depth(a))) drawGeom(geom, centre);
    time.value = String(Math.floor(frame));
    clock.textContent = `${(Math.floor(frame) * data.period).toFixed(2)} s`;
  }

  function tick(now) {
    if (!playing) return;
    frame += Math.min(0.25, (now - last) / 1000) / data.period;
    last = now;
    frame %= motions[choice.selectedIndex].frames;
    draw();
    requestAnimationFrame(tick);
  }

  play.addEventListener("click", () => {
    playing = !playing;
    play.textContent = playing ? "Pause" : "Play";
    last = performance.now();
    requestAnimationFrame(tick);
  });
  time.addEventListener("input", () => {
    frame = Number(time.value);
    draw();
  });
  choice.addEventListener("change", () => {
    time.max = String(motions[choice.selectedIndex].frames - 1);
    frame = Math.min(frame, motions[choice.selectedIndex].frames - 1);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons === 0) return;
    azimuth -= event.movementX * 0.006;
    elevation = Math.max(-1.5, Math.min(1.5, elevation + event.movementY * 0.006));
    draw();
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom *= Math.exp(-event.deltaY * 0.001);
    draw();
  });
  addEventListener("resize", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  choice.selectedIndex = motions.length - 1;
  time.max = String(motions.at(-1).frames - 1);
  draw();
})();
