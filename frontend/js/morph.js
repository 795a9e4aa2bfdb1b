// Turns one element into a fresh copy of itself without losing what a person is doing in it: the focus and its place in
// the text, what is typed and not yet saved, what is unfolded, what was refused ([data-said]). Children are matched by
// id, others by their order.

const PRIVATE = ["open", "aria-busy", "aria-invalid"]; // of this page, not of the server

const isField = (node) => node.matches?.("input:not([type=hidden]), textarea, select");

export const isDirty = (field) => isField(field) && field.value !== field.defaultValue;

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !PRIVATE.includes(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !PRIVATE.includes(name)) old.setAttribute(name, value);
  }
}

function field(old, fresh, keeps) {
  const mine = old.value;
  const kept = keeps(old);
  attributes(old, fresh);
  if (old.value !== (kept ? mine : fresh.value)) old.value = kept ? mine : fresh.value;
}

function partner(node, cursor, byId) {
  if (node.id) return byId.get(node.id);
  while (cursor?.id) cursor = cursor.nextSibling;
  return cursor?.nodeName === node.nodeName ? cursor : null;
}

function children(old, fresh, keeps) {
  const byId = new Map([...old.children].filter((one) => one.id).map((one) => [one.id, one]));
  let cursor = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    const match = partner(node, cursor, byId);
    if (!match) {
      old.insertBefore(node, cursor);
      continue;
    }
    if (match === cursor) cursor = cursor.nextSibling;
    else old.insertBefore(match, cursor);
    one(match, node, keeps);
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}

function one(old, fresh, keeps) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
  } else if (old.matches("[data-said]")) return;
  else if (old.matches("input, textarea")) field(old, fresh, keeps);
  else if (!old.isEqualNode(fresh) || [...old.getElementsByTagName("input")].some(isDirty)) {
    attributes(old, fresh);
    children(old, fresh, keeps);
  }
}

/** `keeps(field)` says whether a field holds something that is not saved yet. */
export function morph(old, fresh, keeps = isDirty) {
  const active = document.activeElement;
  const place = active?.matches?.("input:not([type=hidden])") ? [active.selectionStart, active.selectionEnd] : null;
  one(old, fresh, keeps);
  if (active === document.activeElement || !active?.isConnected) return;
  active.focus({ preventScroll: true });
  if (place) active.setSelectionRange(...place);
}
