/** Events of history and days of the year that everybody can look up, beside a date that is not theirs (MC-06). */
import { cites } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";
import { namedDays, type PastEvent, pastEvents } from "./history-table";

const chronicle = cites("中国共产党大事记、中华人民共和国大事记");
const calendar = cites("全国年节及纪念日放假办法及各纪念日的设立文件");

const DATE = "(?<mark>(?<year>1[89]\\d{2}|20\\d{2})年(?:(?<month>\\d{1,2})月(?:(?<day>\\d{1,2})[日号])?)?)";
/** Years further off belong to another event: a jubilee, a film, a place named after it. */
const FARTHEST = 15;

/** The date as it should be, as far as the text gives it. */
function dateOf({ year, month, day }: PastEvent, found: RegExpExecArray): string {
  const { month: writtenMonth, day: writtenDay } = found.groups ?? {};
  const monthText = writtenMonth === undefined ? "" : `${month ?? writtenMonth}月`;
  const dayText = writtenDay === undefined ? "" : `${day ?? writtenDay}日`;
  return `${year}年${monthText}${dayText}`;
}

function isOff({ year, month, day }: PastEvent, { groups }: RegExpExecArray): boolean {
  const own = Number(groups?.year);
  if (Math.abs(own - year) > FARTHEST) return false;
  if (own !== year) return true;
  if (month !== null && groups?.month !== undefined && Number(groups.month) !== month) return true;
  return day !== null && groups?.day !== undefined && Number(groups.day) !== day;
}

/** What may follow an event that happens there and then; behind it begins a jubilee, a period, a name. */
const ENDS =
  "(?![\\d一二三四五六七八九十百前后][^，。；]{0,4}|以[来前后]|之|周年|时期|的|纪念|精神|祖国|日报|军|[一-龥]{0,2}旧址)";

const happened = pastEvents.flatMap((event): Pattern[] => {
  const message = "与史实的日期不符，请核对。";
  const accept = (found: RegExpExecArray): boolean => isOff(event, found);
  const suggest = (found: RegExpExecArray): readonly string[] => [dateOf(event, found)];
  const { words } = event;
  return [
    {
      regex: new RegExp(`(?<![\\d至到—-])${DATE}[，,]?(?:随着|在|，)?(?:${words})${ENDS}`, "g"),
      message,
      accept,
      suggest,
    },
    {
      // 1920年中国共产党成立以来: the year stands right before.
      regex: new RegExp(`(?<=^|[，。；自从])${DATE}(?:${words})(?=以来|后|之后)`, "g"),
      message,
      accept,
      suggest,
    },
  ];
});

/** 遵义会议于1935年1月召开: the date between the event and its verb. */
const between = (
  [
    ["中国共产党(?:是)?于", "(?:正式)?(?:成立|诞生)", [1921, 7, null]],
    ["(?:新中国|中华人民共和国)于", "(?:正式)?(?:成立|诞生)", [1949, 10, 1]],
    ["中国人民解放军于", "(?:成立|诞生|建军)", [1927, 8, 1]],
    ["南昌起义(?:于|发生[于在]|爆发于)", "", [1927, 8, 1]],
    ["古田会议(?:于|召开于)", "", [1929, 12, null]],
    ["九一八事变(?:于|发生[于在]|爆发于)", "", [1931, 9, 18]],
    ["遵义会议(?:于|召开于)", "", [1935, 1, null]],
    ["西安事变(?:于|发生[于在]|爆发于)", "", [1936, 12, 12]],
    ["(?:卢沟桥|七七)事变(?:于|发生[于在]|爆发于)", "", [1937, 7, 7]],
    ["(?:中国)?香港(?:是)?于", "回归", [1997, 7, 1]],
    ["(?:中国)?澳门(?:是)?于", "回归", [1999, 12, 20]],
    ["西藏(?:是)?于", "和平解放", [1951, 5, 23]],
    ["(?:我国|中国)(?:是)?于", "(?:正式)?加入世(?:界)?贸(?:易)?组织", [2001, 12, 11]],
    ["汶川(?:特大)?地震(?:于|发生[于在])", "", [2008, 5, 12]],
    ["唐山(?:大)?地震(?:于|发生[于在])", "", [1976, 7, 28]],
    ["民法典》?(?:自|于)", "(?:起)?(?:正式)?(?:施行|实施)", [2021, 1, 1]],
  ] as const
).map(([before, after, [year, month, day]]): Pattern => {
  const event: PastEvent = { words: "", year, month, day };
  return {
    regex: new RegExp(`(?<=${before})${DATE}(?=${after})`, "g"),
    message: "与史实的日期不符，请核对。",
    accept: (found) => isOff(event, found),
    suggest: (found) => [dateOf(event, found)],
  };
});

