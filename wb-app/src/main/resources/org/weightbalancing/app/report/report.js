"use strict";
(() => {
  const root = document.documentElement;

  // Light and dark: the reader's choice for this page goes before that of the system.
  const theme = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return sessionStorage.getItem("wb-theme");
    } catch {
      return null;
    }
  };
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const label = () => {
    theme.textContent = dark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", "Switch to " + (dark() ? "light" : "dark") + " colours");
  };
  if (stored()) {
    root.dataset.theme = stored();
  }
  theme.hidden = false;
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      sessionStorage.setItem("wb-theme", root.dataset.theme);
    } catch {
      // A page without storage forgets the choice.
    }
    label();
  });
  system.addEventListener("change", label);
  label();

  // Sorting: numbers by value, names as people sort them, what is undefined always last.
  const text = (row, column) => {
    const cell = row.cells[column];
    const value = cell.querySelector(".v");
    return (value || cell).textContent.trim();
  };
  const undefinedLast = (a, b) => (a === b ? 0 : a ? 1 : -1);
  const sort = (table, column, numeric, ascending) => {
    const body = table.tBodies[0];
    const keyed = Array.from(body.rows, (row) => {
      const shown = text(row, column);
      return { row, key: numeric ? parseFloat(shown) : shown };
    });
    const missing = (key) => (numeric ? Number.isNaN(key) : key === "" || key === "n/a");
    const compare = (a, b) => (numeric ? a - b : a.localeCompare(b, "en", { numeric: true }));
    keyed.sort((a, b) => {
      const last = undefinedLast(missing(a.key), missing(b.key));
      if (last !== 0 || missing(a.key)) {
        return last;
      }
      return ascending ? compare(a.key, b.key) : compare(b.key, a.key);
    });
    body.append(...keyed.map((item) => item.row));
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    const headings = Array.from(table.tHead.rows[0].cells);
    headings.forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const ascending = heading.getAttribute("aria-sort") !== "ascending";
        headings.forEach((other) => other.removeAttribute("aria-sort"));
        heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
        sort(table, column, heading.classList.contains("n"), ascending);
      });
    });
  }

  // Filtering of classes or trials, and which measure of the methods is shown.
  for (const section of document.querySelectorAll("section.classes, section.trials")) {
    const form = section.querySelector("form.filter");
    const table = section.querySelector("table.filtered");
    const wanted = form.querySelector(".text");
    const group = form.querySelector(".group");
    const measure = form.querySelector(".measure");
    const shown = form.querySelector(".shown");
    const rows = Array.from(table.tBodies[0].rows);
    const trials = section.classList.contains("trials");
    const has = (cell, words) => cell.textContent.toLocaleLowerCase().includes(words);
    const found = (row, words) => trials
        ? Array.from(row.cells).some((cell) => has(cell, words))
        : has(row.cells[1], words) || row.cells[0].textContent === words;
    const filter = () => {
      const words = wanted.value.trim().toLocaleLowerCase();
      let count = 0;
      for (const row of rows) {
        row.hidden = !((!words || found(row, words)) && (!group.value || row.dataset.group === group.value));
        count += row.hidden ? 0 : 1;
      }
      shown.textContent = count + " of " + rows.length + (trials ? " trials" : " classes");
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    wanted.addEventListener("input", filter);
    group.addEventListener("change", filter);
    if (measure) {
      measure.addEventListener("change", () => {
        table.dataset.show = measure.value;
        table.querySelector(".shows").textContent = measure.selectedOptions[0].textContent;
      });
    }
    filter();
  }

  // What is folded away on the screen is printed.
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.open = true;
      folded.push(details);
    }
  });
  addEventListener("afterprint", () => {
    folded.splice(0).forEach((details) => {
      details.open = false;
    });
  });
})();
