/** MC-18: notices that show the work of others without leave. */
import { cites } from "../../authority";
import type { PatternRule } from "../../rule";

const law = cites("《中华人民共和国著作权法》", "2021-06-01");

export const copyrightNotice: PatternRule = {
  id: "web-copyright",
  category: "source",
  title: "版权声明",
  severity: "hint",
  fix: "none",
  authority: [law()],
  confidence: 0.8,
  checks: ["MC-18"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:图片|照片|配图|视频|音频|文章|文字|素材|内容|图)(?:均)?(?:来源|来自|源自|取自|源)(?:于)?[：:]?(?:互联网|网络|网上)(?!信息|安全|平台|问政|调查|舆情|销售|交易|诈骗|犯罪)/g,
      message: "“$0”说明来源不明，政府网站的图文须有明确来源或授权。",
      severity: "warning",
    },
    {
      regex:
        /(?:版权|著作权)归[^。；，\n]{0,10}(?:原作者|原媒体|作者|原网站|原出处)[^。；，\n]{0,6}所有|侵(?:权)?(?:必)?删(?![除减去])|(?:如有|若有|如|若)(?:侵权|版权问题)[^。；\n]{0,8}(?:联系|告知|删除)|仅供(?:个人)?学习交流/g,
      message: "“$0”不能代替授权，转载请取得许可并注明来源，然后删去这类声明。",
    },
    {
      regex:
        /(?:图片|文章|本文)?转载(?:请|须|需|务必)(?:注明|标明)(?:出处|来源)|版权所有[，, ]{0,2}(?:翻印|翻版|侵权|违者|盗版)必究/g,
      message: "“$0”是别处带来的版权声明，请核对是否应保留。",
    },
  ],
  wrong: [
    { text: "本文⟦版权归原作者所有⟧，⟦侵删⟧。" },
    { text: "⟦图片来源于网络⟧" },
    { text: "⟦如有侵权请联系⟧我们。" },
    { text: "⟦版权所有，翻印必究⟧" },
    { text: "⟦转载请注明出处⟧" },
  ],
  right: [
    "保护著作权人的合法权益。",
    "资料来源：市统计局",
    "数据来自网络信息安全中心。",
    "入侵删除日志的行为应当追究。",
    "该软件著作权归市政府所有。",
  ],
};
