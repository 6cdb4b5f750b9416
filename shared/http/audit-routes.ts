/** Routes of the audit: one item's trace, a workstation's own log, and whether everything holds. */
import { z } from "zod";
import { digest, id } from "../schema";
import { signedDocument } from "../trust/receipt";
import { auditVerdict, deskLines, deskLinesTaken, deskLogState, reconciliation } from "./audit";
import { get, none, send } from "./route";

const itemParams = z.strictObject({ itemId: id });

export const auditRoutes = {
  "items.trace": get(
    "/items/:itemId/trace",
    "session",
    itemParams,
    none,
    signedDocument,
    "办理轨迹：一份稿件的全部审计记录（已签名）",
  ),
  "audit.verify": get("/audit", "session", none, none, auditVerdict, "核对本站点的审计链，限系统管理"),
  "audit.next": get(
    "/audit/desk",
    "session",
    none,
    z.strictObject({ log: digest }),
    deskLogState,
    "平台还缺本机审计记录的哪一行",
  ),
  "audit.lines": send("POST", "/audit/desk", "session", none, deskLines, deskLinesTaken, "上报本机审计记录"),
  "audit.device": get(
    "/audit/devices/:device",
    "session",
    z.strictObject({ device: id }),
    none,
    reconciliation,
    "一台工作站的审计记录与平台是否一致，限系统管理",
  ),
  "audit.item": get(
    "/audit/items/:itemId",
    "session",
    itemParams,
    none,
    reconciliation,
    "一份稿件的回执与各工作站的审计记录是否一致，限系统管理",
  ),
} as const;
