// The console by keyboard: Alt+J and Alt+K go through the list, Alt+E says done, Alt+N writes a note.
// Letters alone would clash with typing. Without this script every page is whole.
import { send } from "./http.js";

const KEPT = "staff-list";
const rows = [...document.querySelectorAll("[data-row]")];
const conversation = document.querySelector("[data-conversation]")?.dataset.conversation;

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const act = { KeyJ: () => step(1), KeyK: () => step(-1), KeyE: () => press("e"), KeyN: () => press("n") };
  const found = act[event.code];
  if (!found) return;
  event.preventDefault();
  found();
});

if (document.querySelector("table.list [data-open]") && location.pathname === "/staff") {
  keep({ at: location.search, ids: rows.map((row) => row.dataset.row) });
}
prepareSteps();
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-earlier]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  loadEarlier(link);
});

/** To the next row, or from one conversation of the list to the next. */
function step(by) {
  if (conversation) {
    const link = document.querySelector(`[data-step="${by}"]`);
    if (link?.href) link.click();
    return;
  }
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by];
  const target = next?.querySelector("[data-open], button, input, a");
  target?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return;
  if (target.matches("button")) target.click();
  else target.focus();
}

/** Links to the neighbours in the list that one came from; ids say nothing of anybody. */
function prepareSteps() {
  const kept = read();
  if (!conversation || !kept) return;
  document.querySelector("[data-list]").href = `/staff${kept.at}`;
  const here = kept.ids.indexOf(conversation);
  if (here < 0) return;
  const reason = new URLSearchParams(location.search).get("reason");
  for (const link of document.querySelectorAll("[data-step]")) {
    const id = kept.ids[here + Number(link.dataset.step)];
    if (id) link.href = `/staff/conversations/${id}${reason ? `?reason=${encodeURIComponent(reason)}` : ""}`;
  }
  document.querySelector("[data-steps]").hidden = false;
}

/** Puts earlier turns above those that are shown, and keeps the place that is read. */
async function loadEarlier(link) {
  try {
    const answer = await send("GET", link.href);
    const list = document.querySelector(".turns");
    const first = list.firstElementChild;
    const from = first.getBoundingClientRect().top;
    const turns = [...answer.page.querySelectorAll(".turns > .turn")].map((node) => document.adoptNode(node));
    list.prepend(...turns);
    scrollBy(0, first.getBoundingClientRect().top - from);
    const more = answer.page.querySelector("[data-earlier]");
    if (more) link.href = more.href;
    else link.closest("p").remove();
    turns[0]?.querySelector("h3")?.setAttribute("tabindex", "-1");
    turns[0]?.querySelector("h3")?.focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
}

function keep(value) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(value));
  } catch {
    // Without storage there are no links to the neighbours; the list is one step away.
  }
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    return null;
  }
}
