/** What each source said last, judged: documents to go by, and what was refused. Reads and keeps; decides nothing itself. */
import { nodeDocumentCheck } from "../../node/document-check";
import { utf8 } from "../../shared/bytes";
import { AppError, type Failure } from "../../shared/failure";
import type { PushedDocument } from "../../shared/http/policy";
import type { BuildIdentity } from "../../shared/model/build-identity";
import { type AcceptedPolicy, judgePolicy, type PolicyTrust, type PolicyVerdict } from "../../shared/policy/judge";
import { levelNames, type PolicyLevel } from "../../shared/policy/key-row";
import type { LevelDocument } from "../../shared/policy/resolve";
import { writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { readSigned } from "./file-source";
import { issueOf, type PolicyState, readState, unitFile, writeState } from "./policy-state";
import type { PolicySource } from "./source";

export interface PolicyBookOptions {
  readonly fs: FileSystem;
  /** The workstation's own folder for what it remembers of policies. */
  readonly folder: string;
  readonly identity: Pick<BuildIdentity, "locked" | "policyKeys">;
  /** Several for the machine: the first that is there is its policy. */
  readonly sources: readonly PolicySource[];
}

interface Page {
  readonly place: string;
  readonly policy: AcceptedPolicy | null;
  readonly trouble: Failure | null;
}

const UNIT_PLACE = "平台下发";

export class PolicyBook {
  readonly #options: PolicyBookOptions;
  readonly #pages = new Map<PolicyLevel, Page>();
  #state: PolicyState;

  private constructor(options: PolicyBookOptions, state: PolicyState) {
    this.#options = options;
    this.#state = state;
  }

  /** @throws AppError when the machine's own policy is absent, unreadable, refused or older than the last one */
  static async open(options: PolicyBookOptions): Promise<PolicyBook> {
    const { fs, folder } = options;
    await fs.makeFolder(folder);
    const book = new PolicyBook(options, await readState(fs, folder));
    await book.#readMachine();
    const { policy, trouble } = book.#page("machine");
    if (policy === null) throw new AppError(trouble?.code ?? "E_POLICY_ABSENT", trouble?.detail ?? "");
    await book.readAll();
    if (book.#state.site !== null) await book.openSite(book.#state.site);
    return book;
  }

  readonly sources = (): readonly PolicySource[] => this.#options.sources;

  readonly documents = (): readonly LevelDocument[] =>
    [...this.#pages].flatMap(([level, { place, policy }]) =>
      policy === null ? [] : [{ level, place, values: policy.values }],
    );

  readonly troubles = (): readonly Failure[] =>
    [...this.#pages.values()].flatMap(({ trouble }) => (trouble === null ? [] : [trouble]));

  /** Where the machine's policy lies: what it names relatively lies beside it. */
  readonly machinePlace = (): string => this.#page("machine").place;

  /** The machine's policy in force: what workstations report of it. */
  readonly machineIssue = (): Pick<AcceptedPolicy, "serial" | "hash"> | null => this.#page("machine").policy;

  readonly unitHash = (site: string): string | null =>
    this.#state.site === site ? (this.#page("unit").policy?.hash ?? null) : null;

  readonly readAll = async (): Promise<void> => {
    await this.#readMachine();
    for (const source of this.#options.sources) {
      if (source.level === "machine") continue;
      const { level, location } = source;
      this.#write(level, location, judgePolicy(await source.read(), this.#trust(level, location)));
    }
  };

  readonly openSite = async (site: string): Promise<void> => {
    if (this.#state.site !== site) await this.#remember({ ...this.#state, site });
    this.#pages.delete("unit");
    const found = await readSigned(this.#options.fs, unitFile(this.#options.folder, site));
    const plain = found.kind === "found" && found.signature === "" ? { ...found, signature: null } : found;
    this.#write("unit", UNIT_PLACE, judgePolicy(plain, this.#trust("unit", UNIT_PLACE, site)));
  };

  readonly takeUnit = async (site: string, { document, signature }: PushedDocument): Promise<void> => {
    const { fs, folder } = this.#options;
    if (this.#state.site !== site) await this.openSite(site);
    const found = { kind: "found", document: utf8(document), signature } as const;
    const verdict = judgePolicy(found, this.#trust("unit", UNIT_PLACE, site));
    this.#write("unit", UNIT_PLACE, verdict);
    if (verdict.kind !== "accepted") return;
    const { serial, hash } = verdict.policy;
    const path = unitFile(folder, site);
    await writeDurable(fs, path, document);
    await writeDurable(fs, `${path}.sig`, signature ?? "");
    const issue = issueOf(serial, hash);
    if (issue !== null) await this.#remember({ ...this.#state, units: { ...this.#state.units, [site]: issue } });
  };

  async #readMachine(): Promise<void> {
    for (const source of this.#options.sources) {
      if (source.level !== "machine") continue;
      const found = await source.read();
      if (found.kind === "absent") continue;
      const verdict = judgePolicy(found, this.#trust("machine", source.location));
      this.#write("machine", source.location, verdict);
      if (verdict.kind === "accepted") await this.#rememberMachine(verdict.policy);
      return;
    }
    const places = this.#options.sources.filter(({ level }) => level === "machine").map(({ location }) => location);
    const place = places.join("、");
    const trouble: Failure = { code: "E_POLICY_ABSENT", detail: place };
    this.#pages.set("machine", { ...(this.#pages.get("machine") ?? { place, policy: null }), trouble });
  }

  async #rememberMachine({ serial, hash }: AcceptedPolicy): Promise<void> {
    const machine = issueOf(serial, hash);
    const known = this.#state.machine;
    if (machine === null || (known?.serial === machine.serial && known.hash === machine.hash)) return;
    await this.#remember({ ...this.#state, machine });
  }

  /** Absent clears, down to the floor; unreadable and refused keep what was known, and say so. */
  #write(level: PolicyLevel, place: string, verdict: PolicyVerdict): void {
    const known = this.#pages.get(level)?.policy ?? null;
    switch (verdict.kind) {
      case "absent":
        this.#pages.delete(level);
        return;
      case "accepted":
        this.#pages.set(level, { place, policy: verdict.policy, trouble: null });
        return;
      case "refused": {
        const detail = `${levelNames[level]}，${verdict.detail}`;
        this.#pages.set(level, { place, policy: known, trouble: { code: verdict.code, detail } });
      }
    }
  }

  #page(level: PolicyLevel): Page {
    return this.#pages.get(level) ?? { place: "", policy: null, trouble: null };
  }

  #trust(level: PolicyLevel, place: string, site: string | null = null): PolicyTrust {
    const { identity } = this.#options;
    const accepted = level === "machine" ? this.#state.machine : (this.#state.units[site ?? ""] ?? null);
    const common = { level, place, site, keys: identity.policyKeys, check: nodeDocumentCheck, accepted };
    if (level === "group" || level === "user") return { ...common, demand: "open" };
    if (identity.locked) return { ...common, demand: "signed" };
    const isDemo = level === "machine" || this.#page("machine").policy?.values.demo === true;
    return { ...common, demand: isDemo ? "demo" : "signed" };
  }

  async #remember(state: PolicyState): Promise<void> {
    this.#state = state;
    await writeState(this.#options.fs, this.#options.folder, state);
  }
}
