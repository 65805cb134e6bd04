// What every page does: the session's end, the menu, printing, and where focus begins.
import { forgetAllDrafts } from "./draft.js";
import { watchSession } from "./session.js";

watchSession();

const menu = document.querySelector("details.menu");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

for (const form of document.querySelectorAll("form[data-logout]")) {
  form.addEventListener("submit", forgetAllDrafts);
}

// A form that is sent twice in a row is meant once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-turn]") || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
const closed = [];
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    closed.push(details);
  }
});
addEventListener("afterprint", () => {
  for (const details of closed.splice(0)) details.open = false;
});

// What the reader came back for: a receipt, or what was at fault.
document.querySelector("[data-focus]")?.focus({ preventScroll: false });
