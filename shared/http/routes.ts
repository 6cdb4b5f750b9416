/**
 * Every route of the platform that speaks JSON: method, path, who may call, input, output (requirements §2.16).
 * The platform registers exactly these, the desk calls exactly these, and OpenAPI is written from them.
 * Public pages (/public/site/…) and the demo inbox are HTML and live beside them in platform/routes.
 */
import { z } from "zod";
import { account } from "../model/person";
import { base64, digest, id, instant, nothing } from "../schema";
import { signedDocument } from "../trust/receipt";
import { accountDevice, dormancyDecision, dormantAccount } from "./account";
import { adminRoutes } from "./admin-routes";
import { auditRoutes } from "./audit-routes";
import { columnView, columnWish } from "./column";
import { enrolmentRoutes } from "./enrolment-routes";
import { changes, operationFate } from "./feed";
import { fileRoutes } from "./file-routes";
import { effect, itemDetail, itemsPage, itemsWish, reviewRequest, revisionRequest, takedownRequest } from "./item";
import { offeredPack } from "./pack";
import { policyOffer, policyWish, pushedPolicy, storedPolicy } from "./policy";
import { recoveryAsked, recoveryDecision, recoveryGiven, recoveryOpened, recoveryView } from "./recovery";
import { get, none, once, type Route, send } from "./route";
import {
  certificateRequest,
  challenge,
  challengeRequest,
  nonces,
  refreshRequest,
  session,
  sessionRequest,
  ticket,
  ticketRequest,
} from "./session";

const packParams = z.strictObject({ packId: id });
const itemParams = z.strictObject({ itemId: id });
const accountParams = z.strictObject({ accountId: id });

