/** How long the machine pass takes on documents of growing size. */
import { contentOf } from "../shared/model/content";
import { emptyMetadata } from "../shared/model/metadata";
import { documentFromText } from "../shared/model/plain-text";
import { builtinPacks } from "../shared/proofreading/packs/index";
import { proofread } from "../shared/proofreading/run";
import { secrecyMarks } from "../shared/proofreading/secrecy";
import type { Figure } from "./figure";

const line = "各县（市、区）人民政府要按照《中华人民共和国政府信息公开条例》规定，落实“三审三校”制度，确保内容准确。\n";
const options = { today: "2026-06-18", at: "2026-06-18T02:00:00.000Z", packs: builtinPacks };

export function proofreading(): Figure[] {
  const pass = (characters: number): Figure => {
    const { document } = documentFromText(line.repeat(Math.ceil(characters / line.length)));
    const content = contentOf(document, emptyMetadata);
    return { name: `machine pass, ${characters} characters`, runs: 9, work: () => proofread(content, options) };
  };
  const long = line.repeat(33_000);
  return [pass(10_000), pass(100_000), { name: "secrecy scan, 5 MB", runs: 9, work: () => secrecyMarks(long) }];
}
