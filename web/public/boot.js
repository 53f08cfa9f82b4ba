// Starts the app. A file of its own, because the Content-Security-Policy allows no inline script. Its
// tag tells the names of the two programs: trunk's `pattern_script` the driver's, which every first
// visit loads, and `xtask/node/pack.mjs` the office's, which knows every page.
const remembered = (key) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage is forbidden: the system's theme and the driver's program it is.
  }
};
const theme = remembered("furgo.theme");
if (theme) document.documentElement.dataset.theme = theme;

document.getElementById("crash-reload").addEventListener("click", () => location.reload());

const names = document.querySelector("script[data-wasm]").dataset;
const driver = { js: names.js, wasm: names.wasm };
const office = { js: names.officeJs, wasm: names.officeWasm };

function fail(error) {
  document.getElementById("crash-detail").textContent = String(error);
  document.getElementById("crash").hidden = false;
}

// The driver's program came to a page that it does not have. Only what is wholly here is started:
// on a connection that breaks, the program that runs says so and goes on.
addEventListener("furgo-office", async () => {
  try {
    for (const name of [office.js, office.wasm]) {
      const answer = await fetch(name);
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      await answer.arrayBuffer();
    }
    localStorage.setItem("furgo.program", "office");
    location.reload();
  } catch {
    dispatchEvent(new Event("furgo-office-missed"));
  }
});

async function start() {
  try {
    const { js, wasm } = remembered("furgo.program") === "office" ? office : driver;
    const program = await import(js);
    await program.default({ module_or_path: wasm });
  } catch (error) {
    fail(error);
  }
}

// Whoever was told by too-old.js that the browser is too old needs no second card.
if (!("tooOld" in document.documentElement.dataset)) await start();
