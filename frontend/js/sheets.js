// A form over the page: what htmx puts into <dialog data-fragment> opens it; closed, it forgets what it held.

const sheet = (element) => element?.closest?.("dialog[data-fragment]");

document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = sheet(event.target);
  if (!dialog || dialog.open) return;
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  dialog.showModal();
  const first = dialog.querySelector("[aria-invalid=true], input:not([type=hidden]), select, textarea");
  first?.focus();
});

document.addEventListener(
  "close",
  (event) => {
    if (sheet(event.target) === event.target) event.target.replaceChildren();
  },
  true,
);

// What is typed is not lost by a click beside the sheet.
document.addEventListener(
  "click",
  (event) => {
    if (event.target.matches?.("dialog[data-fragment]")) event.stopPropagation();
  },
  true,
);
