/** Pieces of forms: each with a label, a hidden token, and a button that says what must be done first. */
import { html, type Markup, type Piece } from "./markup";
import { formToken, type Visit } from "./section";

export interface FormParts {
  /** `section/act` */
  readonly act: string;
  readonly button: string;
  readonly fields: Piece;
  readonly weighty?: boolean;
  /** With files. */
  readonly files?: boolean;
  readonly tone?: "plain" | "danger";
  /** Beside one another in a row of a table. */
  readonly inline?: boolean;
}

export function actForm(visit: Visit, parts: FormParts): Markup {
  const { act, button, fields, weighty = false, files = false, tone = "plain", inline = false } = parts;
  const blocked = weighty && visit.session.confirmedUntil === null;
  return html`<form method="post" action="/admin/${act}" class="${inline ? "inline" : "block"}"${
    files ? html` enctype="multipart/form-data"` : null
  }>${hidden("form", formToken(visit.services, visit.session))}${fields}<p class="do"><button type="submit" class="${tone}"${
    blocked ? html` disabled` : null
  }>${button}</button>${blocked ? html` <a href="#confirm">须先确认身份</a>` : null}</p></form>`;
}

export const hidden = (name: string, value: string): Markup =>
  html`<input type="hidden" name="${name}" value="${value}">`;

interface FieldParts {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly type?: "text" | "date" | "tel" | "search";
  readonly max?: number;
}

export function field({
  name,
  label,
  value = "",
  hint,
  required = true,
  type = "text",
  max = 200,
}: FieldParts): Markup {
  return html`<label class="field"><span>${label}</span><input type="${type}" name="${name}" value="${value}" maxlength="${max}" autocomplete="off"${
    required ? html` required` : null
  }>${hint === undefined ? null : html`<small>${hint}</small>`}</label>`;
}

/** Each entry: value and words. */
type Choices = readonly (readonly [value: string, words: string])[];

interface ChoiceParts {
  readonly name: string;
  readonly label: string;
  readonly choices: Choices;
  readonly value?: string;
}

export function choice({ name, label, choices, value = "" }: ChoiceParts): Markup {
  const options = choices.map(
    ([each, words]) => html`<option value="${each}"${each === value ? html` selected` : null}>${words}</option>`,
  );
  return html`<label class="field"><span>${label}</span><select name="${name}">${options}</select></label>`;
}

export function tick(name: string, value: string, words: Piece, checked = false): Markup {
  return html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${
    checked ? html` checked` : null
  }> ${words}</label>`;
}

interface FileParts {
  readonly hint: string;
  readonly accept: string;
  readonly optional?: boolean;
}

export function fileField(name: string, label: string, { hint, accept, optional = false }: FileParts): Markup {
  return html`<label class="field"><span>${label}</span><input type="file" name="${name}" accept="${accept}" multiple${optional ? null : html` required`}><small>${hint}</small></label>`;
}

/** Filters and searches: a form that changes nothing and so needs no token. */
export function filterForm(path: string, fields: Piece): Markup {
  return html`<form method="get" action="/admin/${path}" class="filter" role="search">${fields}<button type="submit">筛选</button> <a href="/admin/${path}">清除</a></form>`;
}
