// The priority quadrant: key results are dragged or moved by the arrow keys and saved by themselves; labels that would
// cover each other move apart. What a place means is said by the server: it answers with the row of the table anew.

import { say } from "./forms.js";

const root = document.querySelector("[data-quadrant]");
const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const REST = 600; // milliseconds after the last key before it is saved
const SLOP = 4; // pixels that a click may shake
const FULL = 0.12; // of the field: where labels would take more, they are codes, and names come with pointer or focus
const GAP = 2;
const CELL = 40; // pixels
const RINGS = 24; // half labels up and down that are tried

const clamp = (value) => Math.max(0, Math.min(100, Math.round(value)));
const number = (text) => (text === "" ? null : Number(text));

function placeOf(spot) {
  return { control: number(spot.dataset.control), impact: number(spot.dataset.impact) };
}

function show(spot, { control, impact }) {
  spot.style.left = `${control}%`;
  spot.style.bottom = `${impact}%`;
}

function set(spot, { control, impact }) {
  spot.dataset.control = control ?? "";
  spot.dataset.impact = impact ?? "";
  const isPlaced = control !== null && impact !== null;
  const home = isPlaced ? root.querySelector(".spots") : root.querySelector(".tray > div");
  if (spot.parentElement !== home) {
    const hadFocus = document.activeElement === spot;
    home.append(spot);
    if (hadFocus) spot.focus();
  }
  spot.style.removeProperty("top");
  spot.style.removeProperty("position");
  if (isPlaced) show(spot, { control, impact });
  else for (const name of ["left", "bottom"]) spot.style.removeProperty(name);
}

function quarterAt({ control, impact }) {
  const cut = Number(root.dataset.cut);
  const code = impact >= cut ? (control >= cut ? "drive" : "secure") : control >= cut ? "delegate" : "drop";
  return root.querySelector(`[data-quarter=${code}] b`).textContent;
}

function tell(spot, place) {
  const output = root.querySelector("output.said");
  const where = output.dataset.words.replace("{control}", place.control).replace("{impact}", place.impact);
  output.textContent = `${spot.querySelector("b").textContent} · ${where} · ${quarterAt(place)}`;
}

// --- labels that do not cover each other ----------------------------------------------------------------------

const named = new WeakMap(); // sizes of labels with their names, and as codes alone
const coded = new WeakMap();

function measure(label, kept) {
  if (!kept.has(label)) kept.set(label, { width: label.offsetWidth, height: label.offsetHeight });
  return kept.get(label);
}

function namedSize(label) {
  if (!named.has(label)) label.closest(".spots").classList.remove("many");
  return measure(label, named);
}

function sizeOf(label) {
  return measure(label, label.closest(".spots").classList.contains("many") ? coded : named);
}

function covers(one, other) {
  return (
    one.left < other.right + GAP && other.left < one.right + GAP && one.top < other.bottom + GAP && other.top < one.bottom + GAP
  );
}

// After the next frame: what a hand does is drawn first.
function settle() {
  requestAnimationFrame(() => setTimeout(spread));
}

function spread() {
  const field = root.querySelector(".spots");
  const room = { width: field.clientWidth, height: field.clientHeight };
  const labels = [...field.children].map((spot) => namedSize(spot.lastElementChild));
  const needed = labels.reduce((sum, one) => sum + one.width * one.height, 0);
  field.classList.toggle("many", needed > FULL * room.width * room.height);
  const spots = [...field.children].map((spot) => pointOf(spot, room));
  const taken = new Taken();
  for (const box of [...spots.map((one) => one.dot), ...quarterNames()]) taken.add(box);
  for (const one of spots.sort((a, b) => a.y - b.y || a.x - b.x)) {
    const box = freeBox(one, room, taken);
    taken.add(box);
    one.spot.style.setProperty("--dx", `${box.left - one.x}px`);
    one.spot.style.setProperty("--dy", `${box.top + one.label.height / 2 - one.y}px`);
    lead(one, box);
  }
}

// Boxes by the cells they lie in, so that each is held against its neighbours only.
class Taken {
  cells = new Map();

