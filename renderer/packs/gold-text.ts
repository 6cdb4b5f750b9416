/** A sound text in the manner of a city's notices: what a new pack finds in it is probably a false alarm. */
import { type Content, contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";

const paragraphs: readonly string[] = [
  "各县区人民政府，市政府各部门、各直属机构：",
  "为进一步优化营商环境，方便企业和群众办事，经市政府同意，现就做好政务服务事项集中办理工作通知如下。",
  "一、总体要求",
  "坚持以人民为中心的发展思想，按照依法依规、公开透明、便民高效的原则，推动更多事项在政务服务大厅和网上平台统一办理，做到一窗受理、限时办结。",
  "二、重点任务",
  "各单位要对本部门的办事事项逐项梳理，明确受理条件、申请材料、办理流程和办结时限，并在门户网站公布。涉及多个部门的事项，由牵头部门统一受理、同步办理。",
  "加强对老年人、残疾人等群体的服务，保留现场咨询窗口，设置无障碍通道，安排专人引导。",
  "三、工作安排",
  "请各单位明确一名负责同志和一名联络员，于规定时间前将名单报送市政务服务管理机构。市政府办公室将适时组织督查，对工作推进不力的予以通报。",
  "在执行中遇到的问题，请及时反馈。",
];

export const goldContent: Content = contentOf(
  {
    title: "关于做好政务服务事项集中办理工作的通知",
    blocks: paragraphs.map((text, at) => ({
      kind: "paragraph" as const,
      id: `gold-${at + 1}`,
      align: "left" as const,
      runs: [{ text, marks: [], link: null }],
    })),
  },
  emptyMetadata,
);
