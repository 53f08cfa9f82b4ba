// Finishes the built web app: `node pack.mjs <dist folder> [--compress]`.
//
// 1. Moves inline scripts of index.html into files named by their hash, so that the
//    Content-Security-Policy can forbid every inline script.
// 2. Puts hashes into the names of the office's program, as trunk does for the driver's, and tells them
//    to boot.js in its own tag.
// 3. With --compress, lays a .br and a .gz beside every file that shrinks by it; the server's build
//    script embeds them, and no request ever pays for compression.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// Formats that are compressed by themselves gain nothing.
const COMPRESSED = new Set([".br", ".gz", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".woff2"]);
// Below this the headers weigh more than the saving.
const BYTES_MIN = 256;

const [dist, option] = process.argv.slice(2);
if (!dist) throw new Error("usage: node pack.mjs <dist folder> [--compress]");

moveInlineScripts(join(dist, "index.html"));
nameOffice(join(dist, "index.html"));
for (const file of files(dist)) {
  if ([".br", ".gz"].includes(extname(file))) rmSync(file);
}
if (option === "--compress") files(dist).forEach(compress);

function moveInlineScripts(index) {
  const html = readFileSync(index, "utf8");
  const moved = html.replace(/<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g, (_, attributes, text) => {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
    const name = `boot-${hash}.js`;
    writeFileSync(join(dist, name), text.trim() + "\n");
    return `<script${attributes} src="/${name}"></script>`;
  });
  if (moved !== html) writeFileSync(index, moved);
}

function nameOffice(index) {
  const names = ["furgo-web.js", "furgo-web_bg.wasm"].map((name) => {
    const content = readFileSync(join(dist, name));
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
    const [stem, ending] = name.split(".");
    renameSync(join(dist, name), join(dist, `${stem}-${hash}.${ending}`));
    return `/${stem}-${hash}.${ending}`;
  });
  const html = readFileSync(index, "utf8");
  const named = html.replace(/<script(?=[^>]*\sdata-wasm=)/, `<script data-office-js="${names[0]}" data-office-wasm="${names[1]}"`);
  if (named === html) throw new Error(`${index} has no script tag that names the driver's program`);
  writeFileSync(index, named);
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
    .flatMap((path) => (statSync(path).isDirectory() ? files(path) : [path]));
}