  *keys({ left, right, top, bottom }) {
    for (let row = Math.floor((top - GAP) / CELL); row <= (bottom + GAP) / CELL; row += 1)
      for (let column = Math.floor((left - GAP) / CELL); column <= (right + GAP) / CELL; column += 1) yield row * 1000 + column;
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  under(box) {
    for (const key of this.keys(box)) if (this.cells.get(key)?.some((one) => covers(one, box))) return true;
    return false;
  }
}

function quarterNames() {
  return [...root.querySelectorAll(".quarter > b")].map(({ offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight }) => ({
    left,
    top,
    right: left + offsetWidth,
    bottom: top + offsetHeight,
  }));
}

// A line from the dot to a label that stands away from it.
function lead({ spot, x, y, beside }, box) {
  const across = Math.max(box.left, Math.min(x, box.right)) - x;
  const down = Math.max(box.top, Math.min(y, box.bottom)) - y;
  const reach = Math.hypot(across, down);
  spot.style.setProperty("--reach", reach > beside + GAP ? `${reach}px` : "0px");
  spot.style.setProperty("--turn", `${Math.atan2(down, across)}rad`);
}

function pointOf(spot, room) {
  const { control, impact } = placeOf(spot);
  const x = (control / 100) * room.width;
  const y = room.height - (impact / 100) * room.height;
  const half = Number.parseInt(spot.style.getPropertyValue("--size"), 10) / 2;
  const dot = { left: x - half, right: x + half, top: y - half, bottom: y + half };
  return { spot, x, y, beside: half + GAP + 1, dot, label: sizeOf(spot.lastElementChild) };
}

// The nearest room for a label: beside its dot, right before left, then further and further up and down.
function freeBox({ x, y, beside, label }, room, taken) {
  let first = null;
  for (let ring = 0; ring < RINGS; ring += 1) {
    for (const shift of ring ? [-ring, ring] : [0]) {
      for (const left of [x + beside, x - beside - label.width]) {
        if (left < 0 || left + label.width > room.width) continue;
        const wanted = y - label.height / 2 + (shift * (label.height + GAP)) / 2;
        const top = Math.max(0, Math.min(room.height - label.height, wanted));
        const box = { left, top, right: left + label.width, bottom: top + label.height };
        first ??= box;
        if (!taken.under(box)) return box;
      }
    }
  }
  return first ?? { left: x + beside, top: y, right: x + beside + label.width, bottom: y + label.height };
}

// --- saving ---------------------------------------------------------------------------------------------------

const waiting = new Map(); // spot: timer
const running = new Set();

function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

function later(spot) {
  clearTimeout(waiting.get(spot));
  waiting.set(spot, setTimeout(() => save(spot), REST));
}

async function save(spot, keepalive = false) {
  clearTimeout(waiting.get(spot));
  waiting.delete(spot);
  if (running.has(spot)) {
    later(spot);
    return;
  }
  settle();
  running.add(spot);
  const sent = placeOf(spot);
  const body = new URLSearchParams({ control: sent.control ?? "", impact: sent.impact ?? "", version: spot.dataset.version });
  const headers = { "X-CSRFToken": decodeURIComponent(cookie("csrftoken")), "HX-Request": "true", "HX-Current-URL": location.href };
  try {
    const answer = await fetch(spot.dataset.move + root.dataset.scope, { method: "POST", body, headers, keepalive });
    await take(spot, answer, sent);
  } catch {
    giveBack(spot);
    say(document.body.dataset.offline);
  } finally {
    running.delete(spot);
  }
}

async function take(spot, answer, sent) {
  const away = answer.headers.get("HX-Redirect") ?? (answer.redirected ? answer.url : "");
  if (away) {
    location.assign(away);
    return;
  }
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  const row = holder.content.querySelector("tr[data-row]");
  if (!row) {
    giveBack(spot);
    const refused = holder.content.querySelector(".note");
    say(answer.status < 500 && refused ? refused.textContent.trim() : document.body.dataset.failed);
    return;
  }
  renew(spot, row, holder);
  const now = placeOf(spot);
  const moved = now.control !== sent.control || now.impact !== sent.impact;
  if (answer.status === 412 || !moved) set(spot, placeOf(row));
  note(answer.status === 412 ? holder.content.querySelector(".note[role=alert]") : null);
  settle();
}

function renew(spot, row, holder) {
  spot.dataset.version = row.dataset.version;
  spot.setAttribute("aria-label", row.dataset.where);
  spot.classList.toggle("borderline", "borderline" in row.dataset);
  const old = document.getElementById(row.id);
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(row);
  window.htmx?.process(row);
  if (hadFocus) row.querySelector("a, button")?.focus();
  const summary = holder.content.querySelector("#quadrant-summary");
  document.getElementById("quadrant-summary").replaceWith(summary);
  root.querySelector(".tray").hidden = !summary.querySelector("[data-unplaced]").dataset.unplaced;
}

function note(found) {
  const place = document.getElementById("messages");
  if (found) place.replaceChildren(found);
  else if (place.querySelector("[data-again]")) place.replaceChildren();
}

function giveBack(spot) {
  const row = document.getElementById(`row-${spot.dataset.row}`);
  set(spot, { control: number(row.dataset.control), impact: number(row.dataset.impact) });
  spread();
}

// --- by pointer -----------------------------------------------------------------------------------------------

let drag = null;

function begin(event) {
  const spot = event.target.closest?.(".spot[data-move]");
  if (!spot || event.button !== 0) return;
  const field = root.querySelector(".spots").getBoundingClientRect();
  const dot = spot.firstElementChild.getBoundingClientRect();
  const grip = { x: event.clientX - (dot.left + dot.width / 2), y: event.clientY - (dot.top + dot.height / 2) };
  drag = { spot, field, grip, from: { x: event.clientX, y: event.clientY }, moved: false, place: null, was: placeOf(spot) };
  spot.setPointerCapture(event.pointerId);
}

function move(event) {
  if (!drag) return;
  const { spot, field, grip, from } = drag;
  if (!drag.moved && Math.hypot(event.clientX - from.x, event.clientY - from.y) < SLOP) return;
  drag.moved = true;
  spot.classList.add("dragged");
  const x = event.clientX - grip.x;
  const y = event.clientY - grip.y;
  const inside = x >= field.left - 20 && x <= field.right + 20 && y >= field.top - 20 && y <= field.bottom + 20;
  const isPlaced = drag.was.control !== null && drag.was.impact !== null;
  drag.place =
    inside || isPlaced
      ? { control: clamp(((x - field.left) / field.width) * 100), impact: clamp(((field.bottom - y) / field.height) * 100) }
      : null;
  if (isPlaced) show(spot, drag.place);
  else Object.assign(spot.style, { position: "fixed", left: `${x}px`, top: `${y}px` });
  if (drag.place) tell(spot, drag.place);
}

function end(event) {
  if (!drag) return;
  const { spot, moved, place, was } = drag;
  drag = null;
  spot.classList.remove("dragged");
  if (!moved) return;
  spot.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => spot.removeEventListener("click", swallow, { capture: true }));
  const kept = event.type === "pointerup" && place ? place : was;
  set(spot, kept);
  settle();
  if (kept !== was) save(spot);
}

