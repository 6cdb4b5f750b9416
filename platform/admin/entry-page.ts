/** The first page: the ticket came in the address, the person types the code that the workstation shows. */
import { adminEntryPath } from "../../shared/http/admin";
import { field, hidden } from "./form-markup";
import { html, type Markup } from "./markup";

export const entryPage = (ticket: string): Markup =>
  html`<form method="post" action="${adminEntryPath}" class="block">${hidden("ticket", ticket.slice(0, 100))}${field({
    name: "code",
    label: "进入码",
    hint: "工作站窗口里显示的六位数字，一分钟内有效，只能用一次。",
    max: 6,
  })}<p class="do"><button type="submit">进入</button></p></form>`;
