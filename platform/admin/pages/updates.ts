/** 更新: what the release feeds offer, to which ring and from when, the least version, and how far the fleet is. */
import { type Edition, edition } from "../../../shared/model/build-identity";
import type { Release } from "../../../shared/update/manifest";
import { fleetFigures } from "../../fleet/figures";
import { releaseOf } from "../fleet-rules";
import { html, type Markup } from "../markup";
import { tag, when } from "../names";
import { pageOf, type Section, type Visit } from "../section";
import { facts, table } from "../table";

export const updatesSection: Section = {
  name: "updates",
  title: "更新",
  who: "system",
  show: async (visit) => {
    const feeds: Markup[] = [];
    for (const each of edition.options) feeds.push(await feedOf(visit, each));
    return pageOf(
      "更新",
      html`<p class="sub">版本、批次和最低版本写在发布单里，由发布密钥签名；要改动，请用发布命令重新签发，这里只查看。</p>${feeds}${await spread(
        visit,
      )}`,
    );
  },
  acts: {},
};

const names: Readonly<Record<Edition, string>> = { electron: "桌面版", browser: "浏览器版" };

async function feedOf(visit: Visit, of: Edition): Promise<Markup> {
  const offered = await releaseOf(visit, of);
  const minimum = (await visit.feed?.minimum(of)) ?? null;
  const title = html`<h2>${names[of]}</h2>`;
  if (offered === null) return html`${title}<p class="none">更新源里没有这个版式的发布单。</p>`;
  return html`${title}<section class="card">${facts([
    ["版本", offered.version],
    ["发布单序号", offered.serial],
    ["签发", when(offered.issuedAt)],
    ["批次", ringWords(offered)],
    ["最低版本", minimumWords(offered, minimum)],
    [
      "安装包",
      `${offered.artifacts.length} 个：${offered.artifacts.map(({ os, arch, kind }) => `${os} ${arch} ${kind}`).join("、")}`,
    ],
    ["更新内容", offered.notes.map((note) => html`${note}<br>`)],
  ])}</section>`;
}

const ringNames = { pilot: "试点", early: "先行", general: "全部" } as const;

function ringWords({ rings }: Release): string {
  const opens = (["pilot", "early", "general"] as const).flatMap((ring) => {
    const at = rings[ring];
    return at === undefined ? [] : [`${ringNames[ring]}自 ${when(at)}`];
  });
  return opens.length === 0 ? "都未开放" : opens.join("；");
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
  })}<p><a href="/admin/terminals?mark=old">查看版本旧的工作站</a></p>`;
}
