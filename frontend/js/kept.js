// <form data-kept="name">: what is typed stays in this tab until it is saved, through a reload, the back button or a
// lost line. A page that the server has just refused holds what was sent, and is believed instead.

const form = document.querySelector("form[data-kept]");

function keep() {
  const fields = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "version", "was"].includes(name));
  sessionStorage.setItem(`okr:kept ${form.dataset.kept}`, JSON.stringify(fields));
}

function giveBack() {
  const kept = JSON.parse(sessionStorage.getItem(`okr:kept ${form.dataset.kept}`) ?? "[]");
  if (form.querySelector("[aria-invalid=true], .note.bad")) return;
  for (const [name, value] of kept) {
    const field = form.elements.namedItem(name);
    const known = !field?.options || [...field.options].some((one) => one.value === value);
    if (field && value && known) field.value = value;
  }
}

if (form) {
  giveBack();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("okr:written", keep);
  document.querySelector("[data-forget]")?.addEventListener("click", () => {
    sessionStorage.removeItem(`okr:kept ${form.dataset.kept}`);
  });
}

// Saved: the page that follows says so.
for (const saved of document.querySelectorAll("[data-saved]")) sessionStorage.removeItem(`okr:kept ${saved.dataset.saved}`);
