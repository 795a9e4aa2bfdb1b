// A session that ends in the middle of a form costs no words: after sign-in the form is as it was left.
//
// What was sent is kept in this tab. Arriving on a page of one's own drops it; arriving on the sign-in page marks it,
// and then the first page after signing in, if it is the same person's, gets it back. Passwords are never kept.

import { say } from "./forms.js";

const KEPT = "okr:sent";
const { person, returned } = document.body.dataset;

const pathOf = (form) => new URL(form.getAttribute("hx-post") || form.action, location.href).pathname;

function keep(form) {
  if (!person || form.method !== "post" || form.querySelector("[type=password]")) return;
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  sessionStorage.setItem(KEPT, JSON.stringify({ person, fields, path: pathOf(form), isPage: form.matches(".sheet-form") }));
}

const drop = () => sessionStorage.removeItem(KEPT);

function put(form, fields) {
  for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = false;
  for (const option of form.querySelectorAll("select[multiple] option")) option.selected = false;
  for (const [name, value] of fields) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.matches("[type=checkbox], [type=radio]")) field.checked ||= field.value === value;
      else if (field.multiple) [...field.options].find((one) => one.value === value)?.toggleAttribute("selected", true);
      else if (!field.matches("button")) field.value = value;
    }
  }
}

function giveBack({ fields, path, isPage }) {
  const form = [...document.querySelectorAll("form[method=post]")].find((one) => pathOf(one) === path);
  if (!form && isPage && location.pathname !== path) return location.replace(path);
  drop();
  if (!form) return;
  put(form, fields);
  for (let part = form; part; part = part.parentElement?.closest("details")) part.open = true;
  form.scrollIntoView({ block: "center" });
  say(returned, "warn");
}

const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
if (kept && !person) sessionStorage.setItem(KEPT, JSON.stringify({ ...kept, waits: true }));
else if (kept?.waits && kept.person === person) giveBack(kept);
else drop();

// By htmx the answer says whether one was signed out; a plain form leaves the page, and the next one knows.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const form = event.target.closest?.("form");
  const target = event.detail.xhr.getResponseHeader("HX-Redirect") ?? "";
  if (form && target.startsWith(document.body.dataset.signIn)) keep(form);
});
window.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) keep(event.target);
});
