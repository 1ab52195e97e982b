// ← and → (and the page keys) walk from slide to slide.
const slides = [...document.querySelectorAll('.slide')];
let here = 0;
addEventListener('keydown', event => {
  const step = { ArrowRight: 1, PageDown: 1, ' ': 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  here = Math.min(slides.length - 1, Math.max(0, here + step));
  slides[here].scrollIntoView();
});
