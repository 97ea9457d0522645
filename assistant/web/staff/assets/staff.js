"use strict";
// The staff's pages work with forms and links; this adds looking up while typing, keys and copying.

const body = document.body;
const said = document.getElementById("said");

function say(text) {
  said.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { said.textContent = ""; }, 4000);
}

async function copy(text) {
  try {
    if (!navigator.clipboard) throw new Error("no clipboard"); // a page without https has none
    await navigator.clipboard.writeText(text);
  } catch {
    const held = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (held) held.focus();
    if (!done) { say(body.dataset.failed); return; }
  }
  say(body.dataset.copied);
}

async function fetched(address, options) {
  const response = await fetch(address, { credentials: "same-origin", ...options });
  if (response.status === 401 || response.status === 403) { say(body.dataset.gone); throw new Error("signed out"); }
  if (!response.ok) { say(body.dataset.failed); throw new Error(String(response.status)); }
  return response.text();
}

// what is asked for last is what is shown, whatever comes back last
function latest(show) {
  let controller = null;
  return async (address, options) => {
    if (controller) controller.abort();
    const mine = new AbortController();
    controller = mine;
    try {
      const text = await fetched(address, { ...options, signal: mine.signal });
      if (controller === mine) show(text);
      return controller === mine;
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error.message);
      return false;
    }
  };
}

// what is typed is looked for at once, one look at a time: what is typed meanwhile is looked for as soon as the last
// look is over, so that no look for half a word holds up that for the whole. While an input method is still composing,
// what stands in the box is not yet what is meant.
function whileTyping(box, search) {
  let busy = false, again = false;
  const look = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      do {
        again = false;
        await search();
      } while (again);
    } finally {
      busy = false;
    }
  };
  box.addEventListener("input", (event) => { if (!event.isComposing) look(); });
  box.addEventListener("compositionend", look);
}

function typing(target) {
  return target.closest("input, select, textarea") !== null;
}

function copyable(target) {
  const near = target.closest("[data-copy]") || document.querySelector("#script [data-copy]");
  return near || document.querySelector(".clause:target");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.copy");
  if (button) copy(button.dataset.copy);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === "c") {
    const from = copyable(event.target);
    if (from) { event.preventDefault(); copy(from.dataset.copy); }
  } else if (event.key === "Escape" && document.querySelector(".document")) {
    history.back();
  }
});

const lookUp = document.getElementById("look-up");
if (lookUp) {
  const box = document.getElementById("q");
  const hits = document.getElementById("hits");
  const script = document.getElementById("script");
  const filters = ["document", "district", "topic"].map((name) => document.getElementById(name));
  let before = []; // what was asked before a choice was made
  const links = () => [...hits.querySelectorAll("a.hit")];
  const showHits = latest((text) => {
    const held = hits.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    hits.innerHTML = text; // made by the server, which has escaped it
    performance.mark("hits-shown");
    // who went down to a clause while the last look was under way stays with it, or with the best
    if (held !== null) (links().find((link) => link.getAttribute("href") === held) ?? links()[0] ?? box).focus();
  });
  const showScript = latest((text) => { script.innerHTML = text; });

  const address = () => new URLSearchParams([["q", box.value], ...filters.map((each) => [each.name, each.value])]);
  const search = () => {
    try { history.replaceState(null, "", `/staff?${address()}`); } catch { /* too often for this browser */ }
    return showHits(`/staff/look-up?${address()}`);
  };
  const ask = async (question, earlier) => {
    if (!question.trim()) return;
    const form = new URLSearchParams([["csrf", body.dataset.csrf], ["q", question], ["district", filters[1].value]]);
    earlier.forEach((one) => form.append("before", one));
    // beside the clauses it is in sight already; on a narrow screen it is scrolled to
    if (await showScript("/staff/script", { method: "POST", body: form })) script.focus({ preventScroll: innerWidth > 820 });
    before = [...earlier, question];
  };
  const move = (from, by) => {
    const all = links();
    const at = all.indexOf(from) + by;
    if (at < 0) box.focus(); else if (all[at]) all[at].focus();
  };

  whileTyping(box, search);
  filters.forEach((each) => each.addEventListener("change", search));
  lookUp.addEventListener("submit", (event) => { event.preventDefault(); ask(box.value, []); });
  script.addEventListener("click", (event) => {
    const choice = event.target.closest(".choice");
    if (choice) ask(choice.dataset.choice, before);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (event.key === "ArrowDown" && (target === box || target.closest("#script, .hit"))) {
      event.preventDefault();
      move(target.closest(".hit"), 1);
    } else if (event.key === "ArrowUp" && target.closest(".hit")) {
      event.preventDefault();
      move(target.closest(".hit"), -1);
    } else if (event.key === "Escape" || (event.key === "/" && !typing(target))) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (/^[1-9]$/.test(event.key) && !typing(target)) {
      const choice = script.querySelectorAll(".choice")[Number(event.key) - 1];
      if (choice) choice.click();
    }
  });
  const given = new URLSearchParams(location.search);
  if (given.get("q")) {
    box.value = given.get("q");
    filters.forEach((each) => { each.value = given.get(each.name) || ""; });
    search();
  }
}

const editor = document.getElementById("editor");
if (editor) {
  const box = document.getElementById("clause-q");
  const clauses = document.getElementById("clauses");
  const quotes = document.getElementById("quotes");
  const show = latest((text) => { clauses.innerHTML = text; });
  const search = () => show(`/staff/clauses?${new URLSearchParams([["q", box.value]])}`);
  whileTyping(box, search);
  if (box.value) search();

  const hidden = (name, value) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    return input;
  };
  const chosen = (source) => {
    const selection = getSelection();
    const within = selection.rangeCount && source.contains(selection.anchorNode) && source.contains(selection.focusNode);
    const words = within ? selection.getRangeAt(0).toString().trim() : "";
    return words || source.textContent;
  };
  clauses.addEventListener("mousedown", (event) => { if (event.target.closest("button.quote")) event.preventDefault(); });
  clauses.addEventListener("click", (event) => {
    const button = event.target.closest("button.quote");
    if (!button) return;
    const source = button.closest(".quotable").querySelector(".source");
    const words = chosen(source);
    const row = document.createElement("li");
    const shown = document.createElement("blockquote");
    shown.textContent = words;
    const remove = document.createElement("button");
    Object.assign(remove, { type: "button", className: "plain remove", textContent: clauses.dataset.remove });
    row.append(shown, hidden("clause", source.dataset.clause), hidden("quote", words), remove);
    quotes.append(row);
  });
  quotes.addEventListener("click", (event) => {
    const button = event.target.closest("button.remove");
    if (button) button.closest("li").remove();
  });
}

const progress = document.getElementById("progress");
if (progress && progress.dataset.underWay) {
  const look = async () => {
    const now = JSON.parse(await fetched("/staff/corpus/progress"));
    const bar = progress.querySelector("progress");
    if (!now.under_way) { location.reload(); return; }
    if (bar && now.total) { bar.max = now.total; bar.value = now.done; }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
