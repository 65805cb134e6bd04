// Sends what is written or chosen without leaving the page. Without this script the same forms work.
import { clearFault, focusField, prepareComposer, putBack, showFault, take, field } from "./composer.js";
import { send } from "./http.js";
import { addFrom, addMine, choices, lastSaid, showEnd } from "./log.js";
import { extend, over } from "./session.js";
import { watchUpdates } from "./updates.js";

const TYPING_AFTER = 800;
const typing = document.getElementById("typing");

let waiting = Promise.resolve();
let failed = null;
let touched = false;

prepareComposer();
showEnd();
watchUpdates();
performance.mark("usable"); // read by tests/load/pages.py
document.addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch";
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-turn]")) return;
  const turn = turnOf(form, event.submitter);
  if (!turn) return;
  event.preventDefault();
  if (turn.text?.trim() === "") return focusField(false);
  waiting = waiting.then(() => say(turn));
});

/** What a form stands for; nothing where an old browser does not say which button was pressed. */
function turnOf(form, pressed) {
  const csrf = form.elements.csrf.value;
  if (form.contains(field)) {
    const again = failed && field.value === (failed.written ? failed.text : "");
    if (again) return { ...failed, csrf };
    return { text: field.value, shown: field.value, written: true, csrf, id: number() };
  }
  if (!pressed) return null;
  if (pressed.name === "payload") {
    const shown = pressed.textContent.trim();
    return { chosen: true, shown, payload: pressed.value, csrf, id: number() };
  }
  const text = pressed.name === "again" ? lastSaid() : pressed.value;
  return { chosen: false, shown: text, text, csrf, id: number() };
}

async function say(turn) {
  failed = null;
  clearFault();
  if (turn.written) take();
  const offered = choices();
  for (const form of offered) form.hidden = true;
  if (!turn.written) focusField(touched);
  const mine = addMine(turn.shown, turn.chosen);
  const indicator = setTimeout(() => {
    typing.textContent = typing.dataset.text;
  }, TYPING_AFTER);
  const answer = await post(turn);
  clearTimeout(indicator);
  typing.textContent = "";
  if (answer?.status === 200) {
    for (const form of offered) form.remove();
    addFrom(answer.page);
    extend(Number(answer.header("X-Session-Seconds")));
    return;
  }
  mine.remove();
  for (const form of offered) form.hidden = false;
  if (turn.written) putBack(turn.text);
  if (answer?.status === 401) return over();
  failed = turn;
  showFault(answer?.page?.getElementById("fault")?.textContent);
  focusField(touched);
}

async function post({ csrf, id, text, payload }) {
  const body = new URLSearchParams({ csrf, id });
  if (payload === undefined) body.set("text", text);
  else body.set("payload", payload);
  try {
    return await send("POST", "/messages", { body });
  } catch {
    return null;
  }
}

/** A number for the turn, so that one that is sent again is not said twice. */
function number() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
