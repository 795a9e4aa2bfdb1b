// Nothing fires while an input method composes: half a word of pinyin is neither a search nor a submission.

let composing = null; // the field in which somebody composes

function hold(event) {
  if (event.isComposing || composing === event.target) event.stopImmediatePropagation();
}

document.addEventListener("compositionstart", (event) => (composing = event.target), true);

document.addEventListener(
  "compositionend",
  (event) => {
    composing = null;
    // Chrome sends its last input event before the end of the composition, where it was held back.
    event.target.dispatchEvent(new InputEvent("input", { bubbles: true }));
  },
  true,
);

for (const name of ["input", "change", "keyup"]) window.addEventListener(name, hold, true);

window.addEventListener(
  "keydown",
  (event) => {
    // 229: Safari's Enter that picks a candidate comes after the end of the composition.
    if (!event.isComposing && event.keyCode !== 229) return;
    event.stopImmediatePropagation();
    if (event.key === "Enter") event.preventDefault();
  },
  true,
);

// A request that was due before the composition began waits for its end, which asks again.
document.addEventListener("htmx:confirm", (event) => {
  const owner = event.target.closest?.("form") ?? event.target;
  if (composing && owner.contains(composing)) event.preventDefault();
});

export const isComposing = () => composing !== null;
