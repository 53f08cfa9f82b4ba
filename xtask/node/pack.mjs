// Makes the web app out of its pieces: `node pack.mjs <web> <program> <dist> [--compress]`.
//
// 1. Joins the styles, and puts hashes into the names of styles, scripts and of the program's folder.
// 2. Fills in the page: the icons, and the names of all that. No script stands inside it, because the
//    Content-Security-Policy forbids inline scripts.
// 3. Tells the service worker its version, its files and their digests.
// 4. With --compress, lays a .br and a .gz beside every file that shrinks by it; the server's build
//    script embeds them, and no request ever pays for compression.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// Formats that are compressed by themselves gain nothing.
const COMPRESSED = new Set([".png", ".jpg", ".jpeg", ".webp", ".avif", ".woff2"]);
// Below this the headers weigh more than the saving.
const BYTES_MIN = 256;
// What a device keeps of the home screen's pictures; the larger ones are for whoever installs.
const ICONS = ["/favicon.svg", "/icon-192.png", "/manifest.webmanifest"];

const [web, program, dist, option] = process.argv.slice(2);
if (!dist) throw new Error("usage: node pack.mjs <web> <program> <dist> [--compress]");

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
cpSync(join(web, "public"), dist, { recursive: true });

const styles = `/app-${hash(minifiedStyles())}.css`;
writeFileSync(join(dist, styles), minifiedStyles());
const scripts = new Map(["boot.js", "too-old.js"].map((name) => [name, hashed(name)]));
const folder = `/program-${hash(...files(program).map((path) => readFileSync(path)))}`;
cpSync(program, join(dist, folder), { recursive: true });

const [js, link, wasm] = ["furgo-web.js", "__wasm_split.js", "furgo-web_bg.wasm"].map((name) => `${folder}/${name}`);
const later = files(join(dist, folder)).map(address).filter((path) => ![js, link, wasm].includes(path));
// wasm-split's names: `split_<part>`, and `chunk_<number>` for what two parts share, which is the
// driver's, whom the office builds on.
const partOf = (path) => basename(path, ".wasm").match(/^split_(.*)$/)?.[1] ?? "driver";
const parts = {};
for (const path of later) (parts[partOf(path)] ??= []).push(path);
const shell = [styles, ...scripts.values(), js, link, wasm, ...ICONS];
const page = filledPage();
const version = hash(page, readFileSync(join(web, "public", "sw.js")), ...[...shell, ...later].map((path) => readFileSync(join(dist, path))));

writeFileSync(join(dist, "index.html"), page.replace("<html", `<html data-version="${version}"`));
tellWorker();
if (option === "--compress") files(dist).forEach(compress);

function minifiedStyles() {
  const folder = join(web, "styles");
  // The order is that of the names, where `_layers.css` comes first.
  const names = readdirSync(folder).filter((name) => name.endsWith(".css")).sort();
  const whole = names.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  return whole
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/;}/g, "}");
}

function hashed(name) {
  const named = `/${basename(name, ".js")}-${hash(readFileSync(join(dist, name)))}.js`;
  renameSync(join(dist, name), join(dist, named));
  return named;
}

function filledPage() {
  const tags = `<link rel="stylesheet" href="${styles}">
    <link rel="modulepreload" href="${js}"><link rel="modulepreload" href="${link}">
    <link rel="preload" as="fetch" type="application/wasm" crossorigin href="${wasm}">
    <script type="module" src="${scripts.get("boot.js")}" data-js="${js}" data-wasm="${wasm}" data-planner="${folder}/start-planner.js"></script>`;
  const filled = readFileSync(join(web, "index.html"), "utf8")
    .replace("<!-- pack:program -->", tags)
    .replace("<!-- pack:icons -->", readFileSync(join(web, "icons.svg"), "utf8"))
    .replace('src="/too-old.js"', `src="${scripts.get("too-old.js")}"`);
  return filled.replace(/<!--[\s\S]*?-->/g, "").replace(/>\s+</g, "><").replace(/\s+/g, " ");
}

function tellWorker() {
  const path = join(dist, "sw.js");
  const digestOf = (path) => `sha256-${digest("base64", readFileSync(join(dist, path)))}`;
  const withDigest = (path) => [path, digestOf(path)];
  const app = {
    version,
    shell: [["/", digestOf("index.html")], ...shell.map(withDigest)],
    parts: Object.fromEntries(Object.entries(parts).map(([name, paths]) => [name, paths.map(withDigest)])),
  };
  writeFileSync(path, readFileSync(path, "utf8").replace('"pack:app"', JSON.stringify(app)));
}

function hash(...contents) {
  return digest("hex", ...contents).slice(0, 16);
}

function digest(encoding, ...contents) {
  return contents.reduce((sum, content) => sum.update(content), createHash("sha256")).digest(encoding);
}

function address(path) {
  return `/${relative(dist, path)}`;
}

function compress(file) {
  const content = readFileSync(file);
  if (COMPRESSED.has(extname(file)) || content.length < BYTES_MIN) return;
  const brotli = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  const gzip = gzipSync(content, { level: constants.Z_BEST_COMPRESSION });
  if (brotli.length < content.length) writeFileSync(`${file}.br`, brotli);
  if (gzip.length < content.length) writeFileSync(`${file}.gz`, gzip);
}

function files(folder) {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? files(path) : [path]))
    .sort();
}
