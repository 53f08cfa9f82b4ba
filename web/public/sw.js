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
// What the server answers itself, under addresses that one can go to.
const IS_SERVERS = /^\/+(api|track|ca|metrics)([/.]|$)/;

const digests = new Map([...shell, ...Object.values(parts).flat()]);

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));

addEventListener("message", (event) => {
  if (event.data === "take-over") skipWaiting();
  if (event.data === "keep-driver") event.waitUntil(keep(parts.driver));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") {
    if (!IS_SERVERS.test(pathname)) event.respondWith(page(event));
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
  const held = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  const missing = files.map(([path]) => path).filter((path) => !held.has(path));
  const answers = await Promise.all(missing.map(fetched));
  await Promise.all(answers.map((answer, at) => cache.put(missing[at], answer)));
}

// A file as the build made it: a hotel's sign-in page, or a server that is newer by now, is none. The
// page has no digest, because the server writes the fleet's name into it; it names its version.
async function fetched(path) {
  const answer = await fetch(path, { cache: "no-cache", redirect: "error", integrity: digests.get(path) });
  const isOurs = answer.ok && (path !== PAGE || (await answer.clone().text()).includes(version));
  if (!isOurs) throw new Error(`${path} is not of version ${version}`);
  return answer;
}

async function file(path) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(path, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetched(path);
  await cache.put(path, answer.clone());
  return answer;
}

async function page(event) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(PAGE, { ignoreVary: true });
  // A browser may have thrown the cache away.
  if (!kept) return fetch(event.request);
  // For the next start: the fleet may be called something else by now.
  const refreshed = fetched(PAGE).then((answer) => cache.put(PAGE, answer));
  event.waitUntil(refreshed.catch(() => {}));
  return kept;
}
