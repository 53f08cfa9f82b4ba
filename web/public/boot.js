// Starts the program, and lets the browser keep it. A file of its own, because the
// Content-Security-Policy allows no inline script; its tag tells where the program lies.
const remembered = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage is forbidden: the system's theme it is.
  }
};
const theme = remembered("furgo.theme");
if (theme) document.documentElement.dataset.theme = theme;

// Missing where the connection is not secure; the app then needs its server to start.
const workers = navigator.serviceWorker;
// Another version takes over: here somebody asked for it, or in another tab.
let isAsked = false;
let isReplaced = false;

function tell() {
  document.documentElement.dataset.newVersion = "";
  dispatchEvent(new Event("furgo-new-version"));
}

async function update() {
  const waiting = (await workers?.getRegistration())?.waiting;
  if (isReplaced || !waiting) return location.reload();
  isAsked = true;
  waiting.postMessage("take-over");
}

async function keep() {
  const registration = await workers.register("/sw.js", { updateViaCache: "none" });
  // The first one waits for nobody, and is no news.
  const watch = (worker) => {
    const isNews = registration.active !== null;
    worker?.addEventListener("statechange", () => isNews && worker.state === "installed" && tell());
  };
  if (registration.waiting && registration.active) tell();
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  lookAgain(registration);
  const { active } = await workers.ready;
  active.postMessage({ keep: ["driver", `texts_${document.documentElement.lang}`] });
}

// Browsers look for a new version when a page opens; a phone's may stay open for weeks.
function lookAgain(registration) {
  const PAUSE_MS = 3_600_000;
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < PAUSE_MS) return;
    looked = Date.now();
    registration.update().catch(() => {}); // No network: some other time.
  });
}

if (workers) {
  let isControlled = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (isAsked) location.reload();
    else if (isControlled) {
      isReplaced = true;
      tell();
    }
    isControlled = true;
  });
  // Behind the first screen: what it needs has the connection for itself until then. Without the
  // worker all goes on as before, with the server.
  addEventListener("furgo-shown", () => keep().catch(() => {}), { once: true });
}
addEventListener("furgo-update", update);
// A version that does not start must not keep a better one waiting.
document.getElementById("crash-reload").addEventListener("click", update);

function fail(error) {
  document.getElementById("crash-detail").textContent = String(error);
  document.getElementById("crash").hidden = false;
}

async function start() {
  const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
  try {
    const program = await import(js);
    await program.default({ module_or_path: wasm });
  } catch (error) {
    fail(error);
  }
}

// Whoever was told by too-old.js that the browser is too old needs no second card.
if (!("tooOld" in document.documentElement.dataset)) await start();
