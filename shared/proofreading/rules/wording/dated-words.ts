/** MC-05: names that laws and standards have replaced, and words of speech and chat. */
import { cites, newsWording } from "../../authority";
import type { TermRule } from "../../rule";
import { outdatedWords } from "./outdated-words";
import { plainWords } from "./plain-words";
import { termsIn } from "./term-rows";

const documents = cites("《党政机关公文处理工作条例》", "2012-07-01");

export const outdatedName: TermRule = {
  id: "wording-outdated",
  category: "wording",
  title: "过时的称谓和说法",
  severity: "warning",
  fix: "suggest",
  authority: [newsWording("法律类")],
  confidence: 0.85,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: termsIn(outdatedWords, "法律、标准或制度已改用新的称谓"),
  wrong: [
    { text: "保障⟦民工⟧按时领到工资。", first: "农民工" },
    { text: "开展⟦老年痴呆症⟧筛查。", first: "阿尔茨海默病" },
    { text: "为⟦五保户⟧修缮住房。", first: "特困供养人员" },
    { text: "凭⟦暂住证⟧办理入学。", first: "居住证" },
    { text: "向⟦退伍军人⟧发放优待证。", first: "退役军人" },
    { text: "⟦劳教人员⟧的帮教工作。" },
  ],
  right: [
    "保障农民工按时领到工资。",
    "推进移民工作和惠民工程。",
    "加强村镇建设，推进城乡双规划衔接。",
    "凭居住证办理入学。",
    "废止劳动教养制度。",
    "护士官方网站已经上线。",
    "伪造计划生育证明的，民兵民工因参战致残的，失能失智老年人，流浪犬收容所。",
  ],
};

export const plainSpeech: TermRule = {
  id: "wording-colloquial",
  category: "wording",
  title: "口语、网络用语",
  severity: "hint",
  fix: "suggest",
  authority: [documents("第十九条"), newsWording()],
  confidence: 0.75,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  yieldsToSpeech: true,
  scope: "terms",
  terms: termsIn(plainWords, "口语或网络用语，公文宜用书面语"),
  wrong: [
    { text: "请于本周⟦礼拜五⟧前报送。", first: "星期五" },
    { text: "⟦咱们⟧要抓紧落实。", first: "我们" },
    { text: "问题没有⟦搞定⟧不得收兵。", first: "完成" },
    { text: "个别干部⟦躺平⟧。", first: "消极怠工" },
  ],
  right: [
    "请于本周星期五前报送。",
    "我们要抓紧落实。",
    "村民坐下游客车返程，供给力度加大。",
    "防止浑水摸鱼。",
    "街坊内不再新建高层建筑，财政政策更加给力。",
    "“过去办事要跑好几个部门，现在方便多了。”",
    "她说：“我在村里碰到一位八十六岁的婆婆，儿女都在外地，她跟我讲，最怕的不是生病，是病了没人晓得。”",
  ],
};
