// What is being written survives a reload and a session that ends: in this tab, for this person.

const owner = document.body.dataset.owner;
const key = `draft:${owner}`;

/** Fills in what was written before, and keeps what is written. */
export function keepDraft(field) {
  if (!owner) return;
  if (!field.value) field.value = stored() ?? "";
  field.addEventListener("input", () => save(field.value));
}

/** It has been sent. */
export function forgetDraft() {
  save("");
}

/** Nothing of it is left, whoever it belonged to. */
export function forgetAllDrafts() {
  try {
    sessionStorage.clear();
  } catch {
    // Nothing is kept where storage is off.
  }
}

export function save(text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // Storage may be off or full; the text is still in the field.
  }
}

function stored() {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
