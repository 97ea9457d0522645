// What the pages do in the browser besides what Gradio and plain HTML do. It has no words of its own: they stand in
// the element #words. It sends nothing anywhere.
(() => {
  "use strict";
  const LARGE = "policy-large";
  const root = document.documentElement;
  root.classList.add("scripted");
  root.lang = "zh-CN"; // Gradio's page says that it is English
  const words = JSON.parse(document.getElementById("words").textContent);

  const storage = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* nothing is kept then */ } },
  };
  root.classList.toggle("large", storage.get(LARGE) === "1");

  // one polite voice for what a button has done; it is there, and silent, before it speaks: otherwise screen readers
  // may not hear it, nor the same words twice
  const voice = document.createElement("div");
  voice.id = "voice";
  voice.setAttribute("role", "status");
  let quiet = 0;
  const say = (text) => {
    clearTimeout(quiet);
    voice.textContent = "";
    requestAnimationFrame(() => {
      voice.textContent = text;
      voice.classList.add("heard");
    });
    quiet = setTimeout(() => {
      voice.textContent = "";
      voice.classList.remove("heard");
    }, 2500);
  };

  const enlarge = () => {
    const large = root.classList.toggle("large");
    storage.set(LARGE, large ? "1" : "0");
    document.getElementById("large")?.setAttribute("aria-pressed", String(large));
    say(large ? words.large_on : words.large_off);
  };

  const copied = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      try { await navigator.clipboard.writeText(text); return true; } catch { /* the older way, then */ }
    }
    const held = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    held?.focus({ preventScroll: true });
    return done;
  };

  // the answer to which a button belongs as it is read, its sources closed to their names
  const answerOf = (button) => {
    const parts = button.closest("p").parentElement.querySelectorAll(".answer > *, .sources-title, .sources summary");
    return [...[...parts].map((part) => part.innerText.trim()), words.source_title + location.origin].join("\n");
  };

  // the question whose answer is no longer waited for stands in the box again, unless another is being typed there
  const takeBack = () => {
    const box = document.querySelector("#ask textarea");
    const asked = [...document.querySelectorAll("#chat .user-row")].at(-1)?.cloneNode(true);
    if (!box || box.value.trim() || !asked) return;
    for (const end of asked.querySelectorAll("br")) end.replaceWith("\n");
    box.value = asked.textContent.trim();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // [1] in an answer opens the first of its sources
  const openSource = (mark) => {
    const named = [...mark.closest(".answer").parentElement.querySelectorAll(".sources summary")];
    const source = named.find((summary) => summary.textContent.startsWith(mark.textContent));
    if (!source) return;
    source.parentElement.open = true;
    source.focus({ preventScroll: true });
    source.parentElement.scrollIntoView({ block: "nearest" });
  };

  const does = {
    large: enlarge,
    stop: takeBack,
    print: () => window.print(),
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (Object.hasOwn(does, button.id)) does[button.id]();
    if (button.matches("#chat .mark")) openSource(button);
    if (button.matches("#chat .copy")) copied(answerOf(button)).then((done) => say(done ? words.copied : words.copy_failed));
  });

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

  // what Gradio says in English to screen readers
  const set = (element, name, value) => {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const named = { "#chat [role=log]": "log", "[data-testid=user]": "yours", "[data-testid=bot]": "answer" };
  // what it says in English to everybody, when something fails on the way
  const reworded = { ".toast-title": "failed_title", "[data-testid=toast-text]": "failed" };
  const label = () => {
    set(root, "lang", "zh-CN");
    for (const [selector, word] of Object.entries(named)) {
      for (const element of document.querySelectorAll(selector)) {
        set(element, "aria-label", words[word]);
        if (element.dataset.testid) set(element, "role", "group");
      }
    }
    for (const [selector, word] of Object.entries(reworded)) {
      for (const node of [...document.querySelectorAll(selector)].flatMap((element) => [...element.childNodes])) {
        if (node.nodeType === Node.TEXT_NODE && /[A-Za-z]{3}/.test(node.data)) node.data = words[word];
      }
    }
    for (const close of document.querySelectorAll("[data-testid=toast-close]")) set(close, "aria-label", words.close);
    const large = document.getElementById("large");
    if (large) set(large, "aria-pressed", String(root.classList.contains("large")));
  };

  // a new question moves to the top of the chat, so that the answer under it is read from its beginning
  let questions = 0;
  const follow = () => {
    const asked = document.querySelectorAll("#chat .user-row");
    const log = document.querySelector("#chat [role=log]");
    const last = asked[asked.length - 1];
    if (last && log) {
      const top = last.getBoundingClientRect().top;
      const end = last.parentElement.lastElementChild.getBoundingClientRect().bottom;
      log.style.setProperty("--room", `${Math.max(0, log.clientHeight - (end - top) - 24)}px`); // so that it can stand there
      if (asked.length !== questions) log.scrollTop += top - log.getBoundingClientRect().top - 8;
    }
    questions = asked.length;
  };

  // Gradio takes away the button that was pressed, and with it the place of who uses a keyboard or a screen reader: they
  // go on at their question, or at what is said of their verdict
  let held = null;
  addEventListener("focusin", (event) => { held = event.target; });
  const keepPlace = () => {
    if (!held || held.isConnected || document.activeElement !== document.body) return;
    const judged = ["useful", "useless", "submit-reason"].includes(held.id);
    const place = judged ? document.querySelector("#verdict-ask") : [...document.querySelectorAll("#chat .user-row")].at(-1);
    if (!place) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };

  // what is asked after a verdict opens under the chat, on a phone below what is seen
  let opened = 0; // how far it has, part by part
  const showWhy = () => {
    const why = document.querySelector("#why");
    const height = why?.offsetHeight ?? 0;
    if (height > opened) why.scrollIntoView({ block: "nearest" });
    opened = height;
  };

  const watch = () => {
    const look = () => { label(); follow(); keepPlace(); showWhy(); };
    document.body.append(voice);
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
})();
