/** A whole review played with real keys, for tests of the evidence pack: text, machine pass, signatures, receipts. */
import type { TraceRun } from "../../shared/audit/trace";
import { sameBytes, toBase64, utf8 } from "../../shared/bytes";
import { canonicalBytes, canonicalJson } from "../../shared/canonical";
import { digestOf, digestOfJson } from "../../shared/digest";
import { type Content, contentHash } from "../../shared/model/content";
import type { Actor } from "../../shared/model/person";
import { type Ledger, ledgerHash } from "../../shared/proofreading/ledger";
import { proofSheet } from "../../shared/publication/page";
import { signDetached } from "../../shared/trust/cms";
import { readCrl } from "../../shared/trust/crl";
import { headOf } from "../../shared/trust/history-chain";
import type { KeyKind } from "../../shared/trust/key-kind";
import { type PackParts, writePack } from "../../shared/trust/pack";
import type { Receipt, SignedDocument, SignedReceipt, StampedReceipt } from "../../shared/trust/receipt";
import type { SignedStatement, Statement } from "../../shared/trust/statement";
import { readCertificate } from "../../shared/trust/x509";
import type { Action, HistoryEntry } from "../../shared/workflow/history";
import type { Profile } from "../../shared/workflow/profile";
import { profiles } from "../../shared/workflow/profiles/index";
import { trace } from "../../shared/workflow/replay";
import { responsibilityOf } from "../../shared/workflow/responsibility";
import { proposeReturn, proposeSign } from "../../shared/workflow/testing/proposals";
import { type CityAuthority, foundCity, type IssuedKey, type PersonOrder } from "../demo-authority";
import { auditTrail } from "./audit-trail";
import { article, ledgerAbout, person } from "./manuscript";

export const founded = new Date("2026-11-02T00:00:00.000Z");
export interface ReviewOrder {
  /** Kinds of key in the city; people hold the first unless `kindOf` says otherwise. */
  readonly kinds: readonly [KeyKind, ...KeyKind[]];
  readonly kindOf: (personId: string) => KeyKind | undefined;
  readonly intermediate: boolean;
}

const plain: ReviewOrder = { kinds: ["rsa"], kindOf: () => undefined, intermediate: false };

type Signed = Extract<Action, { kind: "sign" | "return" }>;

export class Review {
  readonly city: CityAuthority;
  readonly profile: Profile;
  readonly profileDocument: SignedDocument;
  history: HistoryEntry[] = [];
  statements: SignedStatement[] = [];
  receipts: SignedReceipt[] = [];
  ledgers: Ledger[] = [];
  contents: Content[] = [];
  /** What the platform of this story judges by; a test may put others here. */
  crls: readonly Uint8Array[];
  ocsp: readonly Uint8Array[] = [];
  /** Time between signing and arrival: minutes for the connected, days for those who were not. */
  delay = 0;
  /** Makes the CMS file; a test may write another shape. */
  sign: (content: Uint8Array, key: IssuedKey, at: string) => Promise<Uint8Array> = (content, { signer }, at) =>
    signDetached(content, signer, at);
  readonly #kindOf: ReviewOrder["kindOf"];
  readonly #keys = new Map<string, IssuedKey>();
  readonly #used = new Map<string, { readonly kind: "crls" | "ocsp"; readonly bytes: Uint8Array }>();
  #minutes = 0;

  private constructor(city: CityAuthority, profile: Profile, more: Pick<Review, "profileDocument"> & ReviewOrder) {
    this.city = city;
    this.profile = profile;
    this.profileDocument = more.profileDocument;
    this.#kindOf = more.kindOf;
    this.crls = city.crls(founded);
  }

  static async begin(site: "luan" | "tongnan", wanted: Partial<ReviewOrder> = {}): Promise<Review> {
    const order = { ...plain, ...wanted };
    const profile = profiles[site];
    const city = await foundCity({ site, name: profile.name, at: founded, ...order });
    const document = canonicalJson(profile);
    const signature = toBase64(await signDetached(utf8(document), city.profileKey.signer, founded));
    return new Review(city, profile, { ...order, profileDocument: { document, signature } });
  }

  get content(): Content {
    const last = this.contents.at(-1);
    if (last === undefined) throw new Error("nothing written yet");
    return last;
  }

