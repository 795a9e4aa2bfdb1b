// Small helps in fields of numbers.

// data-select: the old value is marked on entering, so that typing replaces it.
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("input[data-select]")) event.target.select();
});

// A slider and its number field show the same: <input type="range" data-mirror="id of the number field">.
document.addEventListener("input", (event) => {
  const slider = event.target.closest?.("[data-mirror]");
  if (slider) {
    document.getElementById(slider.dataset.mirror).value = slider.value;
    return;
  }
  const mirrored = event.target.id && document.querySelector(`[data-mirror="${CSS.escape(event.target.id)}"]`);
  if (mirrored) mirrored.value = event.target.value;
});
