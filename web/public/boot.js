// Starts the app. A file of its own, because the Content-Security-Policy allows no inline script:
// trunk's `pattern_script` tells it the hashed names as attributes.
const theme = (() => {
  try {
    return localStorage.getItem("furgo.theme");
  } catch {
    return null; // Storage is forbidden: the system's theme it is.
  }
})();
if (theme) document.documentElement.dataset.theme = theme;

document.getElementById("crash-reload").addEventListener("click", () => location.reload());

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
try {
  const program = await import(js);
  await program.default({ module_or_path: wasm });
} catch (error) {
  document.getElementById("crash-detail").textContent = String(error);
  document.getElementById("crash").hidden = false;
}
