// Asks the page whether what is drawn at a point is what answers there. Returns sentences, one for
// each fault, at most twelve. `arguments[0]` says where to look: the whole page, an open menu, a dialog.
const root = document.querySelector(arguments[0]);
const CONTROL = "a[href], button, input, select, textarea, summary, label.tick, label.check, label.pick";
// Links that stand for all of what surrounds them.
const WHOLES = [[".table__link", ".table__row"], [".tile__link", ".tile"]];
const FAULTS_MAX = 12;
// A rounded border and the rounding of pixels: a point on the very edge may belong to either side.
const EDGE = 2;
const faults = [];

const name = (element) => {
  if (!element) return "nothing";
  const label = element.getAttribute("aria-label") || element.innerText || element.getAttribute("name") || "";
  return `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") || ""}"> “${label.trim().slice(0, 40)}”`;
};

function isInline(control) {
  return getComputedStyle(control).display === "inline";
}

// What is drawn of a control: its boxes, cut by whatever around it hides what sticks out.
function drawn(control) {
  const boxes = isInline(control) ? [...control.getClientRects()] : [control.getBoundingClientRect()];
  let frame = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  for (let around = control.parentElement; around; around = around.parentElement) {
    const style = getComputedStyle(around);
    if (style.position === "fixed" && around !== root) continue;
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    if (around === document.documentElement || around === document.body) continue;
    frame = common(frame, around.getBoundingClientRect());
  }
  return boxes.map((box) => common(box, frame)).filter((box) => box.right - box.left > 2 * EDGE && box.bottom - box.top > 2 * EDGE);
}

function common(a, b) {
  return {
    left: Math.max(a.left, b.left), top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom),
  };
}

function isShown(control) {
  if (control.closest(".visually-hidden, .skip-link, [inert]")) return false;
  // Not what a closed `<details>` holds, which has boxes all the same.
  return control.getClientRects().length > 0 && control.checkVisibility({ visibilityProperty: true });
}

// Corners lie inside the rounding of the border.
function points(box, control) {
  const style = getComputedStyle(control);
  const half = Math.min(box.right - box.left, box.bottom - box.top) / 2;
  const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, half);
  const inset = Math.min(EDGE + radius * 0.3, half);
  const xs = [box.left + inset, (box.left + box.right) / 2, box.right - inset];
  const ys = [box.top + inset, (box.top + box.bottom) / 2, box.bottom - inset];
  return ys.flatMap((y, row) => xs.map((x) => [x, y, row]));
}

// Whether a rounded corner of something around it cuts the control off at this point.
function isCutByCorner(control, x, y) {
  for (let around = control.parentElement; around && around !== document.body; around = around.parentElement) {
    const style = getComputedStyle(around);
    if (style.position === "fixed" && around !== root) return false;
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    const radius = parseFloat(style.borderBottomLeftRadius) || parseFloat(style.borderTopLeftRadius) || 0;
    const box = around.getBoundingClientRect();
    const dx = radius - Math.min(x - box.left, box.right - x);
    const dy = radius - Math.min(y - box.top, box.bottom - y);
    if (dx > 0 && dy > 0 && Math.hypot(dx, dy) > radius - EDGE) return true;
  }
  return false;
}

function answers(control, hit) {
  if (!hit) return false;
  if (control.contains(hit)) return true;
  // A box to tick and the label around it are one control.
  return hit.closest("label")?.control === control;
}

// Brings one height of the control to the middle of the screen, as somebody would who wants to press it.
function bring(control, share) {
  control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = control.getBoundingClientRect();
  if (box.height > 96) scrollBy({ top: box.top + box.height * share - innerHeight / 2, behavior: "instant" });
}

function inspect(control) {
  for (let row = 0; row < 3; row += 1) {
    const isTall = control.getBoundingClientRect().height > 96;
    if (row > 0 && !isTall) return;
    bring(control, row / 2);
    for (const box of drawn(control)) {
      for (const [x, y, at] of points(box, control)) {
        // Of what is tall, what is in the middle now; a link of many lines has a box for each of them.
        if (isTall && (isInline(control) ? Math.abs(y - innerHeight / 2) > innerHeight / 5 : at !== row)) continue;
        if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
        if (isCutByCorner(control, x, y)) continue;
        const hit = document.elementFromPoint(x, y);
        if (!answers(control, hit)) {
          faults.push(`${name(control)} at ${Math.round(x)},${Math.round(y)} of ${innerWidth}×${innerHeight} lies under ${name(hit)}`);
          return;
        }
      }
    }
  }
}

// Where a control may answer: on itself, and on the row or the tile that it stands for.
function reach(control) {
  const boxes = [...control.getClientRects(), control.getBoundingClientRect()];
  const whole = WHOLES.find(([link]) => control.matches(link));
  if (whole) boxes.push(control.closest(whole[1]).getBoundingClientRect());
  return boxes;
}

function sample() {
  for (let y = 6; y < innerHeight; y += 18) {
    for (let x = 6; x < innerWidth; x += 24) {
      const control = document.elementFromPoint(x, y)?.closest("a[href], button, input, select, textarea, summary");
      if (!control) continue;
      const isInside = reach(control).some((box) => x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1);
      if (!isInside) {
        faults.push(`at ${x},${y} of ${innerWidth}×${innerHeight}, where it is not drawn, answers ${name(control)}`);
        return;
      }
    }
  }
}

scrollTo({ top: 0, behavior: "instant" });
sample();
scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
sample();
for (const control of root.querySelectorAll(CONTROL)) {
  if (isShown(control) && faults.length < FAULTS_MAX) inspect(control);
}
scrollTo({ top: 0, behavior: "instant" });
return faults;
