// Forms are sent once, and what was typed stays when the server cannot be reached.

const busy = (form) => form.getAttribute("aria-busy") === "true";
const release = (form) => form?.removeAttribute("aria-busy");

function stopTwice(event) {
  if (!busy(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function cookie(name) {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

export function say(text, tone = "bad") {
  const place = document.getElementById("messages");
  if (!place || !text) return;
  const note = document.createElement("div");
  note.className = `note ${tone}`;
  note.setAttribute("role", "alert");
  note.textContent = text;
  place.replaceChildren(note);
  place.scrollIntoView({ block: "nearest" });
}

window.addEventListener("submit", stopTwice, true);

// A plain form: the browser leaves the page. Marked after the event, so that the pressed button's value is still sent.
window.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) setTimeout(() => event.target.setAttribute("aria-busy", "true"));
});

window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(release));

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
});

// The form that a request sends; a field that only looks something up sends none.
function formSent({ target, detail }) {
  const looksUp = detail.requestConfig?.verb === "get" && !target.matches?.("form");
  return looksUp ? null : target.closest?.("form");
}

document.addEventListener("htmx:beforeRequest", (event) => {
  formSent(event)?.setAttribute("aria-busy", "true");
  if (event.detail.requestConfig?.verb !== "get") document.getElementById("messages")?.replaceChildren();
});
document.addEventListener("htmx:afterRequest", (event) => release(formSent(event)));
document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));
document.addEventListener("htmx:timeout", () => say(document.body.dataset.offline));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) say(document.body.dataset.failed);
});

// After a refused form the first wrong field is where to go on.
document.addEventListener("htmx:afterSettle", (event) => {
  const wrong = event.target.querySelector?.("[aria-invalid=true]");
  if (wrong && !event.target.contains(document.activeElement)) wrong.focus();
});
document.querySelector("main [aria-invalid=true]")?.focus();

// data-copy="id": the text of that element, into the clipboard.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard?.writeText(source.value ?? source.textContent.trim());
  button.textContent = button.dataset.done;
});

// data-submit: choosing is sending (a filter, a switch); the form has a button for who has no scripts.
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-submit]")) event.target.form.requestSubmit();
});
