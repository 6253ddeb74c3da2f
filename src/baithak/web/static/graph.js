// Who met whom, drawn: people of a state near each other, names of those who met most, the others' when pointed at.
"use strict";
(async function () {
  const place = document.getElementById("graph");
  if (!place || !window.cytoscape) return;
  const answer = await fetch(place.dataset.from);
  if (!answer.ok) return;
  const {nodes, edges} = await answer.json();
  if (!nodes.length) return;
  place.hidden = false;
  await document.fonts.ready;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const palette = ["--visit", "--meeting", "--session", "--summit", "--call", "--signing"].map(colour);
  const tally = new Map();
  for (const n of nodes) tally.set(n.country, (tally.get(n.country) || 0) + 1);
  const countries = [...tally.keys()].sort((a, b) => tally.get(b) - tally.get(a));
  const of = (country) => palette[countries.indexOf(country)] || colour("--soft");
  const most = Math.max(...nodes.map((n) => n.n)), strongest = Math.max(...edges.map((e) => e.n), 1);
  const named = new Set(nodes.slice(0, 28).map((n) => n.id));
  // people of one state begin near each other, on a ring of states: the same drawing each time
  const seen = new Map();
  const spot = (n) => {
    const ring = countries.indexOf(n.country), k = seen.get(n.country) || 0;
    seen.set(n.country, k + 1);
    const turn = (2 * Math.PI * ring) / countries.length, far = ring === 0 ? 0 : 420;
    const r = 26 * Math.sqrt(k), a = 2.4 * k;
    return {x: far * Math.cos(turn) + r * Math.cos(a), y: far * Math.sin(turn) + r * Math.sin(a)};
  };
  const cy = window.cytoscape({
    container: place,
    elements: [
      ...nodes.map((n) => ({data: {id: n.id, name: n.name, n: n.n, c: of(n.country), base: 7 + 20 * Math.sqrt(n.n / most)}, position: spot(n), classes: named.has(n.id) ? "named" : ""})),
      ...edges.map((e) => ({data: {id: e.a + "|" + e.b, source: e.a, target: e.b, n: e.n, w: 0.6 + 5 * Math.sqrt(e.n / strongest)}})),
    ],
    style: [
      {selector: "node", style: {"background-color": "data(c)", width: "data(base)", height: "data(base)", "border-width": 1, "border-color": colour("--card")}},
      {selector: "node.named, node.near, node.chosen", style: {label: "data(name)", "font-family": "Noto Sans Devanagari, sans-serif", "font-size": 12, color: colour("--ink"), "text-valign": "bottom", "text-margin-y": 3, "text-background-color": colour("--card"), "text-background-opacity": 0.8, "text-background-padding": 1, "z-index": 9}},
      {selector: "node.hid", style: {label: ""}},
      {selector: "node.near, node.chosen", style: {label: "data(name)", "z-index": 20}},
      {selector: "edge", style: {width: "data(w)", "line-color": colour("--soft"), opacity: 0.28, "curve-style": "haystack"}},
      {selector: ".faded", style: {opacity: 0.08}},
      {selector: "edge.lit", style: {opacity: 0.85, "line-color": colour("--accent")}},
    ],
    layout: {name: "preset"},
    minZoom: 0.15, maxZoom: 4, autoungrabify: true,
  });
  // the largest whole by the forces between people, the small ones in rows below it
  const wholes = cy.elements().components().sort((a, b) => b.nodes().length - a.nodes().length);
  wholes[0].layout({
    name: "cose", animate: false, randomize: false, nodeRepulsion: () => nodes.length > 150 ? 90000 : 26000, idealEdgeLength: (e) => (nodes.length > 150 ? 130 : 95) - 40 * Math.sqrt(e.data("n") / strongest),
    edgeElasticity: () => 90, gravity: nodes.length > 150 ? 0.4 : 0.8, numIter: nodes.length > 150 ? 250 : 500, nodeOverlap: 24, fit: false,
  }).run();
  const main = wholes[0].boundingBox({includeLabels: false});
  const wide = Math.max(main.w, 500);
  let x = main.x1, y = main.y2 + 90;
  for (const whole of wholes.slice(1)) {
    const size = 30 + 9 * whole.nodes().length, turn = (2 * Math.PI) / whole.nodes().length;
    if (x + 2 * size > main.x1 + wide) { x = main.x1; y += 130; }
    whole.nodes().forEach((n, k) => n.position({x: x + size + size * 0.8 * Math.cos(turn * k), y: y + size * 0.5 * Math.sin(turn * k)}));
    x += 2 * size + 50;
  }
  cy.fit(undefined, 30);
  // of the names those that would lie on another, stronger one are left to the pointer
  const unlap = () => {
    const taken = [];
    for (const node of cy.nodes(".named").sort((a, b) => b.data("n") - a.data("n"))) {
      node.removeClass("hid");
      const box = node.renderedBoundingBox({includeLabels: true, includeNodes: false});
      const lies = taken.some((b) => box.x1 < b.x2 && b.x1 < box.x2 && box.y1 < b.y2 && b.y1 < box.y2);
      node.toggleClass("hid", lies);
      if (!lies) taken.push(box);
    }
  };
  // names and points keep their size on the screen, however near one looks
  const near = () => {
    const z = cy.zoom();
    cy.batch(() => cy.nodes().forEach((n) => {
      const size = n.data("base") / Math.sqrt(z);
      n.style({"font-size": 12 / z, width: size, height: size, "text-margin-y": 3 / z, "text-background-padding": 1 / z});
    }));
    unlap();
  };
  near();
  cy.on("zoom", () => { clearTimeout(cy.scratch("later")); cy.scratch("later", setTimeout(near, 120)); });
  const clear = () => cy.elements().removeClass("faded lit near chosen");
  cy.on("mouseover", "node", (e) => {
    clear();
    const near = e.target.closedNeighborhood();
    cy.elements().not(near).addClass("faded");
    e.target.addClass("chosen");
    e.target.connectedEdges().addClass("lit");
    if (near.nodes().length < 26) near.nodes().addClass("near");
  });
  cy.on("mouseout", "node", clear);
  cy.on("tap", "node", (e) => { location.href = "/person/" + encodeURIComponent(e.target.id()); });
  place.dataset.drawn = String(nodes.length);
  const legend = document.getElementById("graph-legend");
  for (const country of countries.slice(0, palette.length)) {
    const item = document.createElement("span"), dot = document.createElement("i");
    dot.className = "dot";
    dot.style.setProperty("--k", of(country));
    item.append(dot, (nodes.find((n) => n.country === country) || {}).state || country);
    legend.append(item);
  }
})();
