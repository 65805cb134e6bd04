// The field that one writes in.
import { forgetDraft, keepDraft, save } from "./draft.js";

const box = document.getElementById("composer");
const form = box.querySelector("form");
const button = form.querySelector(".send");
const label = button.querySelector("span");
const fault = document.getElementById("fault");
const sendWord = label.textContent;

export const field = document.getElementById("text");

/** Enter sends, Shift+Enter makes a new line; the field grows with its text. */
export function prepareComposer() {
  keepDraft(field);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (form.requestSubmit) form.requestSubmit();
      else button.click();
    }
  });
  field.addEventListener("input", () => {
    grow();
    clearFault();
  });
  // A keyboard on the screen comes when the field is touched, not when focus is put there.
  field.addEventListener("pointerdown", () => field.removeAttribute("inputmode"));
  field.addEventListener("keydown", () => field.removeAttribute("inputmode"));
  new ResizeObserver(() => {
    const sticky = getComputedStyle(box).position === "sticky";
    const height = sticky ? `${box.offsetHeight + 8}px` : "0";
    document.documentElement.style.setProperty("--composer", height);
  }).observe(box);
  grow();
}

/** Takes the text out of the field. */
export function take() {
  const text = field.value;
  field.value = "";
  forgetDraft();
  grow();
  return text;
}

/** Puts back what could not be sent, unless something new is written already. */
export function putBack(text) {
  if (!field.value) field.value = text;
  save(field.value);
  grow();
}

/** Focus to the field, without a keyboard over half the screen of a phone. */
export function focusField(touched) {
  if (touched) field.setAttribute("inputmode", "none");
  field.focus({ preventScroll: true });
}

export function showFault(text) {
  fault.textContent = text ?? fault.dataset.offline;
  fault.hidden = false;
  field.setAttribute("aria-invalid", "true");
  label.textContent = button.dataset.again;
}

export function clearFault() {
  if (fault.hidden) return;
  fault.hidden = true;
  fault.textContent = "";
  field.removeAttribute("aria-invalid");
  label.textContent = sendWord;
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}
