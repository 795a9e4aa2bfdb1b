// Loads the drawing of charts only where a chart is: <div data-chart="id of its JSON">.

async function drawAll(root) {
  const found = [...(root.querySelectorAll?.("[data-chart]") ?? [])];
  if (root.matches?.("[data-chart]")) found.push(root);
  const fresh = found.filter((element) => !element.hasAttribute("data-drawn"));
  if (!fresh.length) return;
  fresh.forEach((element) => element.setAttribute("data-drawn", ""));
  const { draw } = await import(document.body.dataset.chartSource);
  fresh.forEach(draw);
}

drawAll(document);
document.addEventListener("htmx:load", (event) => drawAll(event.target));
document.addEventListener("okr:fresh", (event) => drawAll(event.target));
