// What the pages do in the browser besides what Gradio and plain HTML do. It has no words of its own: they stand in
// the element #words. It sends nothing anywhere.
(() => {
  "use strict";
  const LARGE = "policy-large";
  const root = document.documentElement;
  root.lang = "zh-CN"; // Gradio's page says that it is English
  const words = JSON.parse(document.getElementById("words").textContent);

  const storage = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* nothing is kept then */ } },
  };
  root.classList.toggle("large", storage.get(LARGE) === "1");

  // one polite voice for what a button has done
  const say = (text) => {
    let voice = document.getElementById("voice");
    if (!voice) {
      voice = document.createElement("div");
      voice.id = "voice";
      voice.setAttribute("role", "status");
      document.body.append(voice);
    }
    voice.textContent = text;
    voice.classList.add("heard");
    setTimeout(() => voice.classList.remove("heard"), 2500);
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
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  // the last answer as it is read, its sources closed to their names
  const lastAnswer = () => {
    const answers = document.querySelectorAll("#chat .answer");
    const block = answers[answers.length - 1]?.parentElement;
    if (!block) return "";
    const parts = [...block.querySelectorAll(".answer > *, .sources-title, .sources summary")];
    return [...parts.map((part) => part.innerText.trim()), `${words.source_title}：${location.origin}`].join("\n");
  };

  const does = {
    large: enlarge,
    print: () => window.print(),
    copy: async () => say((await copied(lastAnswer())) ? words.copied : words.copy_failed),
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (button && Object.hasOwn(does, button.id)) does[button.id]();
  });

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

  // parts of Gradio that speak English to screen readers, or say nothing
  const label = () => {
    if (root.lang !== "zh-CN") root.lang = "zh-CN";
    const pressed = String(root.classList.contains("large"));
    const large = document.getElementById("large");
    if (large && large.getAttribute("aria-pressed") !== pressed) large.setAttribute("aria-pressed", pressed);
    for (const log of document.querySelectorAll("#chat [role=log]")) {
      if (log.getAttribute("aria-label") !== words.log) log.setAttribute("aria-label", words.log);
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    label();
    new MutationObserver(label).observe(document.body, { childList: true, subtree: true });
  });
})();
