// The plan of the weeks: bars, total and curve follow the fields while they are typed. The server counts what is saved.

const form = document.querySelector("[data-profile]");

const share = (text) => {
  const value = Number(text.normalize("NFKC").replaceAll(/[,\s%]/g, ""));
  return Number.isFinite(value) && value > 0 ? value : 0;
};
const short = (value, digits) => String(Number(value.toFixed(digits)));

function draw() {
  const weeks = [...form.querySelectorAll("[data-week]")];
  const shares = weeks.map((one) => share(one.querySelector("input").value));
  const days = weeks.map((one) => Number(one.dataset.days));
  const length = days.reduce((sum, one) => sum + one, 0);
  const total = shares.reduce((sum, one) => sum + one, 0);
  const highest = Math.max(...shares) || 100;
  const points = ["0,100"];
  let passed = 0;
  let day = 0;
  weeks.forEach((week, place) => {
    passed += total ? (100 * shares[place]) / total : 0;
    day += days[place];
    week.querySelector("i").style.height = `${(100 * shares[place]) / highest}%`;
    week.querySelector("[data-passed]").textContent = short(passed, 1);
    points.push(`${(100 * day) / length},${100 - passed}`);
  });
  form.querySelector("[data-curve]").setAttribute("points", points.join(" "));
  const place = form.querySelector("[data-total]");
  place.querySelector("b").textContent = short(total, 2);
  const sums = Math.abs(total - 100) < 0.005;
  place.classList.toggle("ok", sums);
  place.classList.toggle("bad", !sums);
}

if (form) form.addEventListener("input", draw);
