// The session ends after a while of nothing: warns before, lets the patient stay, and hides the
// page when it is over.
import { send } from "./http.js";

const WARN_BEFORE = 120;
const ending = document.getElementById("session-ending");
const ended = document.getElementById("session-ended");

let deadline = Infinity;
let timer = 0;
let title = document.title;

/** Begins to count; does nothing on a page where nobody is logged in. */
export function watchSession() {
  const seconds = Number(document.body.dataset.sessionSeconds);
  if (!ending || !seconds) return;
  extend(seconds);
  ending.querySelector("[data-stay]").addEventListener("click", stay);
  ending.addEventListener("close", restoreTitle);
  ended.addEventListener("cancel", (event) => event.preventDefault());
  // A phone that has slept has missed its timers.
  document.addEventListener("visibilitychange", check);
}

/** The server has said how long the session has left. */
export function extend(seconds) {
  if (!ending || !Number.isFinite(seconds) || seconds <= 0) return;
  deadline = Date.now() + seconds * 1000;
  if (ending.open && secondsLeft() > WARN_BEFORE) ending.close();
  check();
}

/** The server has said that nobody is logged in. */
export function over() {
  if (!ended || ended.open) return;
  clearTimeout(timer);
  deadline = 0;
  if (ending.open) ending.close();
  document.getElementById("main").replaceChildren();
  show(ended);
}

function check() {
  clearTimeout(timer);
  if (!ended || ended.open || deadline === Infinity) return;
  const left = secondsLeft();
  if (left <= 0) return over();
  if (left <= WARN_BEFORE && !ending.open) show(ending);
  const next = left > WARN_BEFORE ? left - WARN_BEFORE : left;
  timer = setTimeout(check, next * 1000 + 50);
}

async function stay() {
  const token = ending.querySelector("input[name=csrf]").value;
  try {
    const answer = await send("POST", "/stay", { body: new URLSearchParams({ csrf: token }) });
    if (answer.status >= 400) return over();
    extend(Number(answer.header("X-Session-Seconds")));
  } catch {
    // No answer: the warning stays, and the button can be pressed again.
  }
}

function show(dialog) {
  title = document.title;
  document.title = dialog.dataset.title;
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
}

function restoreTitle() {
  document.title = title;
}

function secondsLeft() {
  return (deadline - Date.now()) / 1000;
}
