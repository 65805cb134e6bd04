// The transcript: one node is added for each finished message, and that is all that is announced.

const log = document.getElementById("log");
const seen = new Set([...log.querySelectorAll("[data-number]")].map((node) => node.dataset.number));

/** The conversation's short name, and the last number that is known to be there without gaps. */
export const state = { thread: log.dataset.thread, last: Number(log.dataset.last) };

/** Shows the end of what was said before, where nothing else was asked for. */
export function showEnd() {
  if (!location.hash) log.lastElementChild?.scrollIntoView({ block: "end" });
}

/** Adds the messages of a page that are not there yet, and says which they were. */
export function addFrom(page) {
  follow(page.body.dataset.thread);
  const added = [];
  for (const node of [...page.body.children]) {
    if (!node.matches(".message") || isKnown(node)) continue;
    log.append(document.adoptNode(node));
    added.push(node);
  }
  if (added.length) reveal(added[0], added.at(-1));
  return added;
}

/** Adds what the patient says, before it has a number. */
export function addMine(text, chosen) {
  const node = document.createElement("div");
  node.className = "message patient";
  const sender = document.createElement("p");
  sender.className = "sender";
  sender.textContent = chosen ? log.dataset.chose : log.dataset.you;
  const bubble = document.createElement("div");
  bubble.className = "bubble text";
  for (const line of text.split("\n").filter((part) => part.trim())) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    bubble.append(paragraph);
  }
  node.append(sender, bubble);
  log.append(node);
  reveal(node, node);
  return node;
}

/** What the patient said last, in the words that were sent. */
export function lastSaid() {
  const mine = log.querySelectorAll(".message.patient .bubble");
  return mine.length ? mine[mine.length - 1].innerText.trim() : "";
}

/** The quick replies that can be pressed now. */
export function choices() {
  return [...document.querySelectorAll(".log form, form.first")];
}

function follow(thread) {
  if (!thread || thread === state.thread) return;
  if (state.thread) seen.clear();
  state.thread = thread;
  state.last = 0;
}

/** Whether the message is shown already; one's own gets its number now. */
function isKnown(node) {
  const number = node.dataset.number;
  if (seen.has(number)) return true;
  seen.add(number);
  if (!node.matches(".patient")) return false;
  const mine = [...log.querySelectorAll(".message.patient:not([data-number])")].find(
    (found) => words(found) === words(node),
  );
  if (!mine) return false;
  mine.dataset.number = number;
  return true;
}

function words(node) {
  return node.querySelector(".bubble").textContent.replace(/\s+/g, " ").trim();
}

/** Scrolls so that the new is seen from its beginning. Focus stays where it is. */
function reveal(first, last) {
  const room = window.innerHeight * 0.7;
  const height = last.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
  if (height > room) first.scrollIntoView({ block: "start" });
  else last.scrollIntoView({ block: "nearest" });
}
