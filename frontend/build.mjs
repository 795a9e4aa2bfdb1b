// Builds okrplan/static/build/: one style sheet, one script for every page, one more where a chart is.
//
// Of Tabler only the rules for the elements and classes of `usedOfTabler` stay; a page that wants another of its
// classes adds the name there.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const tabler = path.join(root, "node_modules/@tabler/core/dist/css/tabler.css");

const usedOfTabler = `
  html body main header footer nav section aside h1 h2 h3 h4 p a b strong small code pre hr ul ol li dl dt dd figure img svg
  table caption thead tbody tfoot tr th td form fieldset legend label input textarea select option optgroup button output
  summary details dialog iframe type search checkbox radio date number
  btn btn-primary btn-danger form-control form-select form-check-input form-range card table
`;

const usedTabler = {
  name: "used-tabler",
  setup(build) {
    build.onResolve({ filter: /^tabler$/ }, () => ({ path: tabler, namespace: "tabler" }));
    build.onLoad({ filter: /.*/, namespace: "tabler" }, async () => {
      const [{ css }] = await new PurgeCSS().purge({
        content: [{ raw: usedOfTabler, extension: "html" }],
        css: [{ raw: await readFile(tabler, "utf8") }],
        keyframes: true,
        fontFace: true,
        variables: true,
        // The product has one look in one direction; other themes and Tabler's own scripts are not here.
        blocklist: [/data-bs-theme/, /\[data-bs-/, /\.theme-/, /:-moz-focusring/],
      });
      return { contents: css, loader: "css" };
    });
  },
};

const options = {
  absWorkingDir: root,
  entryPoints: { app: "frontend/js/app.js", chart: "frontend/js/chart.js", style: "frontend/css/style.css" },
  outdir: "okrplan/static/build",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari16"],
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  logLevel: "info",
  plugins: [usedTabler],
};

if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
}
