/** The metadata panel 元数据: the six header fields of XY-0 and what the other clauses demand of an item. */
import { z } from "zod";
import { day, id } from "../schema";

/** 稿件类型 (requirements DR-5). */
export const itemTypes = {
  policy: "政策文件",
  interpretation: "政策解读",
  news: "动态要闻",
  notice: "通知公告",
  reprint: "转载",
  survey: "征集调查",
  guide: "办事指南",
  profile: "概况信息",
  statistics: "统计数据",
  response: "回应辟谣",
} as const;
export type ItemType = keyof typeof itemTypes;
const itemTypeIds = Object.keys(itemTypes) as [ItemType, ...ItemType[]];

export const disclosures = ["主动公开", "依申请公开", "不予公开"] as const;
export const privacyExemptions = ["惩戒公示", "强制性信息披露"] as const;

const short = z.string().max(200);
const dayOrBlank = z.union([day, z.literal("")]);

export const metadata = z.strictObject({
  itemType: z.enum(itemTypeIds),
  /** 栏目 */
  columnId: z.union([id, z.literal("")]),
  /** 发文字号, `国办发〔2017〕47号` */
  documentNumber: short,
  /** 信息类别 */
  category: short,
  /** 公开方式 */
  disclosure: z.union([z.enum(disclosures), z.literal("")]),
  /** 不予公开 needs its legal ground (TN-14). */
  disclosureGround: short,
  /** 生成日期 */
  generatedOn: dayOrBlank,
  /** 公开时限 */
  timeLimit: short,
  /** 公开范围 */
  audience: short,
  /** 信息索取号, `000014349/2022-02058` */
  indexNumber: short,
  /** 采编人 (XY-7) */
  writer: short,
  /** 重要重大: raises the final approver (LAM-22a). */
  important: z.boolean(),
  /** 个人信息豁免类型 (TN-13, LAM-31.3) */
  privacyExemption: z.union([z.enum(privacyExemptions), z.literal("")]),
  /** 转载来源; only a reprint has one (NC-22). */
  source: z.strictObject({ name: short, url: short, publishedOn: dayOrBlank }).nullable(),
});
export type Metadata = z.infer<typeof metadata>;

/** The metadata of a new draft: nothing chosen yet. */
export const emptyMetadata: Metadata = {
  itemType: "notice",
  columnId: "",
  documentNumber: "",
  category: "",
  disclosure: "",
  disclosureGround: "",
  generatedOn: "",
  timeLimit: "",
  audience: "",
  indexNumber: "",
  writer: "",
  important: false,
  privacyExemption: "",
  source: null,
};

/** Chinese names of the fields as every screen and page writes them. */
export const metadataLabels = {
  itemType: "稿件类型",
  columnId: "栏目",
  documentNumber: "发文字号",
  category: "信息类别",
  disclosure: "公开方式",
  disclosureGround: "不公开依据",
  generatedOn: "生成日期",
  timeLimit: "公开时限",
  audience: "公开范围",
  indexNumber: "信息索取号",
  writer: "采编人",
  important: "重要重大",
  privacyExemption: "豁免类型",
  source: "来源",
} as const satisfies Record<keyof Metadata, string>;
