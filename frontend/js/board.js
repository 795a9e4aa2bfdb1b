// The board of paths: every change is saved by itself, ideas are typed one after the other, rows move by hand.
//
// One request at a time, in the order of what was done, each with the version that the board then shows. The answer is
// the whole board, into which the page is turned; what is being typed meanwhile stays. Refused: the sentence stands
// beside the field, and what was typed stays too. Nothing here fires while an input method composes (ime.js).

import { say } from "./forms.js";
import { isDirty, morph } from "./morph.js";

const board = () => document.getElementById("board");
const status = () => document.getElementById("board-status");
const cookie = () => document.cookie.split("; ").find((one) => one.startsWith("csrftoken="))?.slice(10) ?? "";

const filled = (text, slots) => text.replace(/\{(\w+)\}/g, (_all, name) => slots[name]);

// --- one request after the other -----------------------------------------------------------------------------

let queue = Promise.resolve();

function inTurn(work) {
  queue = queue.then(work).catch(() => say(document.body.dataset.offline));
  return queue;
}

async function ask(address, fields) {
  const headers = { "HX-Request": "true", "HX-Current-URL": location.href, "X-CSRFToken": cookie() };
  const options = fields ? { method: "POST", body: new URLSearchParams(fields) } : {};
  const answer = await fetch(address, { headers, credentials: "same-origin", cache: "no-store", ...options });
  const elsewhere = answer.headers.get("HX-Redirect");
  if (elsewhere) location.assign(elsewhere);
  return answer;
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild;

function show(html, keeps) {
  const fresh = parsed(html);
  if (fresh?.id !== "board") return;
  // Every answer has another token for the same session; with the old one, equal rows are equal and left alone.
  const token = board().querySelector("[name=csrfmiddlewaretoken]")?.value;
  for (const field of fresh.querySelectorAll("[name=csrfmiddlewaretoken]")) field.setAttribute("value", token);
  morph(board(), fresh, keeps);
  window.htmx?.process(board());
}

/** Send fields; true when they were saved and the board shows it. `form` holds what is said when they were not. */
async function send(address, fields, form, keeps = isDirty) {
  const answer = await ask(address, fields);
  const html = await answer.text();
  clear(form);
  if (answer.ok) {
    document.getElementById("messages")?.replaceChildren();
    show(html, keeps);
    status().textContent = status().dataset.saved;
    return true;
  }
  if (answer.status === 400 || answer.status === 412) refuse(form, html);
  else if (answer.status >= 500) say(document.body.dataset.failed);
  else say(parsed(html)?.textContent.trim());
  if (answer.status === 412) show(await (await ask(board().dataset.board)).text());
  return false;
}

function clear(form) {
  form?.querySelector("[data-said]")?.replaceChildren();
  for (const field of form?.querySelectorAll("[aria-invalid]") ?? []) field.removeAttribute("aria-invalid");
}

function refuse(form, html) {
  const said = parsed(html);
  if (!said) return;
  form.querySelector("[data-said]").replaceChildren(...said.childNodes);
  for (const error of form.querySelectorAll("[data-field]")) {
    form.elements.namedItem(error.dataset.field)?.setAttribute("aria-invalid", "true");
  }
  form.querySelector("[aria-invalid]")?.focus();
}

// --- estimates, weights and what is given: saved when a field is left -----------------------------------------

const hidden = (form) => [...form.querySelectorAll("input[type=hidden]")].map((one) => [one.name, one.value]);

function save(form) {
  return inTurn(async () => {
    const dirty = [...form.querySelectorAll("input:not([type=hidden])")].filter(isDirty);
    if (!dirty.length) return;
    const sent = new Map(dirty.map((field) => [field, field.value]));
    const typed = form.hasAttribute("data-whole") ? [...form.querySelectorAll("input:not([type=hidden])")] : dirty;
    const fields = [...hidden(form), ...typed.map((field) => [field.name, field.value])];
    await send(form.action, fields, form, (field) => isDirty(field) && sent.get(field) !== field.value);
  });
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-saves]");
  if (form) save(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#board, #pin")) return;
  if (form.matches("[data-saves]")) save(form);
  else if (form.matches("[data-acts]")) inTurn(() => send(form.action, [...new FormData(form)], form));
  else if (form.matches("[data-idea]")) add(form);
  else if (form.closest("#pin")) pin(form);
  else return;
  event.preventDefault();
});

