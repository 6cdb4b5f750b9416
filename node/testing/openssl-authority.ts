/** An authority run by OpenSSL in a folder, of any kind of key: what it issues shows that ours reads others' files. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { KeyKind } from "../../shared/trust/key-kind";
import { openssl } from "./openssl";

export interface OpensslOrder {
  /** Names the key and the files; also the common name. */
  readonly name: string;
  /** Lines of an OpenSSL extension section. */
  readonly extensions: string;
  readonly issuer?: string;
  readonly from?: Date;
  readonly until?: Date;
}

interface CrlOrder {
  readonly from?: Date;
  readonly until?: Date;
  /** A list of users' certificates alone, or of the changes since the last list. */
  readonly only?: "users" | "changes";
}

/** ID of the signer inside ZA, which OpenSSL must be told in each place. */
const ID = "distid:1234567812345678";
const DAY = 86_400_000;

export const usages = {
  ca: "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign",
  person: "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation",
  responder: "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning",
} as const;

export class OpensslAuthority {
  readonly #folder: string;
  readonly #kind: KeyKind;

  /** Makes the root under the name `root`. */
  constructor(folder: string, kind: KeyKind) {
    this.#folder = path.join(folder, kind);
    this.#kind = kind;
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(this.file("serial"), "1000\n");
    writeFileSync(this.file("crlnumber"), "01\n");
    writeFileSync(this.file("index.txt"), "");
    writeFileSync(this.file("ca.cnf"), this.#config());
    this.#newKey("root");
    const distinguished = ["-utf8", "-subj", `/C=CN/O=测试机构/CN=root ${kind}`];
    const extensions = usages.ca.split("\n").flatMap((line) => ["-addext", line]);
    const own = ["-key", this.file("root.key"), "-out", this.file("root.pem"), "-days", "3650"];
    this.#run(
      "req",
      "-x509",
      "-new",
      ...this.#digest(),
      ...this.#id("-sigopt"),
      ...own,
      ...distinguished,
      ...extensions,
    );
  }

  readonly file = (name: string): string => path.join(this.#folder, name);

  readonly issue = ({ name, extensions, issuer = "root", from, until }: OpensslOrder): Uint8Array => {
    this.#newKey(name);
    const request = ["-key", this.file(`${name}.key`), "-out", this.file(`${name}.csr`)];
    const subject = ["-utf8", "-subj", `/C=CN/O=市政府办公室/CN=${name}`];
    this.#run("req", "-new", ...this.#digest(), ...this.#id("-sigopt"), ...request, ...subject);
    writeFileSync(this.file(`${name}.ext`), extensions);
    const now = Date.now();
    this.#ca(issuer, [
      ...[
        "-batch",
        "-notext",
        "-utf8",
        "-preserveDN",
        "-in",
        this.file(`${name}.csr`),
        "-out",
        this.file(`${name}.pem`),
      ],
      ...["-extfile", this.file(`${name}.ext`), ...this.#id("-vfyopt")],
      ...["-startdate", stamp(from ?? new Date(now - DAY)), "-enddate", stamp(until ?? new Date(now + 300 * DAY))],
    ]);
    return this.der(name);
  };

  /** DER of an issued certificate. */
  readonly der = (name: string): Uint8Array => {
    this.#run("x509", "-in", this.file(`${name}.pem`), "-outform", "DER", "-out", this.file(`${name}.der`));
    return Uint8Array.from(readFileSync(this.file(`${name}.der`)));
  };

  /** PrivateKeyInfo, DER. */
  readonly pkcs8 = (name: string): Uint8Array => {
    const out = this.file(`${name}.p8`);
    this.#run("pkcs8", "-topk8", "-nocrypt", "-in", this.file(`${name}.key`), "-outform", "DER", "-out", out);
    return Uint8Array.from(readFileSync(out));
  };

  readonly revoke = (name: string, issuer = "root"): void => {
    this.#ca(issuer, ["-revoke", this.file(`${name}.pem`), "-crl_reason", "keyCompromise"]);
  };

  readonly crl = (issuer = "root", { from, until, only }: CrlOrder = {}): Uint8Array => {
    const now = Date.now();
    const times = [
      ...["-crl_lastupdate", stamp(from ?? new Date(now - 60_000))],
      ...["-crl_nextupdate", stamp(until ?? new Date(now + 7 * DAY))],
    ];
    const extensions = only === undefined ? [] : ["-crlexts", only];
    this.#ca(issuer, ["-gencrl", ...times, ...extensions, "-out", this.file("crl.pem")]);
    this.#run("crl", "-in", this.file("crl.pem"), "-outform", "DER", "-out", this.file("crl.der"));
    return Uint8Array.from(readFileSync(this.file("crl.der")));
  };

  /** The answer of `responder` about a certificate to a given question, or to one of OpenSSL's own. */
  readonly ocsp = (name: string, responder: string, request: Uint8Array | null = null): Uint8Array => {
    const question = this.file("question.der");
    if (request === null) {
      const about = ["-issuer", this.file("root.pem"), "-cert", this.file(`${name}.pem`)];
      this.#run("ocsp", "-no_nonce", "-reqout", question, ...about);
    } else writeFileSync(question, request);
    const signer = ["-rsigner", this.file(`${responder}.pem`), "-rkey", this.file(`${responder}.key`)];
    this.#run(
      ...["ocsp", "-index", this.file("index.txt"), "-CA", this.file("root.pem"), ...signer, "-reqin", question],
      ...["-respout", this.file("answer.der"), "-ndays", "1", "-rmd", this.#kind === "sm2" ? "sm3" : "sha256"],
      ...this.#id("-rsigopt"),
    );
    return Uint8Array.from(readFileSync(this.file("answer.der")));
  };

  #newKey(name: string): void {
    const curves = { p256: "prime256v1", sm2: "SM2" } as const;
    const out = ["-out", this.file(`${name}.key`)];
    if (this.#kind === "rsa") this.#run("genrsa", ...out, "2048");
    else this.#run("ecparam", "-name", curves[this.#kind], "-genkey", "-noout", ...out);
  }

  #ca(issuer: string, args: readonly string[]): void {
    const signer = ["-cert", this.file(`${issuer}.pem`), "-keyfile", this.file(`${issuer}.key`)];
    this.#run("ca", "-config", this.file("ca.cnf"), ...signer, ...this.#id("-sigopt"), ...args);
  }

  #digest(): readonly string[] {
    return [this.#kind === "sm2" ? "-sm3" : "-sha256"];
  }

  #id(option: string): readonly string[] {
    return this.#kind === "sm2" ? [option, ID] : [];
  }

  #config(): string {
    return [
      ...["[ca]", "default_ca=c", "[c]", `database=${this.file("index.txt")}`, `serial=${this.file("serial")}`],
      ...[`new_certs_dir=${this.#folder}`, `crlnumber=${this.file("crlnumber")}`, "policy=any", "unique_subject=no"],
      ...[`default_md=${this.#kind === "sm2" ? "sm3" : "sha256"}`, "string_mask=utf8only"],
      ...["[any]", "countryName=optional", "organizationName=optional", "commonName=supplied"],
      ...["[users]", "issuingDistributionPoint=critical,@point", "[point]", "onlyuser=TRUE"],
      ...["[changes]", "2.5.29.27=critical,DER:020101", ""],
    ].join("\n");
  }

  #run(...args: readonly string[]): void {
    const { ok, text } = openssl(...args);
    if (!ok) throw new Error(`openssl ${args.join(" ")}\n${text}`);
  }
}

const stamp = (at: Date): string => `${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z`;
