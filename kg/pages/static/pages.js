// Suggestions while one types, and pictures as PNG. Every page works without this file.
(() => {
  "use strict";
  // An address that was opened with a password in it cannot be asked as it is.
  const here = (path) => new URL(path, location.origin);

  function suggest(input, place) {
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `suggestions-${place}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    input.parentElement.append(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
      ["aria-controls", list.id]]) input.setAttribute(name, value);
    const stays = input.dataset.suggest !== "";  // fill the field instead of leaving the page
    let found = [], at = -1, timer = 0, asked = "";

    const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const choose = (one) => { if (stays) { input.value = one.label; close(); } else location.assign(one.path); };
    const mark = (to) => {
      at = to;
      [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
      if (at >= 0) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    };
    const show = (all) => {
      found = stays ? all.filter((one) => !one.hint.startsWith("paper")) : all;
      list.replaceChildren(...found.map((one, number) => {
        const item = document.createElement("li"), hint = document.createElement("span"), name = document.createElement("span");
        item.id = `${list.id}-${number}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        name.textContent = one.label; hint.textContent = one.hint; hint.className = "hint";
        item.append(name, hint);
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(one); });
        return item;
      }));
      at = -1;
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      const words = input.value.trim();
      if (words === asked) return;
      asked = words;
      if (!words) return close();
      try {
        const answer = await fetch(here(`/suggest?q=${encodeURIComponent(words)}`));
        if (answer.ok && words === asked && document.activeElement === input) show(await answer.json());
      } catch { close(); }
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 90); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
      else if (event.key === "Enter" && at >= 0 && !list.hidden) { event.preventDefault(); choose(found[at]); }
      else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
        event.preventDefault();
        // One place more than suggestions: beyond the last stands what was typed.
        const places = found.length + 1, now = at < 0 ? found.length : at;
        const next = (now + (event.key === "ArrowDown" ? 1 : -1) + places) % places;
        mark(next === found.length ? -1 : next);
      }
    });
  }

  // A picture is drawn from its file, which brings its style along.
  function offerPng(link) {
    link.hidden = false;
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const file = new Blob([await (await fetch(here(link.getAttribute("href")))).text()], { type: "image/svg+xml" });
      const address = URL.createObjectURL(file), image = new Image();
      image.onload = () => {
        const canvas = document.createElement("canvas"), times = 2;
        canvas.width = image.width * times; canvas.height = image.height * times;
        const pen = canvas.getContext("2d");
        pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height);
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((png) => {
          const save = document.createElement("a");
          save.href = URL.createObjectURL(png); save.download = `${link.dataset.png}.png`; save.click();
          setTimeout(() => { URL.revokeObjectURL(save.href); URL.revokeObjectURL(address); }, 1000);
        }, "image/png");
      };
      image.src = address;
    });
  }

  // On a phone the middle of a wide picture is seen first.
  document.querySelectorAll(".scroll:has(> .neighbours)").forEach((box) => { box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2; });
  document.querySelectorAll("input[data-suggest]").forEach(suggest);
  document.querySelectorAll("a.png").forEach(offerPng);
})();
