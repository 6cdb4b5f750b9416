/** The folder an administrator fills to the draft of a pack. All mistakes are told at once. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LexiconPart } from "../shared/proofreading/packs/lexicon-schema";
import type { PackDraft } from "../shared/proofreading/packs/pack-file";
import { day, id } from "../shared/schema";
import { type Complain, readLeaders, readLines, readNames, readRules, readTerms, readTests } from "./pack-tables";
import { decodeText } from "./read-text";

/** Mistakes in the folder, one Chinese line each. */
export class FolderFaults extends Error {
  override readonly name = "FolderFaults";
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

const settings = z.strictObject({
  id,
  name: z.string().min(1).max(100),
  version: z.number().int().positive(),
  expiresOn: day.nullable(),
  staleAfterDays: z.number().int().positive().max(3_650),
  rollback: z.boolean(),
});

const fields: Readonly<Record<string, string>> = {
  id: "id：字母、数字和短横，如 luan-leaders",
  name: "name：词库名称",
  version: "version：正整数，每次签发加一",
  expiresOn: "expiresOn：日期 2027-03-31，或 null",
  staleAfterDays: "staleAfterDays：1 至 3650 的整数",
  rollback: "rollback：true 或 false",
};

/** @throws FolderFaults with every mistake in the folder */
export function readFolder(folder: string, issuedAt: string): PackDraft {
  const reader = new FolderReader(folder);
  const manifest = reader.settings();
  const terms = reader.table("terms.csv", readTerms, {});
  const leaders = reader.table("leaders.csv", readLeaders, []);
  const { organs, regions, laws } = reader.table("names.csv", readNames, { organs: [], regions: [], laws: [] });
  const allowed = (reader.text("allowed.txt") === null ? [] : readLines(reader.text("allowed.txt") ?? "")).map(
    ({ words }) => words,
  );
  const patterns = reader.table("rules.csv", readRules, []);
  const tests = reader.table("tests.txt", readTests, []);
  if (tests.length === 0) reader.fault("tests.txt", 1, "至少写一条自检");
  const sources = reader.sources();
  if (manifest === null || reader.faults.length > 0) throw new FolderFaults(reader.faults);
  const lexicon = withoutEmpty({ terms, leaders, organs, regions, laws, allowed, sources });
  return { manifest: { ...manifest, issuedAt }, lexicon, patterns, tests, model: null };
}

/** A part that nobody filled is left out: a pack carries what it is for. */
function withoutEmpty(lexicon: LexiconPart): LexiconPart {
  return Object.fromEntries(Object.entries(lexicon).filter(([, part]) => Object.keys(part).length > 0));
}

class FolderReader {
  readonly faults: string[] = [];
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  fault(file: string, line: number, words: string): void {
    this.faults.push(`${file} 第 ${line} 行：${words}`);
  }

  /** The text of a file in UTF-8, UTF-16 or GBK; null when it is not there. */
  text(file: string): string | null {
    try {
      return decodeText(readFileSync(join(this.folder, file)));
    } catch (error) {
      if (!isMissing(error)) this.faults.push(`${file}：${error instanceof Error ? error.message : "无法读取"}`);
      return null;
    }
  }

  table<T>(file: string, read: (text: string, complain: Complain) => T, none: T): T {
    const text = this.text(file);
    return text === null ? none : read(text, (line, words) => this.fault(file, line, words));
  }

  settings(): z.infer<typeof settings> | null {
    const text = this.text("pack.json");
    if (text === null) {
      if (this.faults.length === 0) this.faults.push("pack.json：没有这个文件，请先用 new 建立词库文件夹");
      return null;
    }
    const parsed = settings.safeParse(json(text.replace(/^\s*\/\/.*$/gm, "")));
    if (parsed.success) return parsed.data;
    for (const { path } of parsed.error.issues)
      this.faults.push(`pack.json：${fields[String(path[0] ?? "")] ?? "不是约定的格式，或有多余的项目"}`);
    return null;
  }

  /** Each text file is a source whose title is the file's name. */
  sources(): NonNullable<LexiconPart["sources"]> {
    return namesIn(join(this.folder, "sources")).flatMap((name) => {
      const text =
        this.text(join("sources", name))
          ?.replace(/^\uFEFF/, "")
          .trim() ?? "";
      if (text.length >= 8) return [{ title: name.replace(/\.txt$/i, ""), text }];
      this.faults.push(`sources/${name}：不足八个字，无法用来核对引文`);
      return [];
    });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.txt$/i.test(name))
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is nothing the schema knows: it says so.
    return null;
  }
}
