/** MC-01: wrong words from the confusion tables of all packs. */
import { dictionary, standardCharacters } from "../../authority";
import type { TermRule } from "../../rule";

export const confusedWord: TermRule = {
  id: "confused-word",
  category: "typo",
  title: "易错词",
  severity: "error",
  fix: "safe",
  authority: [dictionary(), standardCharacters()],
  confidence: 0.95,
  yieldsToVocabulary: true,
  scope: "terms",
  terms: [],
  wrong: [
    { text: "全面⟦布署⟧网站检查工作，⟦再接再励⟧。", first: "部署" },
    { text: "⟦既使⟧困难再大，也要完成。", first: "即使" },
    { text: "市政府⟦做为⟧责任主体", first: "作为" },
    { text: "需⟦按装⟧新设备", first: "安装" },
    { text: "常态化推进⟦扫黑险恶⟧斗争。", first: "扫黑除恶" },
  ],
  right: [
    "全面部署网站检查工作，再接再厉。",
    "该平台既使用方便，又安全可靠。",
    "把工作做为民服务的实事。",
    "请按装订要求整理，宣布署名文章。",
    "即使困难再大，也要完成安装。",
  ],
};