function add(form) {
  const field = form.elements.namedItem("title");
  const title = field.value;
  if (title.trim()) field.value = "";
  field.focus();
  inTurn(async () => {
    const saved = await send(form.action, [...hidden(form), ["title", title]], form);
    if (!saved && !field.value) field.value = title;
  });
}

// --- ranks by hand: a row is carried, then asked why -----------------------------------------------------------

let carried = null; // { row, was: the order before }

const rows = () => [...document.querySelectorAll("#ranked > .path-row")];
const rankOf = (row) => rows().indexOf(row) + 1;
const dialog = () => document.getElementById("pin");

function lift(row) {
  if (carried?.row === row) return;
  putBack();
  carried = { row, was: rows() };
  row.classList.add("moving");
}

function putBack() {
  if (!carried) return;
  const { row, was } = carried;
  carried = null;
  row.classList.remove("moving");
  document.getElementById("ranked")?.append(...was.filter((one) => one.isConnected));
}

function place(row, rank) {
  const others = rows().filter((one) => one !== row);
  document.getElementById("ranked").insertBefore(row, others[rank - 1] ?? null);
}

function tell(row) {
  const slots = { title: row.dataset.title, rank: rankOf(row), count: rows().length };
  status().textContent = filled(status().dataset.moved, slots);
}

function step(row, by) {
  lift(row);
  const rank = Math.min(Math.max(rankOf(row) + by, 1), rows().length);
  if (rank === rankOf(row)) return;
  place(row, rank);
  tell(row);
}

function why() {
  const { row, was } = carried;
  const from = was.indexOf(row) + 1;
  const rank = rankOf(row);
  if (from === rank) return putBack();
  const form = dialog().querySelector("form");
  clear(form);
  form.action = row.dataset.pin;
  form.elements.namedItem("version").value = row.dataset.version;
  form.elements.namedItem("pinned_rank").value = rank;
  form.elements.namedItem("pin_reason").value = "";
  const text = form.querySelector("[data-moved]");
  text.textContent = filled(text.dataset.moved, { title: row.dataset.title, was: from, rank });
  dialog().showModal();
}

function pin(form) {
  const fields = [...new FormData(form)];
  inTurn(async () => {
    const { row } = carried ?? {};
    if (!(await send(form.action, fields, form))) return;
    row?.classList.remove("moving");
    carried = null;
    dialog().close();
    row?.querySelector("[data-handle]")?.focus();
  });
}

document.addEventListener("close", (event) => event.target.id === "pin" && putBack(), true);

document.addEventListener("keydown", (event) => {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle) return;
  const row = handle.closest(".path-row");
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    step(row, event.key === "ArrowUp" ? -1 : 1);
    handle.focus();
  } else if (event.key === "Enter" && carried?.row === row) why();
  else if (event.key === "Escape" && carried) {
    putBack();
    handle.focus();
  } else return;
  event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  const row = carried?.row;
  const leaves = event.relatedTarget && !row?.contains(event.relatedTarget) && !dialog()?.contains(event.relatedTarget);
  if (row && leaves && event.target.matches("[data-handle]")) why();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-step]");
  if (!button) return;
  step(button.closest(".path-row"), Number(button.dataset.step));
  why();
});

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle || event.button) return;
  const row = handle.closest(".path-row");
  const start = event.clientY;
  let moved = false;
  const carry = (move) => {
    if (!moved && Math.abs(move.clientY - start) < 5) return;
    moved = true;
    lift(row);
    const before = rows().filter((one) => one !== row && middle(one) < move.clientY).length;
    if (before + 1 !== rankOf(row)) place(row, before + 1);
  };
  const drop = (end) => {
    for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, drop);
    document.removeEventListener("pointermove", carry);
    if (!moved) return;
    if (end.type === "pointerup") why();
    else putBack();
  };
  document.addEventListener("pointermove", carry);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, drop);
});

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + Math.min(height, 40) / 2;
}
