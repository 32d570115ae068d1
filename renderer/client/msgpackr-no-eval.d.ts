/** The build of msgpackr that never compiles code; its package declares no types for it. */
declare module "msgpackr/index-no-eval" {
  export { pack, unpack } from "msgpackr";
}