export const pastDate: PatternRule = {
  id: "date-history",
  category: "date",
  title: "历史事件的日期不符",
  severity: "warning",
  fix: "suggest",
  authority: [chronicle()],
  confidence: 0.9,
  checks: ["MC-03", "MC-06"],
  scope: "pattern",
  patterns: [...happened, ...between],
  wrong: [
    { text: "⟦1949年10月2日⟧，中华人民共和国成立。", first: "1949年10月1日" },
    { text: "⟦1936年1月⟧，遵义会议召开。", first: "1935年1月" },
    { text: "⟦1999年12月30日⟧，澳门回归祖国。", first: "1999年12月20日" },
    { text: "⟦2008年5月21日⟧，四川汶川发生特大地震。", first: "2008年5月12日" },
    { text: "遵义会议于⟦1936年1月⟧召开。", first: "1935年1月" },
    { text: "⟦1922年⟧中国共产党成立以来，团结带领人民不懈奋斗。", first: "1921年" },
  ],
  right: [
    "1949年10月1日，中华人民共和国成立；1951年5月23日，西藏和平解放。",
    "2019年，中华人民共和国成立70周年庆祝活动隆重举行。",
    "2020年，面对新中国成立以来罕见的汛情，全县上下齐心协力。",
    "1935年1月，遵义会议召开；2021年，遵义会议纪念馆接待游客创新高。",
    "2018年5月12日，汶川地震十周年纪念活动举行。",
    "2022年，香港回归祖国25周年。",
  ],
};

const GAP =
  "(?:是|为|即|系|正值|恰逢|迎来|欢度)?(?:一年一度的?)?(?:第[一二三四五六七八九十\\d]{1,4}(?:个|次|届))?(?:全国|我国|中国|国际|世界)?“?";
const AROUND = "(?<!前往|调整|改|由|从|推迟)";

const days = namedDays.flatMap(([month, day, names]): Pattern[] => {
  const message = `“$<name>”是${month}月${day}日，请核对。`;
  const accept = ({ groups }: RegExpExecArray): boolean =>
    Number(groups?.month) !== month || Number(groups?.day) !== day;
  const say = (found: RegExpExecArray): string => message.replace("$<name>", found.groups?.name ?? "");
  const suggest = `${month}月${day}日`;
  return [
    {
      regex: new RegExp(
        `(?<![\\d至到—-])(?<mark>(?<month>\\d{1,2})月(?<day>\\d{1,2})[日号])${GAP}(?<name>${names})(?!前|后|来临|即将|将至|将到|期间|假期|放假|活动|主题|系列|宣传周|宣传月|周年)`,
        "g",
      ),
      message: say,
      accept,
      suggest,
    },
    {
      regex: new RegExp(
        `(?<name>${names})”?(?:是|为|定于|定在|：)(?:在)?(?:每年的?|我国的?)?${AROUND}(?<mark>(?<month>\\d{1,2})月(?<day>\\d{1,2})[日号])`,
        "g",
      ),
      message: say,
      accept,
      suggest,
    },
  ];
});

export const namedDay: PatternRule = {
  id: "date-named-day",
  category: "date",
  title: "纪念日、节日与日期不符",
  severity: "warning",
  fix: "suggest",
  authority: [calendar()],
  confidence: 0.9,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: days,
  wrong: [
    { text: "⟦3月8日⟧是植树节，干部群众义务植树。", first: "3月12日" },
    { text: "⟦11月19日⟧是全国消防日。", first: "11月9日" },
    { text: "烈士纪念日为每年⟦9月13日⟧。", first: "9月30日" },
    { text: "值此⟦9月8日⟧教师节到来之际，向全体教师致敬。", first: "9月10日" },
  ],
  right: [
    "3月12日是植树节，11月9日是全国消防日。",
    "9月8日，教师节到来之际，县领导走访慰问教师。",
    "12月4日是第十三个国家宪法日，12月1日是世界艾滋病日。",
    "9月9日教师节前夕，全县召开表彰大会。",
    "烈士纪念日为每年9月30日。",
  ],
};
