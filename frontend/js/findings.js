// Live findings: <input data-reads="/address" data-kind="objective" data-settled="owner">.
//
// After 600 ms of rest the sentence is sent with the fields of its form; the answer says which words are doubtful and
// what the sentence proposes. Nothing is asked while an input method composes (ime.js holds those events back), the
// latest question wins, and a proposal only ever fills a field that is empty or that an earlier one has filled.

import { isComposing } from "./ime.js";

const REST = 600;
const NAMES = ["sites", "channels", "products", "segment", "name", "unit", "baseline", "target", "due_on", "owner", "cycle"];

const cookie = () => document.cookie.split("; ").find((one) => one.startsWith("csrftoken="))?.slice(10) ?? "";

class Reader {
  constructor(field) {
    this.field = field;
    this.asked = null;
    this.filled = new Map(); // field → what the sentence proposed for it, and how the field holds that
    this.place = document.createElement("div");
    this.place.className = "findings";
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.found = document.createElement("div");
    this.place.append(this.status, this.found);
    (field.closest(".field") ?? field).append(this.place);
    field.addEventListener("input", () => this.rest());
    field.addEventListener("focus", () => this.place.classList.remove("left"));
    field.addEventListener("blur", () => this.place.classList.add("left"));
    field.addEventListener("keydown", (event) => this.enter(event));
    this.place.addEventListener("click", (event) => this.take(event.target.closest("[data-put]")));
    field.form?.addEventListener("input", (event) => this.changed(event.target));
    field.form?.addEventListener("change", (event) => this.changed(event.target));
    if (document.activeElement !== field) this.place.classList.add("left");
    if (field.value.trim()) this.rest();
  }

  rest() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.timer = setTimeout(() => this.ask(), REST);
  }

  async ask() {
    if (!this.field.isConnected || isComposing()) return; // the end of the composition asks again
    const text = this.field.value;
    if (!text.trim()) return this.show("");
    const asked = (this.asked = new AbortController());
    try {
      const headers = { "X-CSRFToken": cookie(), "HX-Request": "true" };
      const answer = await fetch(this.field.dataset.reads, {
        method: "POST", body: this.question(text), headers, signal: asked.signal, credentials: "same-origin",
      });
      const isFragment = !answer.redirected && !answer.headers.has("HX-Redirect") && (answer.ok || answer.status === 400);
      if (isFragment && text === this.field.value) this.show(await answer.text());
    } catch {
      // Nobody waits for it: the next letter asks again.
    }
  }

  // What the sentence itself has put into a field is no answer to what the sentence leaves open.
  question(text) {
    const body = new FormData();
    body.append("text", text);
    body.append("kind", this.field.dataset.kind);
    body.append("settled", this.field.dataset.settled ?? "");
    for (const name of NAMES) {
      const field = this.beside(name);
      if (field?.value && !this.isOurs(field)) body.append(name, field.value);
    }
    return body;
  }

  beside(name) {
    const field = this.field.form?.elements.namedItem(name);
    return field instanceof HTMLElement ? field : null;
  }

  show(html) {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    const found = template.content.querySelector(".found");
    this.found.replaceChildren(...(found ? [found] : []));
    const said = found?.dataset.said ?? "";
    if (this.status.textContent !== said) this.status.textContent = said;
    this.fill(found);
  }

  fill(found) {
    const proposed = new Map();
    const settled = (this.field.dataset.settled ?? "").split(" ");
    for (const line of found?.querySelectorAll("[data-field]") ?? []) {
      const field = this.beside(line.dataset.field);
      const stands = field !== null && (this.isNew || field.value !== "");
      line.hidden = stands || settled.includes(line.dataset.field); // it stands in the form, or elsewhere
      if (field && this.isNew) proposed.set(field, line.dataset.value);
    }
    for (const field of [...this.filled.keys()]) {
      if (!this.isOurs(field)) this.forget(field);
      else if (!proposed.has(field)) this.put(field, "");
    }
    for (const [field, value] of proposed) {
      // A form that was brought back in this tab holds what the sentence had filled before.
      const isBack = field.value === value && this.field.form.matches("[data-kept]");
      const isFree = !field.value || isBack || this.isOurs(field);
      if (isFree && this.filled.get(field)?.proposed !== value) this.put(field, value, found.dataset.from);
    }
    const says = found?.querySelector(".says");
    if (says) says.hidden = !says.querySelector("[data-field]:not([hidden])");
  }

  // What was saved before is somebody's word: there the sentence only says what it proposes.
  get isNew() {
    return !this.beside("version")?.value;
  }

  isOurs(field) {
    return this.filled.get(field)?.held === field.value;
  }

  put(field, value, words = "") {
    this.isFilling = true;
    field.value = value;
    field.dispatchEvent(new CustomEvent("okr:written", { bubbles: true }));
    this.isFilling = false;
    this.forget(field);
    if (!value || !field.value) return;
    this.filled.set(field, { proposed: value, held: field.value });
    const note = document.createElement("small");
    note.className = "from-sentence";
    note.textContent = words;
    (field.closest("[data-tags]") ?? field).after(note);
  }

  forget(field) {
    this.filled.delete(field);
    field.closest(".field")?.querySelector(".from-sentence")?.remove();
  }

  changed(field) {
    if (this.isFilling || field === this.field || !NAMES.includes(field.name)) return;
    if (!this.isOurs(field)) this.forget(field);
    if (this.field.value.trim()) this.rest();
  }

  // A sentence in several lines of a field is one line: Enter sends it.
  enter(event) {
    if (event.key !== "Enter" || event.shiftKey || !this.field.matches("textarea")) return;
    event.preventDefault();
    this.field.form?.requestSubmit();
  }

  take(button) {
    if (!button) return;
    const { field } = this;
    field.focus();
    field.select();
    // As if typed, so that it can be undone.
    if (!document.execCommand("insertText", false, button.dataset.put)) field.value = button.dataset.put;
    const before = [...button.dataset.put].slice(0, Math.max(Number(button.dataset.blank), 0)).join("").length;
    if (Number(button.dataset.blank) >= 0) field.setSelectionRange(before, before + 2);
    else field.setSelectionRange(field.value.length, field.value.length);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

const readers = new WeakMap();

function readAll(root) {
  for (const field of root.querySelectorAll?.("[data-reads]") ?? []) {
    if (!readers.has(field)) readers.set(field, new Reader(field));
  }
}

readAll(document);
document.addEventListener("htmx:load", (event) => readAll(event.target));
