// Notes, inside the page, what arrived and when polygons were painted, without any trip to the test driver.
// WebGL: after every frame that draws many polygons it reads pixel rows back, which waits until they are painted.
// Leaflet (in a frame): when all paths exist, it waits for the animation frame after, when they have been painted.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  if (window !== window.top) {
    const MANY_PATHS = 1000;
    let before = -1;
    const look = () => {
      const paths = document.querySelectorAll("path.leaflet-interactive");
      if (paths.length < MANY_PATHS || paths.length !== before) {
        before = paths.length;
        return requestAnimationFrame(look);
      }
      const fills = [...paths].map((path) => path.getAttribute("fill")).join();
      window.top.postMessage({ benchmark: true, at: now(), fills }, "*");
    };
    requestAnimationFrame(look);
    return;
  }
  const MANY = 3000, ROWS = 24, CHANGED = 0.05;
  const bench = (window.bench = { bytes: 0, paints: 0, firstPaint: 0, clicked: 0, recoloured: 0, busy: now() });
  let latest = null, before = null;
  performance.setResourceTimingBufferSize(100000);

  const painted = (picture, share, at) => {
    bench.paints += 1;
    bench.busy = now();
    bench.firstPaint ||= at;
    latest = picture;
    if (bench.clicked && !bench.recoloured && share(before, picture) > CHANGED) bench.recoloured = at;
  };
  const unequalBytes = (a, b) => {
    let unequal = 0;
    for (let at = 0; at < b.length; at += 4) unequal += !a || a[at] !== b[at] || a[at + 1] !== b[at + 1];
    return (4 * unequal) / b.length;
  };
  const readRows = (gl) => {
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
    const pixels = new Uint8Array(ROWS * width * 4);
    const target = gl.READ_FRAMEBUFFER ?? gl.FRAMEBUFFER;
    const bound = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING ?? gl.FRAMEBUFFER_BINDING);
    gl.bindFramebuffer(target, null);
    for (let row = 0; row < ROWS; row += 1) {
      const part = pixels.subarray(row * width * 4, (row + 1) * width * 4);
      gl.readPixels(0, Math.floor(((row + 0.5) * height) / ROWS), width, 1, gl.RGBA, gl.UNSIGNED_BYTE, part);
    }
    gl.bindFramebuffer(target, bound);
    return pixels;
  };
  const waiting = new Set();
  const drawn = (gl) => {
    if (waiting.has(gl) || gl.getParameter(gl.FRAMEBUFFER_BINDING) !== null) return;
    waiting.add(gl);
    queueMicrotask(() => {
      waiting.delete(gl);
      const picture = readRows(gl);
      painted(picture, unequalBytes, now());
    });
  };
  const counts = { drawElements: [1], drawArrays: [2], drawElementsInstanced: [1, 4], drawArraysInstanced: [2, 3] };
  for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
    for (const [name, places] of Object.entries(counts)) {
      const draw = kind.prototype[name];
      if (!draw) continue;
      kind.prototype[name] = function (...given) {
        const answer = draw.apply(this, given);
        if (Math.max(...places.map((place) => given[place])) > MANY) drawn(this);
        return answer;
      };
    }
  }
  addEventListener("message", ({ data }) => {
    if (data?.benchmark) painted(data.fills, (a, b) => (a === b ? 0 : 1), data.at);
  });
  addEventListener("click", () => {
    if (bench.armed) Object.assign(bench, { armed: false, clicked: now() });
  }, true);

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        bench.bytes += data.size ?? data.byteLength ?? data.length;
        bench.busy = now();
      });
    }
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.bytes += entry.transferSize;
    bench.busy = now();
  }).observe({ type: "resource", buffered: true });

  bench.arm = () => {
    before = latest;
    Object.assign(bench, { armed: true, clicked: 0, recoloured: 0, bytes: 0 });
  };
  bench.isQuiet = (milliseconds) => {
    const app = document.querySelector("[data-testid='stApp']");
    return app?.dataset.testScriptState === "notRunning" && bench.paints > 0 && now() - bench.busy > milliseconds;
  };
})();
