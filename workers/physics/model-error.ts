/** A model that MuJoCo refuses, or that asks for too much to be given to it; the message is one line. */
export class ModelError extends Error {
  override name = "ModelError";
}
