// A line of words becomes tags: [data-tags] holds a text field, which keeps "Germany, France" for the form, and a
// <datalist> of the words there are. Typed words become tags by Enter or a comma of either language.
//
// Without scripts it stays the text field. While an input method composes ime.js holds everything back.

const PARTS = /[,;\r\n\uff0c\u3001\uff1b]/;
const MOST = 8; // suggestions at a time

const plain = (text) => text.normalize("NFKC").toLowerCase().trim();
const same = (one, other) => plain(one) === plain(other);
const make = (name, attributes = {}, text = "") => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
};

class Tags {
  constructor(root) {
    this.root = root;
    this.kept = root.querySelector("input");
    this.options = [...root.querySelectorAll("option")].map((one) => ({ word: one.value, other: one.label }));
    this.words = [];
    this.chosen = -1;
    this.build();
    for (const word of this.kept.value.split(PARTS)) this.put(word);
    this.draw();
  }

  build() {
    const { kept } = this;
    const id = kept.id;
    this.list = make("ul", { role: "listbox", id: `${id}_list`, class: "tag-options", hidden: "" });
    this.list.setAttribute("aria-label", this.root.dataset.list);
    this.input = make("input", {
      type: "text",
      id,
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    });
    for (const name of ["aria-invalid", "aria-describedby", "lang"]) {
      if (kept.hasAttribute(name)) this.input.setAttribute(name, kept.getAttribute(name));
    }
    this.example = kept.placeholder;
    kept.type = "hidden";
    kept.removeAttribute("id");
    kept.removeAttribute("list");
    kept.removeAttribute("aria-invalid");
    this.box = make("div", { class: "tag-box" });
    this.row = make("ul", { class: "tag-row" });
    this.said = make("span", { class: "visually-hidden", role: "status" });
    this.box.append(this.row, this.input);
    this.root.append(this.box, this.list, this.said);
    this.root.dataset.ready = "";
    this.listen();
  }

  listen() {
    // Another script has written the line: findings.js, from the sentence.
    this.kept.addEventListener("okr:written", () => {
      this.words = [];
      for (const word of this.kept.value.split(PARTS)) this.put(word);
      this.draw();
    });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("focus", () => this.suggest());
    // Going on to another field ends the word. Not so a press on a button: it would move away under the pointer.
    this.input.addEventListener("blur", (event) => {
      if (event.relatedTarget?.matches("input, select, textarea")) this.add(this.input.value);
      this.close();
    });
    this.box.addEventListener("click", (event) => event.target === this.box && this.input.focus());
    // Else leaving the field would draw the tags anew under the pressed button.
    this.row.addEventListener("mousedown", (event) => event.preventDefault());
    this.row.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      this.remove(Number(button.dataset.place));
      this.input.focus();
    });
    // Before the field loses its focus, or its half word would become a tag of its own.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.add(option.dataset.word);
    });
  }

  typed() {
    const parts = this.input.value.split(PARTS);
    if (parts.length > 1) {
      const rest = parts.pop();
      this.add(parts.join(","), rest.trimStart());
    }
    this.keep();
    this.suggest();
  }

  pressed(event) {
    const offered = this.offered();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!offered.length) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose((this.chosen + step + offered.length) % offered.length);
    } else if (event.key === "Enter" && (this.chosen >= 0 || this.input.value.trim())) {
      event.preventDefault();
      this.add(this.chosen >= 0 ? offered[this.chosen].dataset.word : this.input.value);
      this.suggest();
    } else if (event.key === "Escape" && offered.length) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && !this.input.value && this.words.length) {
      this.remove(this.words.length - 1);
    }
  }

  add(text, rest = "") {
    const added = text.split(PARTS).filter((word) => this.put(word));
    this.input.value = rest;
    this.draw();
    if (added.length) this.say(this.root.dataset.added, added.join(", "));
    this.close();
  }

  // A word stays in the language it was written in.
  put(text) {
    const typed = text.trim().replace(/\s+/g, " ");
    if (!plain(typed) || this.words.some((one) => same(this.shown(one), this.shown(typed)))) return false;
    this.words.push(typed);
    return true;
  }

  // A word as the reader calls it.
  shown(word) {
    return this.options.find((one) => same(one.word, word) || same(one.other, word))?.word ?? word;
  }

  remove(place) {
    const [gone] = this.words.splice(place, 1);
    this.draw();
    this.say(this.root.dataset.removed, this.shown(gone));
    this.suggest();
  }

  draw() {
    this.row.replaceChildren(
      ...this.words.map((stored, place) => {
        const word = this.shown(stored);
        const tag = make("li", { class: "tag-word" });
        const label = this.root.dataset.remove.replace("{word}", word);
        const button = make("button", { type: "button", "aria-label": label, title: label, "data-place": place }, "×");
        tag.append(make("span", {}, word), button);
        return tag;
      }),
    );
    this.input.placeholder = this.words.length ? "" : this.example;
    this.keep();
  }

  // What is only half typed counts too: somebody may send the form now.
  keep() {
    const half = this.input.value.trim();
    const line = [...this.words, ...(half ? [half] : [])].join(", ");
    if (line === this.kept.value) return;
    this.kept.value = line;
    this.kept.dispatchEvent(new Event("change", { bubbles: true }));
  }

  suggest() {
    const typed = plain(this.input.value);
    const free = this.options.filter(({ word }) => !this.words.some((one) => same(this.shown(one), word)));
    const fits = ({ word, other }) => plain(word).includes(typed) || plain(other).includes(typed);
    const begins = ({ word, other }) => plain(word).startsWith(typed) || plain(other).startsWith(typed);
    const found = typed ? free.filter(fits) : [];
    found.sort((one, two) => begins(two) - begins(one));
    this.list.replaceChildren(...found.slice(0, MOST).map((one, place) => this.option(one, place)));
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.choose(-1);
    if (found.length) this.say(this.root.dataset.found, String(Math.min(found.length, MOST)));
  }

  option({ word, other }, place) {
    const attributes = { role: "option", id: `${this.list.id}_${place}`, "data-word": word, "aria-selected": "false" };
    const option = make("li", attributes, word);
    if (!same(other, word)) option.append(" ", make("small", {}, other));
    return option;
  }

  offered() {
    return this.list.hidden ? [] : [...this.list.children];
  }

  choose(place) {
    this.chosen = place;
    for (const [at, option] of this.offered().entries()) option.setAttribute("aria-selected", String(at === place));
    const option = this.offered()[place];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  say(template, text) {
    this.said.textContent = template.replace(/\{\w+\}/, text);
  }
}

const enhance = (place) => {
  for (const root of place.querySelectorAll?.("[data-tags]:not([data-ready])") ?? []) new Tags(root);
};

document.addEventListener("htmx:afterSwap", (event) => enhance(event.target));
enhance(document);
