/** Resolves to `{ url }`, the WebSocket address of the running engine with its token. */
export const engineAddressChannel = "guidepost:engine-address";
