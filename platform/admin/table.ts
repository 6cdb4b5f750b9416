/** Tables: captions, heads that sort by a link, and the way to the next rows. No script. */
import { html, type Markup, type Piece } from "./markup";

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => Piece;
  /** Named where the head sorts. */
  readonly sort?: string;
}

export interface Sorting {
  readonly by: string;
  readonly down: boolean;
}

export interface TableParts<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** What is said instead of rows. */
  readonly none: string;
  readonly sorting?: { readonly now: Sorting; readonly link: (sorting: Sorting) => string };
  /** A row that needs attention. */
  readonly marked?: (row: T) => boolean;
}

export function table<T>(parts: TableParts<T>): Markup {
  const { caption, columns, rows, none, marked } = parts;
  if (rows.length === 0) return html`<p class="none">${none}</p>`;
  const heads = columns.map((column) => head(column, parts));
  const lines = rows.map(
    (row) =>
      html`<tr${marked?.(row) === true ? html` class="marked"` : null}>${columns.map(
        ({ cell }) => html`<td>${cell(row)}</td>`,
      )}</tr>`,
  );
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

function head<T>({ title, sort }: Column<T>, { sorting }: TableParts<T>): Markup {
  if (sort === undefined || sorting === undefined) return html`<th scope="col">${title}</th>`;
  const { now, link } = sorting;
  const current = now.by === sort;
  const down = current && !now.down;
  const order = current ? (now.down ? "descending" : "ascending") : "none";
  return html`<th scope="col" aria-sort="${order}"><a href="${link({ by: sort, down })}">${title}${
    current ? (now.down ? " ↓" : " ↑") : null
  }</a></th>`;
}

/** The present query with changes; empty values are left out. */
export function linkWith(path: string, query: URLSearchParams, changes: Readonly<Record<string, string>>): string {
  const next = new URLSearchParams(query);
  next.delete("done");
  for (const [name, value] of Object.entries(changes)) next.set(name, value);
  for (const [name, value] of [...next]) if (value === "") next.delete(name);
  const text = next.toString();
  return `/admin/${path}${text === "" ? "" : `?${text}`}`;
}

/** Name and value, one under the other. */
export function facts(rows: readonly (readonly [name: string, value: Piece])[]): Markup {
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
