// Menus are <details class="menu">, dialogs are <dialog>; this closes the ones and opens the others.

const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;

  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog)?.showModal();
  }
  if (event.target.closest("[data-close]") || event.target.matches("dialog[open]")) {
    event.target.closest("dialog")?.close();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On paper everything that can be unfolded is.
window.addEventListener("beforeprint", () => {
  for (const more of document.querySelectorAll("details.more:not([open])")) {
    more.open = true;
    more.dataset.unfolded = "";
  }
});
window.addEventListener("afterprint", () => {
  for (const more of document.querySelectorAll("details.more[data-unfolded]")) {
    more.open = false;
    delete more.dataset.unfolded;
  }
});
