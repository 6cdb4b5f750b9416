/** 更新: what the release feeds offer, how far the fleet is, and what administrators set about rings and minimum versions. */
import { type Edition, edition } from "../../../shared/model/build-identity";
import type { Release } from "../../../shared/update/manifest";
import { fleetFigures } from "../../fleet/figures";
import { assignRing, holdRing, ringIn, setMinimum } from "../../updates/settings";
import { minimumBounds, releaseOf } from "../fleet-rules";
import { type Form, required } from "../form";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { rings, ringWord } from "../ring-words";
import { type Done, pageOf, type Section, type Visit } from "../section";
import { facts, table } from "../table";
import { updateSettingsPart } from "../update-settings";

export const updatesSection: Section = {
  name: "updates",
  title: "更新",
  who: "system",
  show: async (visit) => {
    const feeds: Markup[] = [];
    for (const each of edition.options) feeds.push(await feedOf(visit, each));
    return pageOf(
      "更新",
      html`<p class="sub">版本写在发布单里，由发布密钥签名，这里不能改动。批次、暂停和最低版本可以在这里设定：只决定已签名的版本何时装入，不能换掉版本，也不能放宽发布单规定的最低版本。</p>${feeds}${await updateSettingsPart(
        visit,
      )}${await spread(visit)}`,
    );
  },
  acts: {
    ring: { weighty: false, run: ring },
    hold: { weighty: false, run: hold },
    minimum: { weighty: true, run: minimum },
  },
};

const back: Done = { to: "updates", done: "set-updates" };

async function ring({ services, caller }: Visit, form: Form): Promise<Done> {
  const target = form.text("target");
  const scope = form.text("scope") === "terminal" ? "terminal" : target === "" ? "city" : "unit";
  const reason = required(form, "reason", "原因");
  await assignRing(services, caller, { scope, target, ring: ringIn(form.text("ring")), reason });
  return scope === "terminal" ? { ...back, to: `terminals/${encodeURIComponent(target)}` } : back;
}

async function hold({ services, caller }: Visit, form: Form): Promise<Done> {
  const until = form.text("until");
  await holdRing(services, caller, {
    ring: ringIn(required(form, "ring", "批次")) ?? "general",
    // Of the day in Beijing, where all cities are.
    pausedUntil: until === "" ? null : dayStart(until),
    delayDays: Number(form.text("delay") || "0"),
    reason: required(form, "reason", "原因"),
  });
  return back;
}

/** Of a text that is no day, one that no date is later than: refused as a pause that is over. */
function dayStart(day: string): string {
  const at = new Date(`${day}T00:00:00+08:00`);
  return Number.isNaN(at.getTime()) ? new Date(0).toISOString() : at.toISOString();
}

async function minimum(visit: Visit, form: Form): Promise<Done> {
  const version = form.text("version");
  await setMinimum(visit.services, visit.caller, {
    unitId: form.text("unit"),
    version: version === "" ? null : version,
    reason: required(form, "reason", "原因"),
    bounds: await minimumBounds(visit),
  });
  return back;
}

const names: Readonly<Record<Edition, string>> = { electron: "桌面版", browser: "浏览器版" };

async function feedOf(visit: Visit, of: Edition): Promise<Markup> {
  const offered = await releaseOf(visit, of);
  const inForce = (await visit.feed?.minimum(of)) ?? null;
  const title = html`<h2>${names[of]}</h2>`;
  if (offered === null) return html`${title}<p class="none">更新源里没有这个版式的发布单。</p>`;
  return html`${title}<section class="card">${facts([
    ["版本", offered.version],
    ["发布单序号", offered.serial],
    ["签发", when(offered.issuedAt)],
    ["批次", ringWords(offered)],
    ["最低版本", minimumWords(offered, inForce)],
    [
      "安装包",
      `${offered.artifacts.length} 个：${offered.artifacts.map(({ os, arch, kind }) => `${os} ${arch} ${kind}`).join("、")}`,
    ],
    ["更新内容", offered.notes.map((note) => html`${note}<br>`)],
  ])}</section>`;
}

function ringWords({ rings: opens }: Release): string {
  const words = rings.flatMap((each) => {
    const at = opens[each];
    return at === undefined ? [] : [`${ringWord(each)}自 ${when(at)}`];
  });
  return words.length === 0 ? "都未开放" : words.join("；");
}

/** In force only where the platform has the keys and the signature holds. */
const minimumWords = ({ minimumVersion }: Release, inForce: string | null): Markup =>
  inForce === null
    ? html`${minimumVersion} ${tag("warn", "未采用：平台没有发布公钥，或签名不成立")}`
    : html`${inForce} ${tag("good", "低于此版本不能登录")}`;

async function spread({ services, caller }: Visit): Promise<Markup> {
  const all = await fleetFigures(services.store.db, services.clock());
  return html`<h2>工作站的版本</h2>${table({
    caption: "各版本的工作站",
    none: "还没有工作站报告过版本。",
    rows: all.filter(({ site }) => site === caller.site.site),
    columns: [
      { title: "版本", cell: ({ version }) => version },
      { title: "工作站", cell: ({ terminals }) => terminals },
      { title: "其中失联", cell: ({ silent }) => silent },
      { title: "待上报", cell: ({ unsynced }) => unsynced },
    ],
  })}<p><a href="/admin/terminals?mark=old">查看版本旧的工作站</a> · <a href="/admin/terminals?mark=below">查看低于最低版本的工作站</a></p>`;
}
