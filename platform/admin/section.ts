/** A section 栏 of the administrators' pages: what it shows, and the acts its forms lead to. */
import { createHmac } from "node:crypto";
import type { Connection } from "../network-floor";
import type { Caller, Services } from "../services";
import type { UpdateFeed } from "../updates/feed";
import type { Form } from "./form";
import type { Markup } from "./markup";
import type { AdminSession } from "./session";

export type ReleaseFeed = Pick<UpdateFeed, "file" | "minimum" | "offered">;

export interface Visit {
  readonly services: Services;
  readonly session: AdminSession;
  readonly caller: Caller;
  readonly connection: Connection;
  /** New versions of the workstation; null where the platform serves none. */
  readonly feed: ReleaseFeed | null;
  readonly query: URLSearchParams;
  /** Parts of the path after the section. */
  readonly rest: readonly string[];
}

export interface Page {
  readonly kind: "page";
  readonly title: string;
  readonly body: Markup;
}

export interface Download {
  readonly kind: "download";
  readonly fileName: string;
  readonly type: string;
  readonly text: string;
}

export const pageOf = (title: string, body: Markup): Page => ({ kind: "page", title, body });

/** Where an act leads, and the word that is shown there. */
export interface Done {
  readonly to: string;
  readonly done: DoneWord;
}

export interface Act {
  /** Asks for a fresh code first. */
  readonly weighty: boolean;
  readonly run: (visit: Visit, form: Form) => Promise<Done>;
}

export interface Section {
  /** The part of the path after `/admin/`; empty for the first page. */
  readonly name: string;
  readonly title: string;
  /** `all`: audit too. */
  readonly who: "system" | "all";
  /**
   * Its queries and acts keep to the units of the administrator (RP-1). Without it a section is the whole city's, and closed
   * to whoever governs less.
   */
  readonly scoped?: true;
  readonly show: (visit: Visit) => Promise<Page | Download>;
  readonly acts: Readonly<Record<string, Act>>;
}

/** What stands on the page after an act: fixed sentences, so that no address can put words there. */
export const doneWords = {
  confirmed: "已确认身份，十分钟内可以办理重要操作。",
  saved: "已保存。",
  closed: "已关闭。",
  opened: "已恢复使用。",
  requested: "申请已提交，请另一位系统管理人员审批。",
  approved: "已批准。请由批准人以外的系统管理人员办理。",
  refused: "已退回。",
  executed: "已办理，账号即时生效。",
  left: "权限已全部终止：登录已结束，证书已解除绑定。移交单已建立，请到“移交”办完四项后办结离岗。",
  decided: "已作出决定。",
  erased: "已停用这台工作站：它下次联系平台时清除数据密钥。",
  uploaded: "已装入。",
  "rolled-back": "已退回上一版。",
  withdrawn: "已撤销，立即生效。",
  "handed-over": "移交已办结。",
  "set-updates": "已设定。工作站在十分钟内得知，新的登录立即按此判断。",
} as const;
export type DoneWord = keyof typeof doneWords;

/** Stands in each form; another site can neither read nor guess it. */
export const formToken = (services: Services, { tokenHash }: AdminSession): string =>
  createHmac("sha256", services.pepper).update(`admin-form ${tokenHash}`).digest("base64url");
