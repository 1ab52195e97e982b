// On the page that presents, keys press its buttons: ← and → (and the page keys of a clicker) go through the story, Esc closes it.
if (!window.observatoryStage) {
  window.observatoryStage = true;
  const buttons = { ArrowLeft: 'back', PageUp: 'back', ArrowRight: 'next', PageDown: 'next', Escape: 'close' };
  document.addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) return;
    const button = document.querySelector(`.st-key-stage_${buttons[event.key]} button:enabled`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}