  async keyOf(actor: Actor): Promise<IssuedKey> {
    const known = this.#keys.get(actor.personId);
    const key = known ?? (await this.city.issuePerson(this.#order(actor)));
    this.#keys.set(actor.personId, key);
    return key;
  }

  #order({ personId, name }: Actor): PersonOrder {
    const kind = this.#kindOf(personId);
    return { name, unitName: "市政府办公室", ...(kind === undefined ? {} : { kind }) };
  }

  async writes(actor: Actor, content: Content): Promise<this> {
    const { contentHash: parent, revision } = this.#course;
    const hash = contentHash(content);
    this.contents.push(content);
    const { itemType, important } = content.metadata;
    this.#add(actor, { kind: "edit", contentHash: hash, parent, revision: revision + 1, itemType, important });
    await this.#receipt({ event: "revision", contentHash: hash });
    const ledger = ledgerAbout(hash, actor, this.#now());
    this.ledgers.push(ledger);
    const undecided = { block: 0, error: 0, warning: 0 };
    this.#add(actor, {
      kind: "machine-pass",
      contentHash: hash,
      ledgerHash: ledgerHash(ledger),
      undecided,
      ignoredBlocks: 0,
    });
    return this;
  }

  /** `change` spoils the statement before it is signed; `by` lends another key. */
  async signs(actor: Actor, change: Partial<Statement> = {}, by?: IssuedKey): Promise<this> {
    const step = this.profile.review.steps.find(({ id }) => id === this.#course.next);
    if (step?.layout === true && this.#course.layoutHash === null) this.lays(actor);
    return this.#decides(actor, { propose: proposeSign, change, by });
  }

  async returns(actor: Actor): Promise<this> {
    return this.#decides(actor, { propose: proposeReturn, change: {}, by: undefined });
  }

  async #decides(
    actor: Actor,
    input: {
      propose: typeof proposeSign | typeof proposeReturn;
      change: Partial<Statement>;
      by: IssuedKey | undefined;
    },
  ): Promise<this> {
    const key = input.by ?? (await this.keyOf(actor));
    const action = input.propose({ actor, course: this.#course, profile: this.profile, number: 1 });
    if (action.kind !== "sign" && action.kind !== "return") throw new Error("a decision is proposed");
    const statement = { ...this.#statement(actor, action, digestOf(key.certificate)), ...input.change };
    const bytes = canonicalBytes(statement);
    const signature = await this.sign(bytes, key, statement.signedAt);
    this.statements.push({ statement: canonicalJson(statement), signature: toBase64(signature) });
    this.#minutes += this.delay;
    this.#add(actor, { ...action, statementHash: digestOf(bytes) });
    await this.#receipt({
      event: "review",
      contentHash: action.contentHash,
      statementHash: digestOf(bytes),
      signatureHash: digestOf(signature),
      revocation: this.#judgedBy(key),
    });
    return this;
  }

  /** What a platform relies on: lists of the authorities above the key. The pack will carry what receipts name. */
  #judgedBy({ signer }: IssuedKey): string[] {
    const issuers = signer.chain.map((der) => readCertificate(der).issuer.raw);
    const lists = this.crls.filter((der) => issuers.some((issuer) => sameBytes(issuer, readCrl(der).issuer)));
    const files = [
      ...lists.map((bytes) => ({ kind: "crls", bytes }) as const),
      ...this.ocsp.map((bytes) => ({ kind: "ocsp", bytes }) as const),
    ];
    for (const file of files) this.#used.set(digestOf(file.bytes), file);
    return files.map(({ bytes }) => digestOf(bytes)).sort();
  }

  lays(actor: Actor): void {
    const { layoutHash } = proofSheet(this.content, this.profile);
    this.#add(actor, { kind: "layout", contentHash: contentHash(this.content), layoutHash });
  }

  async releases(actor: Actor): Promise<this> {
    for (const kind of ["ingest", "publish"] as const) {
      const about = { contentHash: contentHash(this.content), repoId: "repo-1" };
      this.#add(actor, { kind, ...about });
      await this.#receipt({ event: kind, ...about });
    }
    return this;
  }

  parts(): Omit<PackParts, "audit"> {
    const signed = new Set(this.statements.map(({ statement }) => String(JSON.parse(statement).contentHash)));
    const current = contentHash(this.content);
    const layout = this.history.some(({ action }) => action.kind === "layout");
    return {
      site: this.profile.id,
      itemId: "item-1",
      content: this.content,
      revisions: this.contents.filter((item) => contentHash(item) !== current && signed.has(contentHash(item))),
      proof: layout ? proofSheet(this.content, this.profile).html : null,
      ledgers: this.ledgers,
      history: this.history,
      responsibility: responsibilityOf({
        history: this.history,
        profile: this.profile,
        writer: this.content.metadata.writer,
        unit: "市政府办公室",
      }),
      statements: this.statements,
      receipts: this.receipts,
      profile: this.profileDocument,
      revocation: { crls: this.#files("crls"), ocsp: this.#files("ocsp") },
    };
  }

  #files(wanted: "crls" | "ocsp"): Uint8Array[] {
    return [...this.#used.values()].flatMap(({ kind, bytes }) => (kind === wanted ? [bytes] : []));
  }

  async pack(change: Partial<PackParts> = {}): Promise<Uint8Array> {
    const parts = { ...this.parts(), audit: await this.audit() };
    return writePack({ ...parts, ...change }, this.city.receiptKey.signer, this.#now());
  }

  audit(): Promise<TraceRun[]> {
    const { history, receipts, profile, city } = this;
    return auditTrail({ history, receipts, site: profile.id, signer: city.receiptKey.signer });
  }

  async signReceipt(receipt: Receipt, by = this.city.receiptKey): Promise<SignedReceipt> {
    const signature = await signDetached(canonicalBytes(receipt), by.signer, receipt.at);
    return { receipt: canonicalJson(receipt), signature: toBase64(signature) };
  }

  get #course() {
    return trace(this.history, this.profile);
  }

  #now(): string {
    return new Date(founded.getTime() + this.#minutes * 60_000).toISOString();
  }

  #add(actor: Actor, action: Action): void {
    this.#minutes += 1;
    this.history.push({ seq: this.history.length, at: this.#now(), actor, action });
  }

  async #receipt(about: Partial<StampedReceipt> & Pick<Receipt, "event" | "contentHash">): Promise<void> {
    const value: StampedReceipt = {
      type: "caibian-receipt/2",
      site: this.profile.id,
      itemId: "item-1",
      operationId: `op-${this.receipts.length + 1}`,
      at: this.#now(),
      statementHash: null,
      repoId: null,
      signatureHash: null,
      historyHead: headOf(this.history),
      revocation: [],
      ...about,
    };
    this.receipts.push(await this.signReceipt(value));
  }

  #statement(actor: Actor, action: Signed, certificate: string): Statement {
    const { id, version } = this.profile;
    const approves = action.kind === "sign";
    const ledger = this.ledgers.at(-1);
    return {
      type: "caibian-review/1",
      site: id,
      itemId: "item-1",
      revision: this.#course.revision,
      title: this.content.document.title,
      contentHash: action.contentHash,
      layoutHash: approves ? action.layoutHash : null,
      step: action.step,
      stepName: this.profile.review.steps.find((step) => step.id === action.step)?.name ?? "",
      decision: approves ? "approve" : "return",
      category: approves ? null : action.category,
      note: approves ? action.note : action.text,
      gates: approves ? action.gates : [],
      checks: approves ? action.checks : [],
      ledgerHash: approves ? action.ledgerHash : ledger === undefined ? "" : ledgerHash(ledger),
      previousStatement: this.#course.lastStatementHash,
      signer: {
        personId: actor.personId,
        accountId: actor.accountId,
        name: actor.name,
        role: action.role,
        certificate,
      },
      profile: { id, version, hash: digestOfJson(this.profile) },
      nonce: `nonce-${String(this.statements.length + 1).padStart(20, "0")}`,
      signedAt: this.#now(),
    };
  }
}

/** 六安: 初审 复审 终审, then published. */
export async function luanReview(text = "自2026年12月1日起，政务服务大厅每周六上午照常办公。"): Promise<Review> {
  const review = await (await Review.begin("luan")).writes(person("wang", "编辑员"), article(text));
  await review.signs(person("zhao", "编辑员"));
  await review.signs(person("sun", "审核员"));
  await review.signs(person("wu", "相关负责人"));
  return review.releases(person("zheng", "发布员"));
}
