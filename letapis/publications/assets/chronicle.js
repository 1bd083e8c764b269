// Filter, search and copying. Every page can be read without it; it asks no host for anything and keeps nothing.
(function () {
  "use strict";

  // Letters that look alike are one letter here, so that "Council" finds a word that begins with a Cyrillic Es.
  const alike = {};
  const pairs = "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdԛqԝwɡgӏlёe";
  for (let at = 0; at < pairs.length; at += 2) { alike[pairs[at]] = pairs[at + 1]; }
  const hidden = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0300-\u036f]/g;

  function fold(text) {
    const bare = text.toLowerCase().normalize("NFD").replace(hidden, "").replace(/[\u2019\u02bc`]/g, "'");
    let folded = "";
    for (const letter of bare) { folded += alike[letter] || letter; }
    return folded;
  }

  function words(text) { return fold(text).split(/\s+/).filter(Boolean); }
  function holds(folded, wanted) { return wanted.every((word) => folded.includes(word)); }

  function make(name, properties, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties || {})) {
      if (key in element) { element[key] = value; } else { element.setAttribute(key, value); }
    }
    element.append(...children);
    return element;
  }

  function choice(label, all, values) {
    const select = make("select", {}, make("option", { value: "", textContent: all }));
    for (const [value, name] of values) { select.append(make("option", { value: value, textContent: name })); }
    return [select, make("label", {}, make("span", { textContent: label }), select)];
  }

  function tick(label) {
    const box = make("input", { type: "checkbox" });
    return [box, make("label", { className: "tick" }, box, label)];
  }

  function buildFilter(holder) {
    const events = Array.from(document.querySelectorAll(".days .event"));
    if (events.length < 2) { return; }
    const say = holder.dataset;
    const kinds = new Map();
    const places = new Set();
    const rows = events.map((element) => {
      const kind = element.closest(".kind").querySelector("h3").textContent;
      kinds.set(element.dataset.kind, kind);
      const here = element.dataset.places ? element.dataset.places.split("|") : [];
      here.forEach((place) => places.add(place));
      return { element: element, kind: element.dataset.kind, places: here, text: null };
    });
    const search = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const wordsLabel = make("label", {}, make("span", { textContent: say.words + " (" + say.hint + ")" }), search);
    const [kind, kindLabel] = choice(say.kind, say.all, Array.from(kinds));
    const sorted = Array.from(places).sort((one, other) => one.localeCompare(other, document.documentElement.lang));
    const [place, placeLabel] = choice(say.place, say.all, sorted.map((name) => [name, name]));
    const [numbers, numbersLabel] = tick(say.numbers);
    const [several, severalLabel] = tick(say.several);
    const clear = make("button", { type: "button", textContent: say.clear });
    const shown = make("output", {});
    const box = make("fieldset", { className: "filter" }, make("legend", { textContent: say.legend }),
      wordsLabel, kindLabel, placeLabel, numbersLabel, severalLabel, clear, shown);

    function apply() {
      const wanted = words(search.value);
      let number = 0;
      for (const row of rows) {
        if (wanted.length && row.text === null) {
          const day = row.element.closest(".day").querySelector("h2").textContent;
          row.text = fold(row.element.textContent + " " + day + " " + kinds.get(row.kind));
        }
        const fits = (!kind.value || row.kind === kind.value) && (!place.value || row.places.includes(place.value))
          && (!numbers.checked || "number" in row.element.dataset)
          && (!several.checked || Number(row.element.dataset.origins) > 1)
          && (!wanted.length || holds(row.text, wanted));
        row.element.hidden = !fits;
        if (fits) { number += 1; }
      }
      for (const part of document.querySelectorAll(".days section.kind, .days .day")) {
        part.hidden = !part.querySelector(".event:not([hidden])");
      }
      for (const entry of document.querySelectorAll(".contents li")) {
        const day = document.getElementById(entry.querySelector("a").hash.slice(1));
        entry.hidden = Boolean(day && day.hidden);
      }
      shown.textContent = say.shown.replace("{n}", number).replace("{all}", rows.length)
        + (number ? "" : " " + say.nothing);
    }

    let waiting = 0;
    search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
    for (const control of [kind, place, numbers, several]) { control.addEventListener("change", apply); }
    clear.addEventListener("click", () => {
      search.value = kind.value = place.value = "";
      numbers.checked = several.checked = false;
      apply();
      search.focus();
    });
    holder.append(box);
    holder.hidden = false;
    apply();
  }

  function loadIndex(then) {
    if (window.letapisIndex) { then(); return; }
    const script = make("script", { src: document.body.dataset.root + "assets/search-index.js" });
    script.addEventListener("load", then);
    document.head.append(script);
  }

  function buildSearch(holder) {
    const most = 200;
    const say = holder.dataset;
    const field = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const found = make("output", { className: "found" });
    const list = make("ol", { className: "results" });
    let rows = null;
    let waiting = 0;

    function result(row) {
      const link = make("a", { href: document.body.dataset.root + row[1], textContent: row[2] });
      const heading = make("div", {}, link);
      if (row[0] === "s") { heading.append(" ", make("span", { className: "tag total", textContent: say.source })); }
      if (row[4]) { heading.append(" ", make("span", { className: "tag machine", textContent: say.machine })); }
      return make("li", {}, heading, make("p", { textContent: row[3] }));
    }

    function apply() {
      if (rows === null) {
        rows = window.letapisIndex.map((row) => [fold(row[2] + " " + row[3]), row]);
      }
      const wanted = words(field.value);
      const fitting = wanted.length ? rows.filter((row) => holds(row[0], wanted)) : [];
      list.replaceChildren(...fitting.slice(0, most).map((row) => result(row[1])));
      found.textContent = !wanted.length ? "" : !fitting.length ? say.nothing
        : say.found.replace("{n}", fitting.length) + (fitting.length > most ? " " + say.more.replace("{n}", most) : "");
      try { history.replaceState(null, "", wanted.length ? "#" + encodeURIComponent(field.value) : " "); } catch { /* a page from a file may not */ }
    }

    field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => loadIndex(apply), 120); });
    holder.append(make("fieldset", { className: "filter" },
      make("label", {}, make("span", { textContent: say.label }), field, make("small", { textContent: say.hint })), found), list);
    holder.hidden = false;
    if (location.hash.length > 1) {
      try { field.value = decodeURIComponent(location.hash.slice(1)); } catch { field.value = ""; }
      loadIndex(apply);
    }
    field.focus();
  }

  function buildCopy(part) {
    const button = make("button", { type: "button", textContent: part.dataset.copy });
    const done = make("span", { role: "status" });
    button.addEventListener("click", () => {
      const range = document.createRange();
      range.selectNodeContents(part);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      const copied = document.execCommand("copy");  // the one way that a page from a file has everywhere
      done.textContent = copied ? " " + part.dataset.copied : "";
    });
    part.after(make("p", {}, button, done));
  }

  // What a link points into must be open to be seen.
  function openTarget() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const closed = target && target.closest("details:not([open])");
    if (closed) { closed.open = true; target.scrollIntoView(); }
  }

  const filter = document.getElementById("filter");
  if (filter) { buildFilter(filter); }
  const search = document.getElementById("search");
  if (search) { buildSearch(search); }
  document.querySelectorAll("[data-copy]").forEach(buildCopy);
  addEventListener("hashchange", openTarget);
  if (!search) { openTarget(); }
})();
