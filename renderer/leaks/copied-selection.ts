/** What a copy in the window takes: what the editor put into the event, or else what is selected on the screen. */

const isField = (element: unknown): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** The selected part of a field; null where none is in use. */
function fieldSelection(field: unknown): string | null {
  if (!isField(field)) return null;
  const { selectionStart, selectionEnd, value } = field;
  return selectionStart === null || selectionEnd === null ? "" : value.slice(selectionStart, selectionEnd);
}

/** By MIME type; empty when nothing is selected. */
export function copiedSelection(event: ClipboardEvent, page: Document): ReadonlyMap<string, string> {
  const data = event.clipboardData;
  // The editor has filled the event and taken it over.
  if (event.defaultPrevented && data !== null)
    return new Map(Array.from(data.types, (type): [string, string] => [type, data.getData(type)]));
  const text = fieldSelection(page.activeElement) ?? String(page.getSelection() ?? "");
  return text === "" ? new Map() : new Map([["text/plain", text]]);
}
