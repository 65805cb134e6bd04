// Looks for messages that come by themselves: a freed time, an answer from staff. A short question
// now and then passes every proxy, costs a few bytes when there is nothing, and comes seldom when nobody looks.
import { send } from "./http.js";
import { addFrom, state } from "./log.js";
import { extend, over } from "./session.js";

const SOON = 5000;
const SELDOM = 30000;
const CALM_AFTER = 3 * 60 * 1000;

const word = document.getElementById("log").dataset.new;
const title = document.title;
let timer = 0;
let tag = "";
let active = Date.now();
let unread = 0;

/** Begins to look. */
export function watchUpdates() {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return plan(SELDOM);
    unread = 0;
    document.title = title;
    look();
  });
  addEventListener("online", look);
  for (const kind of ["keydown", "pointerdown"]) {
    document.addEventListener(kind, () => (active = Date.now()), { passive: true });
  }
  plan(SOON);
}

async function look() {
  clearTimeout(timer);
  try {
    const query = new URLSearchParams({ after: state.last, thread: state.thread });
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await send("GET", `/messages?${query}`, { headers });
    if (answer.status === 401) return over();
    extend(Number(answer.header("X-Session-Seconds")));
    if (answer.status === 200) take(answer);
  } catch {
    // The next look may find the way.
  }
  plan(document.visibilityState === "visible" && Date.now() - active < CALM_AFTER ? SOON : SELDOM);
}

function take(answer) {
  const numbers = [...answer.page.querySelectorAll("[data-number]")].map((node) =>
    Number(node.dataset.number),
  );
  const added = addFrom(answer.page).filter((node) => !node.matches(".patient"));
  state.last = Math.max(state.last, ...numbers);
  tag = answer.header("ETag") ?? "";
  if (!added.length || document.visibilityState === "visible") return;
  unread += added.length;
  document.title = `(${unread}) ${word} – Nästa steg`;
}

function plan(delay) {
  clearTimeout(timer);
  timer = setTimeout(look, delay);
}
