/** Signs that a character belongs to a name, where odd characters are right. */
import type { Segment } from "./segment";
import { isHan, UNKNOWN } from "./tokens";

const unitsOf = (text: string): ReadonlySet<number> => new Set([...text].map((char) => char.charCodeAt(0)));

const SURNAMES = unitsOf(
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤",
);
const PLACE_ENDS = unitsOf("省市县区镇乡村州旗路街盟寨屯庄桥湖山河江港湾岛寺庙宫");

const DIGIT = 0x30;
const LATIN = 0x41;
/** Characters after which the end of a place name is looked for. */
const PLACE_REACH = 3;

/** 0 nothing, 1 ideograph, 2 digits, 3 letters, 4 mark, 5 ideograph the model does not know. */
export function neighbourKind(segment: Segment, place: number): number {
  if (place < 0 || place >= segment.length) return 0;
  const unit = segment.units[place] ?? 0;
  if (isHan(unit)) return segment.ids[place] === UNKNOWN ? 5 : 1;
  return unit === DIGIT ? 2 : unit === LATIN ? 3 : 4;
}

/** 1 when the character is a surname itself, 2 and 3 when one stands one or two before it. */
export function surnameBefore(segment: Segment, place: number): number {
  for (let back = 0; back <= 2 && back <= place; back += 1) {
    const unit = segment.units[place - back] ?? 0;
    if (!isHan(unit)) return 0;
    if (SURNAMES.has(unit)) return back + 1;
  }
  return 0;
}

/** How far on a place name may end, 0 when none does. */
export function placeAfter(segment: Segment, place: number): number {
  for (let on = 0; on <= PLACE_REACH && place + on < segment.length; on += 1) {
    const unit = segment.units[place + on] ?? 0;
    if (!isHan(unit)) return 0;
    if (PLACE_ENDS.has(unit)) return on + 1;
  }
  return 0;
}
