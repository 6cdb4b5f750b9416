/** MC-12: flag, emblem and anthem are used as their laws allow. */

import { cites } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match } from "../../rule";

const flagLaw = cites("《中华人民共和国国旗法》", "2021-01-01");
const emblemLaw = cites("《中华人民共和国国徽法》", "2021-01-01");

const SIGN = "国旗|国徽|国歌|党旗|党徽";
const PLACE =
  "网页|页面|网站|首页|页脚|页眉|头像|海报|图标|版头|封面|公众号|背景|标题栏|客户端|小程序|LOGO|logo|宣传品|横幅|请柬|名片|产品|商品|包装|商标|广告";
const USED = new RegExp(
  `(?:${PLACE})[^，。；！？]{0,10}(?:使用|采用|印有|印制|放置|放|加上|加入|插入|配有|添加|设计成|嵌入|悬挂|以)[^，。；！？]{0,6}(?<mark>(?:${SIGN})(?:图案|图形|图片|图标|标志|标识|元素|造型|底图|音乐|背景)?)|(?<mark2>(?:${SIGN})(?:图案|图形|图片|图标|元素|造型|底图|标志))[^，。；！？]{0,8}(?:作为|用作|制成|做成|印在|放在|置于)[^，。；！？]{0,8}(?:${PLACE})`,
  "gd",
);
const RULES_OF_USE = /原则|应|符合|不得|禁止|严禁|不能|不准|应当|依法|规定|规范|条例|《|按照|是否|违规|违法/;
const SUBJECT = new RegExp(`(${SIGN})(?:图|图案|图片|标志|logo|素材|徽标)?`, "i");

export const flagEmblem: BlockRule = {
  id: "web-flag-emblem",
  category: "map",
  title: "国旗国徽等的使用",
  severity: "hint",
  fix: "none",
  authority: [flagLaw(), emblemLaw()],
  confidence: 0.75,
  checks: ["MC-12"],
  carried: "part",
  needs: "旗徽歌",
  scope: "block",
  find: (block) => {
    const { part, text } = block;
    if (part?.kind === "image") {
      const what = SUBJECT.exec(`${part.name} ${part.caption} ${text}`)?.[1];
      if (what === undefined || /升|仪式|宣誓|敬礼|护卫|悬挂|飘扬|合唱|佩戴|现场/.test(`${part.caption}${text}`))
        return [];
      const message = `图片是${what}，须用标准图案，长宽比和颜色不得改变；部门网站一般不使用国徽，须经主要负责人同意。`;
      return [{ block: block.id, start: 0, end: text.length, severity: "warning", message }];
    }
    if (!/[旗徽歌]/.test(text)) return [];
    return hitsOf(text, USED).flatMap((found): Match[] => {
      const at = found.indices?.groups?.mark ?? found.indices?.groups?.mark2;
      const sentence = sentenceAround(text, found.index);
      if (at === undefined || RULES_OF_USE.test(sentence)) return [];
      const message = `“${text.slice(...at)}”的使用有专门法律规定，请核对场合、图案和尺寸是否合规。`;
      return [{ block: block.id, start: at[0], end: at[1], message }];
    });
  },
  wrong: [
    { text: "公众号头像采用⟦国徽图案⟧。" },

    { text: "网站首页使用⟦国徽图案⟧作装饰。" },
    { text: "海报以⟦国旗图案⟧为底图。" },
    { text: "把⟦国徽图形⟧放在公众号头像上" },
    { text: "⟦国徽⟧", parts: [{ kind: "image", name: "guohui.png", size: 20_000, caption: "", decorative: false }] },
    { text: "⟦⟧", parts: [{ kind: "image", name: "国旗.jpg", size: 20_000, caption: "", decorative: false }] },
  ],
  right: [
    "国歌响起，全体起立。",

    "网页页脚使用网站标识。",
    "不得在网站首页使用国徽图案作装饰。",
    "广场上举行升国旗、奏唱国歌仪式。",
    "党员佩戴党徽参加活动。",
    {
      text: "升国旗仪式",
      parts: [{ kind: "image", name: "升国旗.jpg", size: 90_000, caption: "", decorative: false }],
    },
  ],
};

function sentenceAround(text: string, at: number): string {
  const end = text.indexOf("。", at);
  return text.slice(text.lastIndexOf("。", at) + 1, end < 0 ? text.length : end);
}
