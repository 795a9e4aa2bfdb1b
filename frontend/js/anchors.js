// A link within the page may lead to what is folded away: unfold it first.

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  const folded = link && document.getElementById(link.hash.slice(1))?.closest("details:not([open])");
  if (folded) folded.open = true;
});
