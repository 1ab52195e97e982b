// Says Streamlit's own English words in the language of the page: it has no setting for them.
(() => {
  if (window.observatoryWords) return;
  const italian = {
    "Upload": "Carica un file",
    "Browse files": "Scegli un file",
    "Drag and drop file here": "Trascinare qui un file",
    "Drag and drop files here": "Trascinare qui i file",
    "Press Enter to apply": "Invio per confermare",
    "Press Enter to submit form": "Invio per confermare",
    "Press Ctrl+Enter to apply": "Ctrl+Invio per confermare",
    "Press Ctrl+Enter to submit form": "Ctrl+Invio per confermare",
    "Show/hide columns": "Mostra o nascondi colonne",
    "Download as CSV": "Scarica come CSV",
    "Search": "Cerca",
    "Fullscreen": "Schermo intero",
    "Close fullscreen": "Chiudi lo schermo intero",
    "Skip to main content": "Vai al contenuto",
    "No results": "Nessun risultato",
    "Clear value": "Cancella",
    "Clear all": "Cancella tutto",
    "Select all": "Seleziona tutto",
    "Select all results": "Seleziona tutto",
    "open": "apri",
    "Open": "Apri",
    "Close": "Chiudi",
    "Copy to clipboard": "Copia",
    "Zoom in": "Ingrandisci",
    "Zoom out": "Riduci",
    "Map": "Mappa",
    "Page not found": "Pagina non trovata",
    "Running...": "Calcolo in corso",
    "Stop": "Ferma",
    "Connecting": "Collegamento in corso",
  };
  const perFile = /^(\d+)(MB|GB) per file/;
  const asked = /^Add: /;
  const said = (text) => {
    const isItalian = document.documentElement.lang === "it";
    if (asked.test(text)) return text.replace(asked, isItalian ? "Cerca: " : "Search: ");
    return isItalian ? inItalian(text) : null;
  };
  const inItalian = (text) => italian[text.trim()] ?? (perFile.test(text) ? text.replace(perFile, "$1 $2 per file, al massimo") : null);
  const names = ["aria-label", "title", "placeholder", "data-tooltip"];
  const tell = (root) => {
    const all = root.nodeType === Node.ELEMENT_NODE ? [root, ...root.querySelectorAll("*")] : [];
    for (const each of all) {
      for (const name of names) {
        const own = each.getAttribute(name);
        const word = own && said(own);
        if (word && word !== own) each.setAttribute(name, word);
      }
      if (each.closest("[data-own-words], .stHtml, [data-testid='stMarkdown']")) continue;
      for (const part of each.childNodes) {
        if (part.nodeType !== Node.TEXT_NODE) continue;
        const word = said(part.nodeValue);
        if (word && word !== part.nodeValue) part.nodeValue = word;
      }
    }
  };
  window.observatoryWords = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) addedNodes.forEach(tell);
  });
  window.observatoryWords.observe(document.body, { childList: true, subtree: true });
  tell(document.body);
})();
