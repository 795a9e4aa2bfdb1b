// Fragments that keep themselves up to date: <div id="…" data-live="/address" data-etag='"…"'>.
//
// Every 15 s, every 1.5 s while a result is awaited (data-awaiting), never while the page is hidden. The server answers
// 304 from the version it knows; anything else replaces the whole element, which carries its own data-live again.

import { isComposing } from "./ime.js";

const CALM = 15_000;
const AWAITING = 1_500;
const LONGEST = 60_000;

const pace = (element) => (element.hasAttribute("data-awaiting") ? AWAITING : CALM);

// Whoever types in the fragment, or reads a dialog of it, is not disturbed.
function inUse(element) {
  const active = document.activeElement;
  const typing = element.contains(active) && active.matches("input, textarea, select, [contenteditable]");
  return typing || isComposing() || element.querySelector("dialog[open], details.menu[open], form[aria-busy]") !== null;
}

class Fragment {
  constructor(element) {
    this.element = element;
    this.etag = element.dataset.etag ?? "";
    this.failures = 0;
    this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    const wait = Math.min(pace(this.element) * 2 ** this.failures, LONGEST);
    this.timer = setTimeout(() => this.ask(), wait);
  }

  async ask() {
    if (!this.element.isConnected) return;
    if (document.hidden || inUse(this.element)) return this.plan();
    try {
      const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
      if (this.etag) headers["If-None-Match"] = this.etag;
      const answer = await fetch(this.element.dataset.live, { headers, credentials: "same-origin" });
      this.failures = 0;
      if (answer.status === 304) return this.plan();
      // Signed out, or no longer shared: what is on the page stays, and nobody asks again.
      if (answer.redirected || (answer.status >= 400 && answer.status < 500) || answer.headers.has("HX-Redirect")) return;
      if (!answer.ok) throw new Error(String(answer.status));
      this.etag = answer.headers.get("ETag") ?? "";
      this.show(await answer.text());
    } catch {
      this.failures += 1;
      this.plan();
    }
  }

  show(html) {
    if (inUse(this.element)) {
      this.etag = ""; // this answer is not on the page: ask for it again
      return this.plan();
    }
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    const fresh = template.content.firstElementChild;
    if (!fresh) return this.plan();
    const opened = [...this.element.querySelectorAll("details[open][id]")].map((one) => one.id);
    this.element.replaceWith(fresh);
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    window.htmx?.process(fresh);
    fresh.dispatchEvent(new CustomEvent("okr:fresh", { bubbles: true }));
    if (!fresh.hasAttribute("data-live")) return;
    fresh.dataset.etag = this.etag;
    watch(fresh);
  }
}

const watched = new WeakMap();

function watch(element) {
  if (!watched.has(element)) watched.set(element, new Fragment(element));
}

function watchAll(root) {
  if (root.matches?.("[data-live]")) watch(root);
  root.querySelectorAll?.("[data-live]").forEach(watch);
}

watchAll(document);
document.addEventListener("htmx:load", (event) => watchAll(event.target));
document.addEventListener("okr:fresh", (event) => watchAll(event.target));

const askAll = () => document.querySelectorAll("[data-live]").forEach((element) => watched.get(element)?.ask());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) askAll();
});
// An answer that changed what other fragments show sends HX-Trigger: okr:ask.
document.addEventListener("okr:ask", askAll);
