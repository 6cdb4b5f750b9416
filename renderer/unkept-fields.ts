/**
 * What stands in a field is never kept by the browser. Chromium writes the state of a page's fields into its profile, in the
 * clear, to restore them after a crash; what is written here is restored from the sealed stores instead (L1). Left out are
 * inputs that say so, and of text areas those whose form says so (Blink: ShouldSaveAndRestoreFormControlState).
 */
const FORM_ID = "unkept";

/** Every field that comes into the document from now on; to be called before the first. */
export function keepNoFields(document: Document): void {
  const form = document.createElement("form");
  form.id = FORM_ID;
  form.hidden = true;
  form.autocomplete = "off";
  document.body.append(form);
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) leaveOut(node);
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

function leaveOut(added: Element): void {
  if (isField(added)) leaveOutField(added);
  // The text that is being written has thousands of elements and no field.
  if (added.firstElementChild === null) return;
  for (const field of added.querySelectorAll<Field>("input, textarea")) leaveOutField(field);
}

type Field = HTMLInputElement | HTMLTextAreaElement;

const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** A text area alone in a form submits nothing: Enter is a line break in it. */
function leaveOutField(field: Field): void {
  if (field instanceof HTMLInputElement) field.setAttribute("autocomplete", "off");
  else if (field.form === null) field.setAttribute("form", FORM_ID);
  else field.form.setAttribute("autocomplete", "off");
}
