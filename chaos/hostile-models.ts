/** Models that somebody might send to do harm, each a whole text; `robot` is a good one. */

type Hostile = (robot: string) => string;

/** Puts an element into the body of the model. */
const into =
  (element: string): Hostile =>
  (robot) =>
    robot.replace("</mujoco>", `${element}</mujoco>`);
const inWorld =
  (element: string): Hostile =>
  (robot) =>
    robot.replace("</worldbody>", `${element}</worldbody>`);
const named =
  (name: string): Hostile =>
  (robot) =>
    robot.replace(/<mujoco[^>]*>/, `<mujoco model="${name}">`);
const alone =
  (content: string): Hostile =>
  () =>
    `<mujoco>${content}</mujoco>`;
const option = (attributes: string): Hostile => into(`<option ${attributes}/>`);

const hugeField = '<asset><hfield name="h" nrow="100000" ncol="100000" size="1 1 1 1"/></asset>';
const nestedBodies = (depth: number): string => `${"<body>".repeat(depth)}<geom size=".1"/>${"</body>".repeat(depth)}`;

export const hostileModels: Record<string, Hostile> = {
  "huge timestep": option('timestep="1e6"'),
  "zero timestep": option('timestep="0"'),
  "negative timestep": option('timestep="-0.01"'),
  "timestep that is no number": option('timestep="nan"'),
  "tiny timestep": option('timestep="1e-300"'),
  "huge gravity": option('gravity="0 0 -1e30"'),
  "gravity that is no number": option('gravity="nan nan nan"'),
  "endless iterations": option('iterations="2000000000" tolerance="0"'),
  "endless line search": option('ls_iterations="2000000000" ls_tolerance="0"'),
  "huge height field": alone(
    '<asset><hfield name="h" nrow="100000" ncol="100000" size="1 1 1 1"/></asset><worldbody><geom type="hfield" hfield="h"/></worldbody>',
  ),
  "large height field": alone(
    '<asset><hfield name="h" nrow="10000" ncol="10000" size="1 1 1 1"/></asset><worldbody><geom type="hfield" hfield="h"/></worldbody>',
  ),
  "negative height field": alone(
    '<asset><hfield name="h" nrow="-5" ncol="-5" size="1 1 1 1"/></asset><worldbody><geom type="hfield" hfield="h"/></worldbody>',
  ),
  "huge texture": alone(
    '<asset><texture name="t" type="2d" builtin="flat" width="100000" height="100000"/></asset><worldbody/>',
  ),
  "large texture": alone(
    '<asset><texture name="t" type="2d" builtin="flat" width="16000" height="16000"/></asset><worldbody/>',
  ),
  "huge memory": into('<size memory="1000G"/>'),
  "a little more memory than there is": into('<size memory="3G"/>'),
  "many contacts": into('<size nconmax="2000000000" njmax="2000000000"/>'),
  "huge user data": into('<size nuserdata="2000000000"/>'),
  "huge user arrays": into('<size nuser_body="2000000000" nuser_geom="2000000000"/>'),
  "many keys": into('<size nkey="2000000000"/>'),
  replicates: inWorld('<replicate count="1000000" offset="1 0 0"><geom size=".1"/></replicate>'),
  "replicates of replicates": inWorld(
    `${'<replicate count="100" offset="1 0 0">'.repeat(6)}<geom size=".1"/>${"</replicate>".repeat(6)}`,
  ),
  "huge composite": inWorld(
    '<body><composite type="cable" curve="s" count="1000000 1 1" size="1"><geom type="capsule" size=".01"/></composite></body>',
  ),
  "huge flexcomp": inWorld('<flexcomp name="f" type="grid" count="1000 1000 1000" spacing=".1 .1 .1" dim="3"/>'),
  "deep nesting": inWorld(nestedBodies(400)),
  "deeper nesting": inWorld(nestedBodies(100_000)),
  "many geoms": inWorld('<geom size=".1"/>'.repeat(100_000)),
  "many bodies": inWorld('<body><joint/><geom size=".1"/></body>'.repeat(5000)),
  "include of a file": into('<include file="/etc/passwd"/>'),
  "include of itself": into('<include file="model.xml"/>'),
  "missing mesh": into('<asset><mesh file="robot.stl"/></asset>'),
  "mesh of the machine": into('<asset><mesh file="../../../../etc/passwd"/></asset>'),
  "missing texture": into('<asset><texture type="2d" file="skin.png"/></asset>'),
  "missing height map": into('<asset><hfield name="h" file="map.png" size="1 1 1 1"/></asset>'),
  "huge mesh": into(`<asset><mesh name="m" vertex="${"1 2 3 ".repeat(100_000)}"/></asset>`),
  "flat mesh": into('<asset><mesh name="m" vertex="0 0 0 1 0 0 0 1 0 1 1 0"/></asset>'),
  "unknown plugin": into('<extension><plugin plugin="mujoco.evil"/></extension>'),
  "attached model": into('<asset><model name="m" file="other.xml"/></asset>'),
  "hidden behind CDATA": alone(`<![CDATA[<!--]]>${hugeField}<worldbody/><!-- -->`),
  "hidden behind an instruction": (robot) => `<?x <!-- ?>${alone(`${hugeField}<worldbody/>`)(robot)}<!-- -->`,
  "hidden behind a document type": (robot) => `<!DOCTYPE x "<!--">${alone(`${hugeField}<worldbody/>`)(robot)}<!-- -->`,
  "hidden behind a space": alone(`${hugeField.replace("<hfield", "< hfield")}<worldbody/>`),
  "sizes in characters' numbers": alone(`${hugeField.replaceAll('"1', '"&#49;')}<worldbody/>`),
  "replicates in characters' numbers": inWorld(
    '<replicate count="1000000&#32;" offset="1 0 0"><geom size=".1"/></replicate>',
  ),
  laughs: (robot) =>
    `<!DOCTYPE m [${Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("")}]>${named("&l10;")(robot)}`,
  "a mark before the text": (robot) => `\ufeff${robot}`,
  "no Unicode": named("\ufffd\ufffe\ud800"),
  "another encoding": (robot) => Buffer.from(robot, "utf16le").toString("utf8"),
  "texture of the machine": into('<asset><texture type="2d" file="/etc/passwd"/></asset>'),
  "height map of the machine": into('<asset><hfield name="h" file="/proc/self/environ" size="1 1 1 1"/></asset>'),
  "skin of the machine": into('<asset><skin file="/etc/passwd"/></asset>'),
  "folder of the machine": into('<compiler meshdir="/etc" texturedir="/etc"/><asset><mesh file="passwd.stl"/></asset>'),
  "a plugin's instance": into(
    '<extension><plugin plugin="mujoco.sdf.bolt"><instance name="i"/></plugin></extension><worldbody><geom type="sdf"><plugin instance="i"/></geom></worldbody>',
  ),
  entities: (robot) => `<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${robot}`,
  "outside entity": (robot) => `<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>${robot}`,
  "no text": () => "",
  blank: () => " \n".repeat(1000),
  "no XML": () => "{}",
  "another root": () => "<robot name='urdf'><link name='a'/></robot>",
  "zero bytes": (robot) => `${robot.slice(0, 200)}\u0000${robot.slice(200)}`,
  "long attribute": named("a".repeat(1_000_000)),
  unclosed: (robot) => robot.slice(0, -20),
  massless: inWorld("<body><freejoint/></body>"),
  "mass that is no number": inWorld('<body><freejoint/><geom size=".1" mass="nan"/></body>'),
  "huge mass": inWorld('<body><freejoint/><geom size=".1" mass="1e300"/></body>'),
  "tiny mass": inWorld('<body><freejoint/><geom size=".1" mass="1e-12"/></body>'),
  "position that is no number": inWorld('<body pos="nan inf 0"><geom size=".1"/></body>'),
  "two of a name": inWorld('<site name="tip"/><site name="tip"/>'),
};
