// What a browser may do beyond the pages themselves: keys, search as one types, files that are dropped.
"use strict";
(function () {
  const typing = (e) => e.target.closest("input, textarea, select, [contenteditable]") !== null;
  const at = (selector, root) => (root || document).querySelector(selector);

  // ------------------------------------------------------------------ search as one types
  function live(input, into, after) {
    let timer = 0, asked = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const q = input.value.trim(), mine = ++asked;
        if (q.length < 2) { into.replaceChildren(); after(false); return; }
        try {
          const answer = await fetch("/search?part=1&q=" + encodeURIComponent(q), {headers: {accept: "text/html"}});
          const html = answer.ok ? await answer.text() : "";
          if (mine !== asked) return;
          // our own server's page, escaped there; a template keeps it from doing anything while it is read
          const made = document.createElement("template");
          made.innerHTML = html;
          into.replaceChildren(made.content);
          after(html.trim() !== "");
        } catch { /* without a server the form still works when there is one again */ }
      }, 160);
    });
  }
  const found = at("#found"), big = at("[data-live]");
  if (big && found) live(big, found, () => history.replaceState(null, "", "/search?q=" + encodeURIComponent(big.value)));
  const find = at("#find"), suggest = at("#suggest");
  if (find && suggest) {
    live(find, suggest, (any) => { suggest.hidden = !any; });
    document.addEventListener("click", (e) => { if (!e.target.closest(".find")) suggest.hidden = true; });
    find.closest("form").addEventListener("keydown", (e) => {
      if (e.key === "Escape") { suggest.hidden = true; find.focus(); }
      if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
      const links = [find, ...suggest.querySelectorAll("a")], here = links.indexOf(document.activeElement);
      const next = links[here + (e.key === "ArrowDown" ? 1 : -1)];
      if (next && !suggest.hidden) { next.focus(); e.preventDefault(); }
    });
  }

  // ------------------------------------------------------------------ the review queue
  const items = [...document.querySelectorAll("#queue .item")];
  let now = -1;
  const go = (n, scroll) => {
    if (!items[n]) return;
    if (items[now]) items[now].classList.remove("now");
    now = n;
    items[n].classList.add("now");
    if (scroll) items[n].focus();
  };
  if (items.length) go(0, false);
  items.forEach((item, n) => item.addEventListener("focusin", () => go(n, false)));

  // ------------------------------------------------------------------ keys
  let before = "";
  const ways = {h: "/", d: "/due", r: "/review", a: "/add", m: "/mechanisms", w: "/graph"};
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
    const first = before;
    before = "";
    if (first === "g" && ways[e.key]) { location.href = ways[e.key]; return; }
    if (e.key === "g") { before = "g"; return; }
    if (e.key === "/") { const box = find || at("#bigfind"); if (box) { box.focus(); e.preventDefault(); } return; }
    if (e.key === "?") { location.href = "/help"; return; }
    if (items.length && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      go(now + (e.key === "ArrowDown" ? 1 : -1), true);
      e.preventDefault();
      return;
    }
    const inside = items[now] && at('[data-pick="' + CSS.escape(e.key) + '"]', items[now]);
    if (inside) { inside.click(); e.preventDefault(); return; }
    const key = e.key === "=" ? "+" : e.key;
    const there = at('[data-key="' + CSS.escape(key) + '"]');
    if (there && !e.target.closest(".scroll")) { there.click(); e.preventDefault(); }
  });

  // ------------------------------------------------------------------ files that are dropped
  const area = at("#droparea"), files = at("#files");
  if (area && files) {
    for (const name of ["dragover", "dragleave", "drop"]) {
      document.addEventListener(name, (e) => {
        e.preventDefault();
        area.classList.toggle("over", name === "dragover");
        if (name === "drop" && e.dataTransfer.files.length) files.files = e.dataTransfer.files;
      });
    }
  }

  // ------------------------------------------------------------------ the name in which one judges
  for (const input of document.querySelectorAll("[data-kept]")) {
    try {
      input.value = localStorage.getItem("baithak." + input.dataset.kept) || "";
      input.addEventListener("change", () => localStorage.setItem("baithak." + input.dataset.kept, input.value));
    } catch { /* a browser that keeps nothing asks again */ }
  }

  // ------------------------------------------------------------------ drawings begin where today is
  for (const region of document.querySelectorAll(".scroll")) {
    const today = at("line.today", region), svg = at("svg", region);
    if (today && svg && region.scrollWidth > region.clientWidth) {
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      const marks = [...region.querySelectorAll(".mark")].map((m) => m.getBBox().x);
      const last = marks.length ? Math.max(...marks) + 60 : today.x1.baseVal.value;
      region.scrollLeft = Math.min(today.x1.baseVal.value, last) * scale - region.clientWidth * 0.75;
    }
  }
})();
