// Lines that are typed one after the other: once one is sent, the next is ready. Who has gone on meanwhile is let go.

const isFree = () => document.activeElement === null || document.activeElement === document.body;

function ready() {
  if (isFree()) document.querySelector("form[data-next] input:not([type=hidden])")?.focus();
}

ready();
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.querySelector?.("form[data-next]") && !event.target.querySelector("[aria-invalid=true]")) ready();
});
