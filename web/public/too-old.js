// Runs before the app, in words that browsers knew long before it: one that lacks what the app is made
// of is told so, instead of showing an empty page. Asks for abilities, not for names and numbers.
(function () {
  // A program with a table of references, a filled memory, rounded figures and widened bytes.
  var PROGRAM = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 4, 4, 1, 111, 0, 1, 5, 3, 1, 0, 1, 10, 25, 1, 23, 0,
    65, 0, 65, 0, 65, 0, 252, 11, 0, 67, 0, 0, 0, 0, 252, 0, 26, 65, 0, 192, 26, 11,
  ];

  function isYoungEnough() {
    return (
      "noModule" in document.createElement("script") &&
      typeof WebAssembly === "object" &&
      WebAssembly.validate(new Uint8Array(PROGRAM)) &&
      "CSSLayerBlockRule" in window &&
      CSS.supports("height", "1dvh") &&
      CSS.supports("width", "1cqi")
    );
  }

  if (!isYoungEnough()) {
    document.documentElement.setAttribute("data-too-old", "");
    document.getElementById("too-old").removeAttribute("hidden");
  }
})();
