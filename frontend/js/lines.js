// Lines that are typed one after the other: once one is sent, the next is ready. Who types elsewhere by then is let be.

const isTyping = () => document.activeElement?.matches("input, textarea, select") ?? false;

function ready() {
  if (!isTyping()) document.querySelector("form[data-next] input:not([type=hidden])")?.focus();
}

ready();
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.querySelector?.("form[data-next]") && !event.target.querySelector("[aria-invalid=true]")) ready();
});
