// Builds icons.svg, the one sprite of the app, from lucide-static (ISC).
//
// Run it only when an icon is added: put the name into `names` and into `ui/icon.rs`, then
//   npm install --no-save --prefix target/icons lucide-static@1.62.0
//   node web/tools/icons.mjs target/icons/node_modules/lucide-static > web/icons.svg
import { readFileSync } from "node:fs";

const names = `
  arrow-down arrow-left arrow-up arrow-up-down ban bell boxes building-2 calendar chart-column check
  chevron-down chevron-left chevron-right chevron-up circle-alert circle-check circle-dashed circle-dot
  circle-pause circle-user circle-x clock cloud-off cloud-upload copy download ellipsis ellipsis-vertical
  external-link eye eye-off flag fuel gauge grip-vertical hash history house info key-round keyboard
  languages layout-dashboard link list-checks loader-circle lock log-in log-out mail map map-pin menu
  monitor moon navigation package package-check package-x pencil phone play plus printer receipt
  refresh-cw rotate-ccw route save scale search send settings sliders-horizontal smartphone square-check
  star sun trash-2 triangle-alert truck undo-2 upload user user-plus users weight wifi-off wrench x
`.trim().split(/\s+/).sort();

const folder = process.argv[2];
const symbols = names.map((name) => {
  const source = readFileSync(`${folder}/icons/${name}.svg`, "utf8");
  const body = source.slice(source.indexOf(">", source.indexOf("<svg")) + 1, source.indexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
});
process.stdout.write(
  `<!-- Icons: Lucide, ISC License, (c) Lucide Icons and Contributors; some derived from Feather, MIT License. -->\n` +
    `<svg xmlns="http://www.w3.org/2000/svg" class="sprite" aria-hidden="true">\n${symbols.join("\n")}\n</svg>\n`,
);
