/** In which sentence of its block something is told: what is told twice in one sentence is told of two things. */
import { unitTable } from "../../characters";

const STOPS = unitTable("。！？；");

/** Of the text that was asked about last, up to where: a text is asked about from its beginning to its end. */
let last = { text: "", at: 0, sentence: 1 };

/** The sentences of a text are numbered from 1. */
export function sentenceAt(text: string, at: number): number {
  if (last.text !== text || last.at > at) last = { text, at: 0, sentence: 1 };
  for (; last.at < at; last.at += 1) if (STOPS[text.charCodeAt(last.at)] === 1) last.sentence += 1;
  return last.sentence;
}
