// A measure takes its metric from the glossary: one click on a found metric fills its choice, name and unit.
//
// Without scripts the same button sends the form, which is then filled by the server.

const field = (form, name) => form.elements.namedItem(name);

// The field looks up what it holds (its hx-trigger).
const look = (form) => field(form, "name").dispatchEvent(new CustomEvent("look"));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-take-metric]");
  if (!button) return;
  event.preventDefault();
  const { form, dataset } = button;
  field(form, "metric").value = dataset.takeMetric;
  field(form, "name").value = dataset.name;
  if (field(form, "unit")) field(form, "unit").value = dataset.unit;
  look(form);
  field(form, "name").focus();
});

document.addEventListener("change", (event) => {
  const select = event.target;
  if (!select.matches?.("select[name=metric]")) return;
  const { unit } = select.selectedOptions[0]?.dataset ?? {};
  if (unit && field(select.form, "unit")) field(select.form, "unit").value = unit;
  look(select.form);
});
