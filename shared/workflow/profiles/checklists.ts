/** The checklists of each level (requirements 2.6.2), with the clause each line rests on. */
import type { Step } from "../profile";

type Checklist = Step["checklist"];

export const firstReview: Checklist = [
  { id: "machine", text: "机器校对已完成，语言类疑点均已处置", clause: "TN-15a" },
  { id: "language", text: "无错字、病句，格式规范", clause: "TN-15a" },
  { id: "metadata", text: "元数据填写完整", clause: "LA-24" },
  { id: "private", text: "无涉密内容，无未脱敏的个人信息", clause: "TN-15a" },
  { id: "source", text: "来源已注明", clause: "NC-22" },
];

export const secondReview: Checklist = [
  { id: "basis", text: "发布依据明确", clause: "TN-15b" },
  { id: "figures", text: "事实、数据、人名、时间已核对", clause: "TN-15b" },
  { id: "format", text: "符合公文规范", clause: "TN-15b" },
  { id: "value", text: "具备发布价值", clause: "TN-15b" },
  { id: "reread", text: "字、词、句已复核", clause: "TN-15b" },
];

export const thirdReview: Checklist = [
  { id: "direction", text: "政治导向正确", clause: "TN-15c" },
  { id: "law", text: "符合政策法规", clause: "TN-15c" },
  { id: "effect", text: "已预判社会效应", clause: "TN-15c" },
  { id: "release", text: "同意公开发布", clause: "TN-15c" },
];

export const secrecyReview: Checklist = [
  { id: "marks", text: "已查看涉密标志扫描结果，不含国家秘密和商业秘密", clause: "TN-13" },
  { id: "masking", text: "个人信息已脱敏，或属豁免类型", clause: "TN-13" },
  { id: "scope", text: "公开方式和公开范围已确定", clause: "TN-13" },
];

export const firstProof: Checklist = [
  { id: "text", text: "样版文字无误", clause: "TN-15d" },
  { id: "pictures", text: "样版图片无误", clause: "TN-15d" },
  { id: "layout", text: "样版格式无误", clause: "TN-15d" },
  { id: "art", text: "样版美工无误", clause: "TN-15d" },
];

export const secondProof: Checklist = [
  { id: "same-text", text: "样版与签发文本一致", clause: "TN-15e" },
  { id: "names", text: "人名、职务、单位无误", clause: "TN-15e" },
  { id: "numbers", text: "数字、日期无误", clause: "TN-15e" },
];

export const thirdProof: Checklist = [
  { id: "final-text", text: "样版与签发文本完全一致", clause: "TN-15f" },
  { id: "go", text: "同意正式发布", clause: "TN-15f" },
];

/** 六安: 校对 is part of 初审 and 复审, the five gates stand at every level (LA-24). */
export const luanFirst: Checklist = [
  { id: "machine", text: "机器校对已完成，疑点均已处置", clause: "LA-24" },
  { id: "collected", text: "收集、整理、填报内容完整", clause: "LA-24" },
  { id: "proofread", text: "已校对，无错字、病句", clause: "LA-24" },
  { id: "format", text: "编辑格式规范，元数据完整", clause: "LA-24" },
];

export const luanSecond: Checklist = [
  { id: "proofread", text: "已复审校对全文", clause: "LA-24" },
  { id: "figures", text: "事实、数据、人名、时间已核对", clause: "LA-24" },
  { id: "source", text: "依据和来源已核对", clause: "LA-24" },
];

export const luanThird: Checklist = [
  { id: "direction", text: "政治导向和政策口径正确", clause: "LA-24" },
  { id: "release", text: "同意公开发布", clause: "LA-24" },
];
