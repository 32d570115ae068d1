/** Names what draws WebGL, or nothing where nothing does. */
const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
const names = gl?.getExtension("WEBGL_debug_renderer_info");
const renderer: string = gl && names ? gl.getParameter(names.UNMASKED_RENDERER_WEBGL) : "";
gl?.getExtension("WEBGL_lose_context")?.loseContext();
self.postMessage(renderer);
