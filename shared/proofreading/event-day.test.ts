import { describe, expect, it } from "vitest";
import { emptyMetadata } from "../model/metadata";
import { datesIn, documentSpan, eventDay, isExcused, standing } from "./event-day";

const today = "2026-11-22";
const context = { metadata: null, today };
const spans = (text: string) => datesIn(text).map(({ from, to }) => `${from} ${to}`);
const dayAt = (text: string, name: string) => {
  const { from, to, basis } = eventDay(text, text.indexOf(name), context);
  return [from, to, basis];
};

describe("datesIn", () => {
  it.each([
    ["2015年3月5日", "2015-03-05 2015-03-05"],
    ["2015年3月", "2015-03-01 2015-03-31"],
    ["2015年", "2015-01-01 2015-12-31"],
    ["二〇一五年三月五日", "2015-03-05 2015-03-05"],
    ["二○二三年十二月二十一日", "2023-12-21 2023-12-21"],
    ["2015—2017年", "2015-01-01 2017-12-31"],
    ["2010年至2015年6月", "2010-01-01 2015-06-31"],
    ["1998.03—2002.06", "1998-03-01 2002-06-31"],
    ["2021-05-06", "2021-05-06 2021-05-06"],
    ["上世纪90年代末", "1990-01-01 1999-12-31"],
    ["“十三五”期间", "2016-01-01 2020-12-31"],
    ["2019年以来", "2019-01-01 9999-12-31"],
    ["2015年以前", "0000-01-01 2015-12-31"],
    ["2015年前三季度", "2015-01-01 2015-12-31"],
  ])("reads %s as an interval", (text, span) => {
    expect(spans(text)).toEqual([span]);
  });

  it.each(["《2015年工作要点》", "版本3.12.5", "电话2015123", "国办发〔2017〕47号", "增长20.15%"])(
    "finds no date in %s",
    (text) => {
      expect(spans(text)).toEqual([]);
    },
  );
});

describe("eventDay (R11)", () => {
  it("prefers the date before the name in its sentence, then the one behind it, then the paragraph's", () => {
    expect(dayAt("2012年甲局成立，2015年乙局撤销。", "乙局")).toEqual(["2015-01-01", "2015-12-31", "sentence"]);
    expect(dayAt("甲局2012年成立。", "甲局")).toEqual(["2012-01-01", "2012-12-31", "sentence"]);
    expect(dayAt("2012年的事。甲局负责。", "甲局")).toEqual(["2012-01-01", "2012-12-31", "paragraph"]);
  });

  it("takes the year of a document number that is not merely cited", () => {
    expect(dayAt("国办发〔2017〕47号文件明确，甲局负责。", "甲局")[0]).toBe("2017-01-01");
    expect(dayAt("根据《意见》（国发〔2016〕2号）要求，甲局负责。", "甲局")[2]).toBe("today");
    expect(dayAt("经甲局《通知》（工商〔2017〕3号）批准", "甲局")[0]).toBe("2017-01-01");
  });

  it("falls back to the document's own day, its metadata and today, in this order", () => {
    const metadata = { ...emptyMetadata, documentNumber: "某政发〔2014〕3号", generatedOn: "2013-05-06" };
    const own = { from: "2016-01-01", to: "2016-12-31" };
    expect(eventDay("甲局", 0, { metadata, today, own }).from).toBe("2016-01-01");
    expect(eventDay("甲局", 0, { metadata, today }).from).toBe("2014-01-01");
    expect(eventDay("甲局", 0, { metadata: { ...metadata, documentNumber: "" }, today }).from).toBe("2013-05-06");
    expect(eventDay("甲局", 0, { metadata: null, today })).toEqual({ from: today, to: today, basis: "today" });
  });

  it("reads a document's day from its date line, number, head and dated title only", () => {
    expect(documentSpan("body", "2016年3月5日")?.from).toBe("2016-03-05");
    expect(documentSpan("body", "（2016年3月5日某市第十六届人民代表大会通过）")?.from).toBe("2016-03-05");
    expect(documentSpan("body", "某政办发〔2016〕12号")?.from).toBe("2016-01-01");
    expect(documentSpan("title", "2016年政府工作报告")?.to).toBe("2016-12-31");
    expect(documentSpan("body", "2016年3月5日，某局召开会议。")).toBeNull();
    expect(documentSpan("attachment", "2016年3月5日")).toBeNull();
  });
});

describe("isExcused and standing", () => {
  it.each([
    "原甲局",
    "原市甲局",
    "时任甲局局长",
    "乙局前身为甲局",
    "甲局更名为乙局",
    "撤销甲局",
    "不再保留甲局",
    "甲局的职责划入乙局",
    "将甲局、丙局整合，组建乙局",
    "甲局（现乙局）",
    "他曾在甲局工作",
    "原《甲局》",
  ])("lets %s pass", (text) => {
    const start = text.indexOf("甲局");
    expect(isExcused(text, start, start + 2)).toBe(true);
  });

  it.each(["请到甲局办理", "甲局负责牵头", "2024年，甲局印发通知"])("does not excuse %s", (text) => {
    const start = text.indexOf("甲局");
    expect(isExcused(text, start, start + 2)).toBe(false);
  });

  it("calls a name past or early only when no day of the event lies in its validity", () => {
    const name = { from: "2003-03-01", until: "2018-06-01" };
    expect(standing(name, { from: "2018-01-01", to: "2018-12-31" })).toBe("valid");
    expect(standing(name, { from: "2018-06-01", to: "2018-06-30" })).toBe("past");
    expect(standing(name, { from: "2002-01-01", to: "2002-12-31" })).toBe("early");
    expect(standing({}, { from: today, to: today })).toBe("valid");
  });
});
