"use strict";
(() => {
  const root = document.documentElement;

  // Pictures. Their ink is that of the page, so that they follow light, dark and paper.
  const ink = {
    background: null,
    axis: { labelColor: "currentColor", titleColor: "currentColor", domainColor: "currentColor", tickColor: "currentColor", gridColor: "currentColor", gridOpacity: 0.15 },
    legend: { labelColor: "currentColor", titleColor: "currentColor", symbolBaseFillColor: "currentColor", symbolBaseStrokeColor: "currentColor" },
    title: { color: "currentColor", subtitleColor: "currentColor" },
    text: { color: "currentColor" },
    tick: { color: "currentColor" },
    rule: { color: "currentColor" },
  };
  const fitted = (spec, room) => {
    const narrow = room < 620;
    const out = { ...spec, config: { ...spec.config, ...ink, axis: { ...spec.config.axis, ...ink.axis }, legend: { ...spec.config.legend, ...ink.legend } } };
    if (narrow) {
      out.config.legend = { ...out.config.legend, orient: "bottom", columns: 2, labelLimit: 130 };
      out.config.axis = { ...out.config.axis, labelLimit: 110 };
      out.config.axisQuantitative = { tickCount: 4 };
    }
    const wrapped = (text, size) => (typeof text === "string" ? lines(text, Math.floor(room / size)) : text);
    if (out.title) out.title = { ...out.title, text: wrapped(out.title.text, 8), subtitle: wrapped(out.title.subtitle, 6.5) };
    const width = Math.max(160, Math.min(560, room - (narrow ? 150 : 300)));
    if (typeof out.width === "number") out.width = width;
    if (out.vconcat) out.vconcat = out.vconcat.map((part) => ({ ...part, width: typeof part.width === "number" ? width : part.width }));
    return out;
  };
  const lines = (text, length) =>
    text.split(" ").reduce((all, word) => {
      const last = all[all.length - 1];
      if (last && last.length + 1 + word.length <= length) all[all.length - 1] = last + " " + word;
      else all.push(word);
      return all;
    }, []);
  const draw = async (figure) => {
    const canvas = figure.querySelector(".canvas");
    const spec = JSON.parse(figure.querySelector("script").textContent);
    const compiled = vegaLite.compile(fitted(spec, Math.min(860, figure.clientWidth || 860)));
    const view = new vega.View(vega.parse(compiled.spec), { renderer: "svg", hover: true, logLevel: vega.Warn });
    const place = document.createElement("div");
    await view.initialize(place).runAsync();
    canvas.replaceChildren(place);
  };
  const figures = [...document.querySelectorAll("figure.picture")];
  const draw_all = async () => {
    let drawn = 0;
    for (const figure of figures) {
      try {
        await draw(figure);
        drawn += 1;
      } catch (problem) {
        console.error(figure.querySelector("script").id, problem);
      }
    }
    root.dataset.pictures = String(drawn);
  };
  if (typeof vega === "undefined" || typeof vegaLite === "undefined") {
    for (const text of document.querySelectorAll(".no-picture"))
      text.textContent = "The picture needs scripts that could not be fetched. Its figures are in the tables. A page made with --scripts has the scripts within.";
    root.dataset.pictures = "0";
  } else {
    draw_all();
    let width = root.clientWidth, waiting;
    addEventListener("resize", () => {
      if (root.clientWidth === width) return;
      width = root.clientWidth;
      clearTimeout(waiting);
      waiting = setTimeout(draw_all, 200);
    });
  }

  // Tables: a heading sorts by its column, first from the top down, then from the bottom up. Empty figures stay at the end.
  const value_of = (row, column) => {
    const figure = row.cells[column].querySelector("data");
    const text = row.cells[column].textContent;
    return figure ? JSON.parse(figure.value) : text === "–" ? null : text;
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
  for (const table of document.querySelectorAll("table.sortable")) {
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      heading.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const rows = [...table.tBodies[0].rows];
        const numbers = rows.some((row) => typeof value_of(row, column) === "number");
        const first = numbers ? "descending" : "ascending", second = numbers ? "ascending" : "descending";
        const order = heading.getAttribute("aria-sort") === first ? second : first;
        for (const other of headings) other.setAttribute("aria-sort", other === heading ? order : "none");
        const sign = order === "ascending" ? 1 : -1;
        rows.sort((a, b) => {
          const x = value_of(a, column), y = value_of(b, column);
          if (x === null || y === null) return (x === null) - (y === null);
          return sign * compare(x, y);
        });
        table.tBodies[0].append(...rows);
      });
    });
  }

  root.dataset.ready = "yes";
})();
