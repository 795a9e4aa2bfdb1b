// The progress chart: actual against plan, the forecast, the target and the gap between the two.
//
// Told apart without colour: actual is a thick line with points, the plan thin and dotted, the forecast dashed, the
// target a level line with its name; each line carries its name at its end. Its data, from the JSON script:
//   { start, end, today: "2026-10-01",           days on the axis
//     actual, plan, forecast: [["2026-10-20", "0.35"], …],   points; values as numbers or decimal strings
//     range: ["0.74", "0.86"] | null,            of the forecast at the end
//     target: "1", gap: "€100,000" | "",         the level to reach; the gap in words
//     percent: true | false, unit: "EUR",        how values are printed
//     names: { actual, plan, forecast, target, gap, today } }

import { LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([LineChart, GridComponent, TooltipComponent, MarkLineComponent, SVGRenderer]);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const at = (day) => Date.parse(`${day}T00:00:00Z`);
const points = (pairs) => (pairs ?? []).map(([day, value]) => [at(day), Number(value)]);

function wording(data) {
  const language = document.documentElement.lang || "en";
  const options = data.percent ? { style: "percent", maximumFractionDigits: 1 } : { notation: "compact", maximumFractionDigits: 2 };
  const figure = new Intl.NumberFormat(language, options);
  const shortDay = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { day: "numeric", month: "short", timeZone: "UTC" });
  return {
    value: (value) => figure.format(value) + (data.percent || !data.unit ? "" : ` ${data.unit}`),
    axis: (value) => figure.format(value),
    day: (time) => shortDay.format(time),
  };
}

function line(name, data, style) {
  return {
    name,
    type: "line",
    data,
    showSymbol: false,
    animation: false,
    silent: false,
    emphasis: { disabled: true },
    endLabel: { show: data.length > 0, formatter: name, color: style.text ?? style.color, fontSize: 11, distance: 6, ...style.label },
    labelLayout: { moveOverlap: "shiftY" },
    ...style.series,
    lineStyle: { color: style.color, width: style.width, type: style.type ?? "solid" },
    itemStyle: { color: style.color },
  };
}

function series(data, words) {
  const actual = points(data.actual);
  const forecast = points(data.forecast);
  const colours = { actual: token("--accent"), plan: "#8793a1", forecast: "#b36b00", target: token("--muted"), bad: token("--bad") };
  const last = forecast.at(-1);
  const all = [
    line(data.names.plan, points(data.plan), { color: colours.plan, text: colours.target, width: 1.4, type: "dotted" }),
    line(data.names.forecast, forecast, { color: colours.forecast, width: 2, type: "dashed" }),
    line(data.names.actual, actual, {
      color: colours.actual,
      width: 2.6,
      // Below the forecast, which goes on from the same point.
      label: { formatter: ({ value }) => `${data.names.actual} ${words.axis(value[1])}`, offset: [2, 12], fontWeight: 600 },
      series: { showSymbol: true, symbol: "circle", symbolSize: 6 },
    }),
  ];
  all[2].markLine = {
    silent: true,
    symbol: "none",
    animation: false,
    data: [
      {
        xAxis: at(data.today),
        lineStyle: { color: colours.actual, type: [3, 3], width: 1 },
        label: { formatter: `${words.day(at(data.today))} · ${data.names.today}`, color: colours.actual, fontSize: 11, position: "end", distance: 4 },
      },
      {
        yAxis: Number(data.target),
        lineStyle: { color: colours.target, type: "solid", width: 1 },
        label: { formatter: data.names.target, color: colours.target, fontSize: 11, position: "insideEndTop" },
      },
      ...gap(data, last, colours),
    ],
  };
  return all;
}

function gap(data, last, colours) {
  if (!last) return [];
  return [...between(last[0], data.range, { color: colours.forecast, width: 1.2, type: "solid" }, ""), ...missing(data, last, colours)];
}

function missing(data, last, colours) {
  if (!data.gap) return [];
  const style = { color: colours.bad, width: 1.4, type: "solid" };
  return between(last[0], [last[1], Number(data.target)], style, `${data.names.gap} ${data.gap}`);
}

// An upright bracket between two values on one day, with its words to the left.
function between(time, ends, style, text) {
  if (!ends) return [];
  const [low, high] = ends.map((value) => ({ coord: [time, Number(value)], symbol: "rect", symbolSize: [8, style.width] }));
  const label = { show: text !== "", formatter: text, color: style.color, fontSize: 11, fontWeight: 600, position: "middle", rotate: 0, align: "right", distance: [-8, 0], backgroundColor: token("--sheet"), padding: [1, 3] };
  return [[{ ...low, lineStyle: style, itemStyle: { color: style.color }, label }, high]];
}

function bounds(data) {
  const values = [...points(data.actual), ...points(data.plan), ...points(data.forecast)].map(([, value]) => value);
  values.push(Number(data.target), ...(data.range ?? []).map(Number));
  const low = Math.min(...values, data.percent ? 0 : Infinity);
  const high = Math.max(...values);
  const air = (high - low || Math.abs(high) || 1) * 0.08;
  return { min: low < 0 || !data.percent ? low - (low === 0 ? 0 : air) : 0, max: high + air };
}

// The first and last day, and each first of a month between them.
function milestones(data) {
  const days = [at(data.start)];
  const [year, month] = data.start.split("-").map(Number);
  for (let next = month; Date.UTC(year, next) < at(data.end); next += 1) days.push(Date.UTC(year, next));
  return [...days, at(data.end)];
}

function options(data) {
  const words = wording(data);
  const narrow = window.innerWidth < 640;
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 11 },
    grid: { left: 8, right: narrow ? 52 : 72, top: 22, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: token("--sheet"),
      borderColor: token("--line"),
      extraCssText: "box-shadow:none",
      textStyle: { color: token("--ink"), fontSize: 12 },
      axisPointer: { lineStyle: { color: token("--line") } },
      formatter: (found) => tooltip(found, words),
    },
    xAxis: {
      type: "time",
      min: at(data.start),
      max: at(data.end),
      axisLine: { lineStyle: { color: token("--line") } },
      axisTick: { show: false },
      axisLabel: { color: token("--muted"), formatter: (time) => words.day(time), hideOverlap: true, customValues: milestones(data) },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      ...bounds(data),
      axisLabel: { color: token("--muted"), formatter: words.axis, showMaxLabel: false },
      splitLine: { showMaxLine: false, lineStyle: { color: token("--rail") } },
    },
    series: series(data, words),
  };
}

function tooltip(found, words) {
  const box = document.createElement("div");
  const seen = new Set();
  box.append(words.day(found[0].value[0]));
  for (const { seriesName, value } of found) {
    if (seen.has(seriesName)) continue;
    seen.add(seriesName);
    const row = document.createElement("div");
    row.textContent = `${seriesName}  ${words.value(value[1])}`;
    box.append(row);
  }
  return box;
}

/** Draws the chart of an element whose data-chart names the JSON script with its data. */
export function draw(element) {
  const source = document.getElementById(element.dataset.chart);
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const chart = init(element, null, { renderer: "svg" });
  chart.setOption(options(data));
  new ResizeObserver(() => element.isConnected && chart.resize()).observe(element);
  window.addEventListener("beforeprint", () => element.isConnected && chart.resize({ width: 640 }));
  window.addEventListener("afterprint", () => element.isConnected && chart.resize({ width: "auto" }));
}
