// Asks a page in letters of twice the size whether a word falls apart letter by letter: a long one may
// be broken once, where it is wider than its place. Where the browser was not told to use such letters,
// the page is: then its layout still believes in small ones, as with a browser that zooms the text alone.
const isTold = parseFloat(getComputedStyle(document.documentElement).fontSize) >= 32;
if (!isTold) document.documentElement.style.fontSize = "200%";
const FAULTS_MAX = 12;
const LINES_MAX = 2;
const faults = [];

function isShown(element) {
  return element && !element.closest(".visually-hidden, .skip-link, [inert]") && element.checkVisibility({ visibilityProperty: true });
}

const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let text = texts.nextNode(); text && faults.length < FAULTS_MAX; text = texts.nextNode()) {
  if (!isShown(text.parentElement)) continue;
  for (const match of text.data.matchAll(/[\p{L}\p{N}]+/gu)) {
    const [word, at] = [match[0], match.index];
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + word.length);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
    if (lines > LINES_MAX) faults.push(`“${word}” of <${text.parentElement.className}> stands on ${lines} lines at ${innerWidth}`);
  }
}
if (!isTold) document.documentElement.style.fontSize = "";
return faults;
