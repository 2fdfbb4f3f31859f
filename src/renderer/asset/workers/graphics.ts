/** Whether the processor draws, for want of a graphics card. @throws where this machine draws nothing */
export function isDrawnInSoftware(
  canvas: Pick<OffscreenCanvas, 'getContext'> = new OffscreenCanvas(1, 1),
): boolean {
  const gl = canvas.getContext('webgl2');
  if (gl === null) throw new Error('This machine has no WebGL 2.');
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  // A process has few contexts, and this one is asked nothing more.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}
