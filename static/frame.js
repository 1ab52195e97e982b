// Tells the server how much room a map has, and shows the map with its legend on the whole screen.
const ROUND = 20; // px: smaller changes are not worth a new picture
const LEAST = 300;
const AROUND = 80; // px: the button over a legend that lies on the map, and the room about them
const BESIDE = 640; // px: from this width on the legend lies over the map, else under it
const LEGEND_REM = 16.25; // most that a legend over the map takes of its width, with the room about it: as style.css has it

export default function ({ parentElement, setStateValue, data }) {
  const root = parentElement.getRootNode();
  const frame = (root.host ?? parentElement).closest("[class*='st-key-map_frame_']");
  if (!frame) return undefined;
  const main = document.querySelector("[data-testid='stMain']");

  const room = () => {
    const width = frame.clientWidth;
    const over = LEGEND_REM * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const isWhole = document.fullscreenElement === frame;
    const top = frame.getBoundingClientRect().top + (main?.scrollTop ?? 0);
    const seen = window.innerHeight;
    const legend = frame.querySelector(".maplegend")?.offsetHeight ?? 0;
    const under = width < BESIDE ? legend + 8 : 0;
    const beside = under ? 0 : over;
    if (isWhole) return [width, seen - under, beside];
    const height = (top < 0.6 * seen ? seen - top - 12 : seen - 90) - under;
    const least = under ? LEAST : Math.max(LEAST, legend + AROUND);
    return [width, Math.max(least, Math.min(height, data.highest, 1.05 * (width - beside))), beside];
  };
  const tell = () => {
    if (!frame.clientWidth) return;
    const now = room().map((px) => Math.floor(px / ROUND) * ROUND);
    const told = (frame.dataset.told ?? data.size).split("x").map(Number);
    frame.dataset.measured = "";
    if (now.every((px, place) => Math.abs(px - told[place]) <= ROUND)) return;
    frame.dataset.told = now.join("x");
    setStateValue("size", frame.dataset.told);
  };
  let waiting;
  let isLeaving = false;
  const later = () => {
    clearTimeout(waiting);
    if (!isLeaving) waiting = setTimeout(tell, 250);
  };
  // Until the server answers, whatever is told bears the address of this page, and would bring the reader back to it.
  const leaving = (event) => {
    const link = event.type === "click" ? event.target.closest?.("a[href]") : location;
    if (!link || link.target === "_blank" || link.hasAttribute?.("download") || link.hash) return;
    if (link.origin !== location.origin) return;
    isLeaving = true;
    clearTimeout(waiting);
  };
  const ran = new MutationObserver(([{ target }]) => {
    if (target.dataset.testScriptState !== "notRunning") return;
    isLeaving = false;
    later();
  });
  const whole = (event) => {
    if (!event.target.closest("[data-whole-screen]")) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else frame.requestFullscreen?.().catch(() => {});
  };
  const observer = new ResizeObserver(later);
  observer.observe(frame);
  const app = document.querySelector("[data-testid='stApp']");
  if (app) ran.observe(app, { attributeFilter: ["data-test-script-state"] });
  document.addEventListener("click", leaving, true);
  window.addEventListener("popstate", leaving, true);
  window.addEventListener("resize", later);
  document.addEventListener("fullscreenchange", later);
  frame.onclick = whole; // one alone, however often the page is drawn
  later();
  return () => {
    clearTimeout(waiting);
    observer.disconnect();
    ran.disconnect();
    document.removeEventListener("click", leaving, true);
    window.removeEventListener("popstate", leaving, true);
    window.removeEventListener("resize", later);
    document.removeEventListener("fullscreenchange", later);
  };
}