export const routes = {
  "time.read": get("/time", "open", none, none, z.strictObject({ serverTime: instant }), "平台时间"),
  "auth.challenge": send("POST", "/auth/challenge", "proof", none, challengeRequest, challenge, "登录挑战"),
  "auth.certificate": send(
    "POST",
    "/auth/cert",
    "proof",
    none,
    certificateRequest,
    ticket,
    "证书登录，随后发送短信验证码",
  ),
  "auth.sms": send("POST", "/auth/sms", "proof", none, ticketRequest, ticket, "重新发送短信验证码"),
  "session.create": send("POST", "/session", "proof", none, sessionRequest, session, "核对短信验证码，建立会话"),
  "session.refresh": send(
    "POST",
    "/session/refresh",
    "proof",
    none,
    refreshRequest,
    session,
    "换取新的访问令牌和续期令牌",
  ),
  "session.read": get(
    "/session",
    "session",
    none,
    none,
    z.strictObject({ account, expiresAt: instant, serverTime: instant }),
    "当前会话",
  ),
  "session.end": send("DELETE", "/session", "session", none, nothing, nothing, "退出登录"),
  "session.nonces": send(
    "POST",
    "/session/nonces",
    "session",
    none,
    z.strictObject({ count: z.number().int().min(1).max(50) }),
    nonces,
    "领取签名随机数",
  ),
  "recovery.ask": send("POST", "/recovery", "open", none, recoveryAsked, recoveryOpened, "用证书申请恢复本机存储"),
  "recovery.receive": send(
    "POST",
    "/recovery/share",
    "open",
    none,
    recoveryAsked,
    recoveryGiven,
    "用证书领取已批准的恢复",
  ),
  "recovery.list": get(
    "/recovery",
    "session",
    none,
    none,
    z.strictObject({ requests: z.array(recoveryView).max(200) }),
    "恢复申请，限系统管理",
  ),
  "recovery.decide": send(
    "POST",
    "/recovery/:recoveryId",
    "session",
    z.strictObject({ recoveryId: id }),
    recoveryDecision,
    nothing,
    "批准或驳回恢复申请，限系统管理",
  ),
  "accounts.dormant": get(
    "/accounts/dormant",
    "session",
    none,
    none,
    z.strictObject({ accounts: z.array(dormantAccount) }),
    "长期未登录、须查明原因的账号，限系统管理",
  ),
  "accounts.decide": send(
    "POST",
    "/accounts/:accountId/dormancy",
    "session",
    accountParams,
    dormancyDecision,
    nothing,
    "查明原因后保留、停用或收回账号，限系统管理",
  ),
  "accounts.devices": get(
    "/accounts/:accountId/devices",
    "session",
    accountParams,
    none,
    z.strictObject({ devices: z.array(accountDevice) }),
    "一个账号用过的工作站，限系统管理",
  ),
  "accounts.device": send(
    "PUT",
    "/accounts/:accountId/devices/:device",
    "session",
    z.strictObject({ accountId: id, device: id }),
    z.strictObject({ refused: z.boolean(), reason: z.string().trim().min(1).max(200) }),
    nothing,
    "停用或恢复一台工作站：停用后不再发给离线许可，限系统管理",
  ),
  "profile.read": get("/profile", "session", none, none, signedDocument, "本站点的城市配置（已签名）"),
  "policy.read": get(
    "/policy",
    "session",
    none,
    policyWish,
    policyOffer,
    "本站点的单位策略（已签名）；已有这一版的只答散列",
  ),
  "policy.upload": once(
    send("PUT", "/policy", "session", none, pushedPolicy, storedPolicy, "下发新的单位策略，限系统管理"),
  ),
  "packs.list": get(
    "/packs",
    "session",
    none,
    none,
    z.strictObject({ packs: z.array(offeredPack).max(100) }),
    "本站点现用的词库",
  ),
  "packs.read": get(
    "/packs/:packId/:hash",
    "session",
    z.strictObject({ packId: id, hash: digest }),
    none,
    z.strictObject({ bytes: base64 }),
    "一份已签名的词库包",
  ),
  "packs.store": once(
    send(
      "PUT",
      "/packs/:packId",
      "session",
      packParams,
      z.strictObject({ bytes: base64 }),
      offeredPack,
      "装入新的词库包，限系统管理",
    ),
  ),
  "packs.rollback": once(
    send("POST", "/packs/:packId/rollback", "session", packParams, nothing, offeredPack, "词库退回上一版，限系统管理"),
  ),
  "columns.list": get(
    "/columns",
    "session",
    none,
    columnWish,
    z.strictObject({ columns: z.array(columnView).max(2_000) }),
    "栏目；带 owners 时写明牵头单位和本单位能否供稿",
  ),
  "items.list": get("/items", "session", none, itemsWish, itemsPage, "本人可见的稿件，新的在前；带 limit 时分页"),
  "items.read": get("/items/:itemId", "session", itemParams, none, itemDetail, "一份稿件的内容、台账、流程与签名"),
  "items.revision": get(
    "/items/:itemId/revisions/:hash",
    "session",
    z.strictObject({ itemId: id, hash: digest }),
    none,
    z.strictObject({ content: itemDetail.shape.content }),
    "某一版本的内容",
  ),
  "items.proof": get(
    "/items/:itemId/proof",
    "session",
    itemParams,
    none,
    z.strictObject({ layoutHash: digest, html: z.string() }),
    "排版样张",
  ),
  "items.evidence": get(
    "/items/:itemId/evidence",
    "session",
    itemParams,
    none,
    z.strictObject({ fileName: z.string(), bytes: base64 }),
    "证据包",
  ),
  ...auditRoutes,
  ...adminRoutes,
  ...enrolmentRoutes,
  ...fileRoutes,
  "changes.list": get(
    "/changes",
    "session",
    none,
    z.strictObject({ after: z.coerce.number().int().nonnegative() }),
    changes,
    "自某序号以来有变化的稿件，序号连续；已不可见的带墓碑标记",
  ),
  "operations.read": get(
    "/operations/:operationId",
    "session",
    z.strictObject({ operationId: id }),
    none,
    operationFate,
    "本人一次上报的结果：已办理的给出当时的应答，没有收到的如实说明",
  ),
  "operations.void": send(
    "POST",
    "/operations/:operationId/void",
    "session",
    z.strictObject({ operationId: id }),
    nothing,
    operationFate,
    "撤回本人一次没有应答的上报：平台还没有办理的，从此不再办理；已办理的给出结果",
  ),
  "index.propose": get(
    "/index-number",
    "session",
    none,
    z.strictObject({ itemId: id, year: z.coerce.number().int().min(2000).max(2099) }),
    z.strictObject({ indexNumber: z.string() }),
    "为一份稿件领取信息索取号；同一稿件同一年度再取，仍是同一个",
  ),
  "items.revise": once(
    send("PUT", "/items/:itemId/revisions", "session", itemParams, revisionRequest, effect, "上报一个版本"),
  ),
  "items.review": once(
    send("POST", "/items/:itemId/reviews", "session", itemParams, reviewRequest, effect, "审核或校对签名"),
  ),
  "items.secrecy": once(
    send("POST", "/items/:itemId/secrecy", "session", itemParams, reviewRequest, effect, "保密审查签名"),
  ),
  "items.takedown": once(
    send(
      "POST",
      "/items/:itemId/takedown",
      "session",
      itemParams,
      takedownRequest,
      effect,
      "撤稿单：已入库或已发布的立即撤下",
    ),
  ),
  "repo.ingest": once(
    send("POST", "/repo", "session", none, z.strictObject({ itemId: id, contentHash: digest }), effect, "入库"),
  ),
  "repo.publish": once(send("POST", "/publish", "session", none, z.strictObject({ repoId: id }), effect, "发布")),
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
export type Params<R extends RouteName> = z.infer<(typeof routes)[R]["params"]>;
export type Query<R extends RouteName> = z.infer<(typeof routes)[R]["query"]>;
export type Body<R extends RouteName> = z.infer<(typeof routes)[R]["body"]>;
export type ReplyOf<R extends RouteName> = z.infer<(typeof routes)[R]["reply"]>;

/** Reads that the renderer may ask for through the desk; main attaches the credential. */
export const readableRoutes = [
  "columns.list",
  "items.list",
  "items.read",
  "items.revision",
  "items.proof",
  "items.evidence",
  "files.read",
  "changes.list",
  "operations.read",
  "index.propose",
] as const satisfies readonly RouteName[];
export type ReadableRoute = (typeof readableRoutes)[number];