function swallow(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

// --- by keys --------------------------------------------------------------------------------------------------

function key(event) {
  const spot = event.target.closest?.(".spot[data-move]");
  if (drag && event.key === "Escape") end(event);
  const step = STEP[event.key];
  if (!spot || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const by = event.shiftKey ? 5 : 1;
  const cut = Number(root.dataset.cut);
  const was = placeOf(spot);
  const isPlaced = was.control !== null && was.impact !== null;
  const place = isPlaced
    ? { control: clamp(was.control + step[0] * by), impact: clamp(was.impact + step[1] * by) }
    : { control: was.control ?? cut, impact: was.impact ?? cut };
  set(spot, place);
  tell(spot, place);
  later(spot);
}

// --- the form: a slider beside each number, and proposals to take -------------------------------------------------

document.addEventListener("input", (event) => {
  const slider = event.target.closest?.("[data-slides]");
  if (slider) document.getElementById(slider.dataset.slides).value = slider.value;
  else if (event.target.id) {
    const beside = document.querySelector(`[data-slides="${CSS.escape(event.target.id)}"]`);
    if (beside && event.target.value.trim() !== "") beside.value = event.target.value;
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-takes]");
  if (!button) return;
  const field = document.getElementById(button.dataset.takes);
  field.value = button.dataset.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

if (root) {
  root.addEventListener("pointerdown", begin);
  root.addEventListener("pointermove", move);
  root.addEventListener("pointerup", end);
  root.addEventListener("pointercancel", end);
  root.addEventListener("keydown", key);
  root.addEventListener("dragstart", (event) => event.preventDefault());
  document.addEventListener("submit", (event) => {
    const spot = document.getElementById(`spot-${event.target.dataset?.again}`);
    if (!spot) return;
    event.preventDefault();
    event.stopPropagation();
    const { control, impact, version } = event.target.elements;
    spot.dataset.version = version.value;
    set(spot, { control: number(control.value), impact: number(impact.value) });
    save(spot);
  });
  window.addEventListener("pagehide", () => [...waiting.keys()].forEach((spot) => save(spot, true)));
  new ResizeObserver(spread).observe(root.querySelector(".spots"));
  document.fonts.ready.then(spread);
}
