// The service worker keeps the app itself on the device, so that it starts without a network. It knows
// nothing of data: whatever is asked of the API never passes through here.
//
// A version is a cache of its own, filled whole or not at all; each file is checked against the digest
// that the build laid beside its name. A new version waits until somebody taps "Update".

// xtask/node/pack.mjs writes it here: the version, the files that a start takes, and those of the parts
// that are fetched later, each with its digest.
const { version, shell, parts } = "pack:app";

const NAME = `furgo-${version}`;
const IS_OURS = /^furgo-[0-9a-f]{16}$/;
// Every screen is drawn by the one page.
const PAGE = "/";
// The fleet's name, which the server writes: the one file that no build made.
const FLEET = "/fleet.css";
// What the server answers itself, under addresses that one can go to.
const IS_SERVERS = /^\/+(api|track|ca|metrics)([/.]|$)/;

const digests = new Map([...shell, ...Object.values(parts).flat()]);

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));

addEventListener("message", (event) => {
  if (event.data === "take-over") skipWaiting();
  const wanted = event.data.keep?.filter((name) => name in parts);
  if (wanted) event.waitUntil(keep(wanted.flatMap((name) => parts[name])));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") {
    if (!IS_SERVERS.test(pathname)) event.respondWith(page(event.request));
  } else if (pathname === FLEET) {
    event.respondWith(fleet(event));
  } else if (pathname !== PAGE && digests.has(pathname)) {
    event.respondWith(file(pathname));
  }
});

// Whoever has a part on the device has it after the update, too: it may happen where the network is
// weak, and is used where there is none.
async function install() {
  const names = (await caches.keys()).filter((name) => IS_OURS.test(name) && name !== NAME);
  const kept = new Set((await Promise.all(names.map(endingsIn))).flat());
  const files = Object.values(parts).filter((part) => part.some(([path]) => kept.has(ending(path))));
  try {
    await keep([...shell, ...files.flat()]);
    await renewed().catch(() => {}); // The name may come later.
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

async function endingsIn(name) {
  const requests = await (await caches.open(name)).keys();
  return requests.map((request) => ending(new URL(request.url).pathname));
}

// The part of a file's name that is the same in every version.
const ending = (path) => path.split("/").pop();

async function takeOver() {
  const names = (await caches.keys()).filter((name) => IS_OURS.test(name) && name !== NAME);
  await Promise.all(names.map((name) => caches.delete(name)));
  await clients.claim();
}

// All of them or none.
async function keep(files) {
  const cache = await caches.open(NAME);
  const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const missing = files.map(([path]) => path).filter((path) => !there.has(path));
  const answers = await Promise.all(missing.map(fetched));
  await Promise.all(answers.map((answer, at) => cache.put(missing[at], answer)));
}

// A file as the build made it: a hotel's sign-in page, or a server that is newer by now, is none.
async function fetched(path) {
  const answer = await fetch(path, { cache: "no-cache", redirect: "error", integrity: digests.get(path) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

// What is missing, because nobody asked for it before, is fetched and kept.
async function file(path) {
  const kept = await held(path);
  if (kept) return kept;
  const answer = await fetched(path);
  await (await caches.open(NAME)).put(path, answer.clone());
  return answer;
}

// Where the browser threw it away the server's may be of a newer version, and brings its own files.
async function page(request) {
  return (await held(PAGE)) ?? fetch(request);
}

async function held(path) {
  return (await caches.open(NAME)).match(path, { ignoreVary: true });
}

// At once as it was; the next start shows what the fleet is called by then.
async function fleet(event) {
  const kept = await held(FLEET);
  const renewal = renewed();
  if (!kept) return renewal;
  event.waitUntil(renewal.catch(() => {}));
  return kept;
}

async function renewed() {
  const answer = await fetch(FLEET, { cache: "no-cache", redirect: "error" });
  const isSheet = answer.ok && answer.headers.get("Content-Type")?.startsWith("text/css");
  if (!isSheet) throw new Error(`${FLEET}: ${answer.status}`);
  await (await caches.open(NAME)).put(FLEET, answer.clone());
  return answer;
}
