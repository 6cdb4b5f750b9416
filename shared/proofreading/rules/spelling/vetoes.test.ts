import { describe, expect, it } from "vitest";
import { countIn, isOwnWord, wordingOf } from "./occurrences";
import {
  inDocumentNumber,
  inForeignName,
  inMoneyWords,
  inOwnOrgan,
  inParallelList,
  inPersonName,
  inPlaceName,
  inTitle,
  isEcho,
  type Place,
} from "./vetoes";

/** The slip is what stands between the brackets ⟦⟧. */
function place(marked: string): Place {
  const start = marked.indexOf("⟦");
  const end = marked.indexOf("⟧") - 1;
  return { text: marked.replace(/[⟦⟧]/g, ""), slip: { start, end, right: "某", odds: 5 } };
}

describe("what excuses an odd character", () => {
  it.each([
    ["money in capitals", "中标价为人民币⟦叁拾⟧贰万元整", inMoneyWords, true],
    ["the short name of an organ before the year", "根据皖⟦政⟧办〔2015〕12号要求", inDocumentNumber, true],
    ["the same with square brackets", "根据川办⟦发⟧[2021]3号要求", inDocumentNumber, true],
    ["text inside the brackets", "根据川办发〔2⟦零⟧21〕3号要求", inDocumentNumber, true],
    ["but not a year in the sentence", "统⟦畴⟧推进2015年工作", inDocumentNumber, false],
    ["but not what stands long before", "加快建设大数⟦局⟧产业平台的通知（2015）号", inDocumentNumber, false],
    ["a given name behind a post", "市长王建⟦骅⟧主持会议", inPersonName, true],
    ["a name of two characters in a list", "出席人员：李⟦垚⟧、张强", inPersonName, true],
    ["a name alone on its line", "陈⟦淦⟧", inPersonName, true],
    ["but not a word that begins like a surname", "全面落实高质⟦凉⟧发展要求", inPersonName, false],
    ["the place that speaks", "今年我⟦县⟧食品安全工作", inOwnOrgan, true],
    ["a county the model never read of", "由青⟦禾⟧县人民政府印发", inPlaceName, true],
    ["but no word that happens to stand before 村", "建设美丽⟦向⟧村", inPlaceName, false],
    ["but not beyond the three characters", "书记王建华⟦住⟧持会议", inPersonName, false],
    ["the last character of items alike", "树立政治观、法律⟦观⟧、大局观", inParallelList, true],
    ["the first character of items alike", "做到⟦以⟧训促建、以赛促练", inParallelList, true],
    ["but not of items unlike", "负责统⟦畴⟧、协调、监督", inParallelList, false],
    ["but not in a sentence without a list", "树立法律⟦观⟧和大局观", inParallelList, false],
    ["a foreign name", "主任⟦基⟧斯坦诺夫说", inForeignName, true],
    ["but no word of one such sound", "加快⟦基⟧层治理", inForeignName, false],
    ["what the sentence says twice", "财政再紧，没有⟦紧⟧过教育", isEcho, true],
    ["but no word that every sentence has", "财政的收入⟦的⟧去年", isEcho, false],
    ["a title", "印发《关于大数⟦局⟧发展的意见》的通知", inTitle, true],
    ["but not beside one", "印发《意见》并大数⟦局⟧发展", inTitle, false],
  ] as const)("%s: %s", (_, marked, veto, expected) => {
    expect(veto(place(marked))).toBe(expected);
  });
});

describe("what the document says about a slip", () => {
  const slip = { start: 2, end: 3, right: "据", odds: 3, word: { start: 0, end: 3 } };

  it("takes the word the slip is in, else its neighbour", () => {
    expect(wordingOf("大数局平台", slip)).toEqual({ wrong: "大数局", right: "大数据" });
    expect(wordingOf("帮夫队", { start: 1, end: 2, right: "扶", odds: 3 })).toEqual({ wrong: "帮夫", right: "帮扶" });
    expect(wordingOf("，夫队", { start: 1, end: 2, right: "扶", odds: 3 })).toEqual({ wrong: "夫队", right: "扶队" });
    expect(wordingOf("夫", { start: 0, end: 1, right: "扶", odds: 3 })).toBeNull();
  });

  it("counts what does not overlap and stops when it has enough", () => {
    expect(countIn(["局局局", "局局"], "局局", 9)).toBe(2);
    expect(countIn(["甲甲甲甲"], "甲", 3)).toBe(3);
  });

  it("lets the writer's own word stand, unless it is written right elsewhere", () => {
    const wording = { wrong: "大数局", right: "大数据" };
    expect(isOwnWord(["大数局", "大数局和大数局"], wording)).toBe(true);
    expect(isOwnWord(["大数局", "大数局和大数局", "大数据"], wording)).toBe(false);
    expect(isOwnWord(["大数局", "大数局"], wording)).toBe(false);
  });
});
