// Says Streamlit's own English words in the language of the page: it has no setting for them.
(() => {
  if (window.observatoryWords) return;
  const italian = {
    "Upload": "Carica un file",
    "Drag and drop a file here": "Trascinare qui un file",
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
    "Add files": "Aggiungi file",
    "open": "apri",
    "Open": "Apri",
    "Close": "Chiudi",
    "Copy to clipboard": "Copia",
    "Zoom in": "Ingrandisci",
    "Zoom out": "Riduci",
    "Zoom In": "Ingrandisci",
    "Zoom Out": "Riduci",
    "Toggle attribution": "Fonte della mappa",
    "Choose an option": "Scegli",
    "Choose options": "Scegli",
    "Map": "Mappa",
    "Page not found": "Pagina non trovata",
    "Show data": "Mostra i numeri",
    "Show chart": "Mostra il grafico",
    "Download as PNG": "Scarica come immagine (PNG)",
    "Copy Vega-Lite spec": "Copia la descrizione del grafico",
    "Mapbox logo": "Logo di Mapbox",
    "file upload": "Scelta di un file",
    "Choose date": "Scegli la data",
    "No options": "Nessuna scelta",
    "No options to select": "Nessuna scelta",
    "Add an option": "Aggiungi una scelta",
    "File size is too small.": "Il file è troppo piccolo.",
    "Retry": "Riprova",
    "Dismiss": "Chiudi",
    "Loading...": "Si carica…",
    "View less": "Mostra di meno",
    "Running...": "Calcolo in corso",
    "Stop": "Ferma",
    "Connecting": "Collegamento in corso",
    "Connection error": "Il collegamento è caduto",
    "Sort ascending": "Dal più piccolo al più grande",
    "Sort descending": "Dal più grande al più piccolo",
    "Autosize": "Adatta la larghezza",
    "Pin column": "Tieni ferma la colonna",
    "Unpin column": "Lascia scorrere la colonna",
    "Hide column": "Nascondi la colonna",
    "Copy column name": "Copia il nome della colonna",
    "Format": "Formato",
    "Statistics": "Statistiche",
    "Clear selection": "Togli la scelta",
    "Add row": "Aggiungi una riga",
    "Delete row(s)": "Togli le righe",
    "Toggle fullscreen": "Schermo intero",
    "Increment": "Aumenta",
    "Decrement": "Riduci",
    "Choose date range": "Scegli le date",
    "Quick select a date range": "Scegli un periodo",
    "Previous month": "Mese precedente",
    "Next month": "Mese seguente",
    "Show password": "Mostra la password",
    "Hide password": "Nascondi la password",
    "Main menu": "Menu",
    "App pages": "Pagine",
  };
  const parts = { day: "giorno", month: "mese", year: "anno" };
  const patterns = [
    [/^(\d+)(MB|GB) per file/, "$1 $2 per file, al massimo"],
    [/^Select (\d+) matches$/, "Seleziona i $1 trovati"],
    [/^(\d+) more$/, "Altri $1"],
    [/^Add: /, "Cerca: "],
    [/^Remove (.+)$/, "Togli $1"],
    [/^File must be (.+) or smaller\.$/, "Il file può avere al massimo $1."],
    [/^(?:This type of|\S+) files are not allowed\.$/, "Un file di questo tipo non si può caricare."],
    [/^(day|month|year)(?=, |$)/, (part) => parts[part]],
    [/^The page that you have requested does not seem to exist\..*$/, "Si apre la prima pagina."],
    [/^You have requested page (\S+), but .*$/, "L’indirizzo $1 non è di nessuna pagina: si apre la prima."],
  ];
  const english = [
    [/^Add: /, "Search: "],
    [/^You have requested page (\S+), but .*$/, "No page has the address $1: the first one opens."],
  ];
  const byPattern = (text, known) => {
    const [pattern, word] = known.find(([each]) => each.test(text)) ?? [];
    return pattern ? text.replace(pattern, word) : null;
  };
  const said = (text) => {
    const isItalian = document.documentElement.lang === "it";
    return isItalian ? (italian[text.trim()] ?? byPattern(text, patterns)) : byPattern(text, english);
  };
  const names = ["aria-label", "title", "placeholder", "data-tooltip"];
  const named = /^([^:]+)(: .+)$/s; // "Fullscreen: what is seen"
  const tellName = (each, name) => {
    const own = each.getAttribute(name);
    const [, first, rest] = own?.match(named) ?? [];
    const word = own && (said(own) ?? (said(first ?? "") && said(first) + rest));
    if (word && word !== own) each.setAttribute(name, word);
  };
  const tellText = (part) => {
    const holder = part.parentElement;
    if (holder?.closest("[data-own-words], .stHtml, [data-testid='stMarkdown']") && !holder.closest("[role='dialog']")) return;
    const word = said(part.nodeValue);
    if (word && word !== part.nodeValue) part.nodeValue = word;
  };
  const tell = (root) => {
    const all = root.nodeType === Node.ELEMENT_NODE ? [root, ...root.querySelectorAll("*")] : [];
    for (const each of all) {
      for (const name of names) tellName(each, name);
      for (const part of each.childNodes) if (part.nodeType === Node.TEXT_NODE) tellText(part);
    }
  };
  window.observatoryWords = new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === "attributes") tellName(target, attributeName);
      else if (type === "characterData") tellText(target);
      else addedNodes.forEach((node) => (node.nodeType === Node.TEXT_NODE ? tellText(node) : tell(node)));
    }
  });
  const watched = { childList: true, subtree: true, characterData: true, attributeFilter: names };
  window.observatoryWords.observe(document.body, watched);
  tell(document.body);
})();
