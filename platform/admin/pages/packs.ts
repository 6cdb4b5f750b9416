/** 词库包: what each desk of the city uses, a newer issue, and the way back (R17). */
import { toBase64 } from "../../../shared/bytes";
import type { OfferedPack } from "../../../shared/http/pack";
import { readPackFile } from "../../../shared/proofreading/packs/pack-file";
import { rollBackPack, storePack } from "../../packs/change";
import { listPacks } from "../../packs/reading";
import { required, requiredFile } from "../form";
import { actForm, fileField, hidden } from "../form-markup";
import { html } from "../markup";
import { when } from "../names";
import { callOf, operationField } from "../operation";
import { pageOf, type Section, type Visit } from "../section";
import { table } from "../table";

export const packsSection: Section = {
  name: "packs",
  title: "词库包",
  who: "system",
  show: async (visit) => {
    const packs = await listPacks(visit.services.store.db, visit.caller);
    const upload = actForm(visit, {
      act: "packs/upload",
      button: "核验并装入",
      files: true,
      weighty: true,
      fields: [
        operationField(),
        fileField("pack", "词库包", { hint: "城市签名的 .cbpack 文件，先自检再采用。", accept: ".cbpack" }),
      ],
    });
    return pageOf("词库包", html`${list(visit, packs)}<h2>装入</h2>${upload}`);
  },
  acts: {
    upload: {
      weighty: true,
      run: async (visit, form) => {
        const bytes = requiredFile(form, "pack", "词库包");
        const { services, caller } = visit;
        const trust = { anchors: caller.site.anchors, check: services.check };
        const packId = readPackFile(bytes, trust).manifest.id;
        await storePack(services, { ...callOf(visit, form), params: { packId }, body: { bytes: toBase64(bytes) } });
        return { to: "packs", done: "uploaded" };
      },
    },
    rollback: {
      weighty: true,
      run: async (visit, form) => {
        const packId = required(form, "pack", "词库");
        await rollBackPack(visit.services, { ...callOf(visit, form), params: { packId }, body: null });
        return { to: "packs", done: "rolled-back" };
      },
    },
  },
};

const list = (visit: Visit, packs: readonly OfferedPack[]) =>
  table({
    caption: "现用词库",
    none: "还没有装入词库。",
    rows: packs,
    columns: [
      { title: "名称", cell: ({ name, packId }) => html`${name}<br><span class="sub">${packId}</span>` },
      { title: "版本", cell: ({ version }) => version },
      { title: "装入", cell: ({ uploadedBy, at }) => html`${uploadedBy}<br>${when(at)}` },
      { title: "摘要", cell: ({ hash }) => html`<span class="sub">${hash.slice(0, 24)}…</span>` },
      {
        title: "退回",
        cell: ({ packId, previous }) =>
          previous === null
            ? "没有上一版"
            : actForm(visit, {
                act: "packs/rollback",
                button: `退回第 ${previous.version} 版`,
                fields: [operationField(), hidden("pack", packId)],
                weighty: true,
                inline: true,
                tone: "danger",
              }),
      },
    ],
  });
