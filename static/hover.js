// Fills the map's tooltip with the hovered area's figure. The texts are fetched once, at the first hover after a change.
(() => {
  if (window.observatoryHover) return;
  const texts = new Map();
  const load = (url) => {
    if (!texts.has(url)) texts.set(url, fetch(url).then((answer) => (answer.ok ? answer.json() : [])));
    return texts.get(url);
  };
  const keepInside = (tooltip) => {
    tooltip.style.marginLeft = "0";
    const beyond = tooltip.getBoundingClientRect().right - tooltip.parentElement.getBoundingClientRect().right;
    if (beyond > 0) tooltip.style.marginLeft = `${-Math.ceil(beyond)}px`;
  };
  // Very many areas: a letter each, for one of a few labels; the map's tiles hold the names.
  const ofClass = ({ labels, letters }, area, cell) => [cell.textContent, labels[letters.charCodeAt(area) - 65]];
  const fill = () => {
    const cell = document.querySelector(".deck-tooltip [data-area]");
    const source = document.querySelector("[data-hover-url]");
    if (!cell || !source || cell.dataset.area === "" || cell.dataset.shown === cell.dataset.area) return;
    const area = cell.dataset.area;
    cell.dataset.shown = area;
    load(source.dataset.hoverUrl).then((told) => {
      const [name, text] = Array.isArray(told) ? (told[Number(area)] ?? []) : ofClass(told, Number(area), cell);
      if (!cell.isConnected || cell.dataset.area !== area || name === undefined) return;
      const heading = document.createElement("b");
      heading.textContent = name;
      cell.replaceChildren(heading, document.createElement("br"), text);
      keepInside(cell.closest(".deck-tooltip"));
    });
  };
  window.observatoryHover = new MutationObserver(fill);
  window.observatoryHover.observe(document.body, { childList: true, subtree: true });
})();
