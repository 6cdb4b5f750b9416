/** Servers with certificates of authorities that a test founds, on this machine. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import forge from "node-forge";

export interface Authority {
  readonly pem: string;
  readonly certificate: forge.pki.Certificate;
  readonly key: forge.pki.rsa.PrivateKey;
}

/** Node makes keys a hundred times faster than forge. */
function newKeys(): forge.pki.rsa.KeyPair {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const own = forge.pki.privateKeyFromPem(privateKey.export({ format: "pem", type: "pkcs1" }).toString());
  return { privateKey: own, publicKey: forge.pki.rsa.setPublicKey(own.n, own.e) };
}

const attributes = (name: string) => [{ name: "commonName", value: name }];
const day = 86_400_000;

function unsigned(keys: forge.pki.rsa.KeyPair, name: string): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = randomBytes(8).toString("hex").replace(/^./, "1");
  certificate.validity.notBefore = new Date(Date.now() - day);
  certificate.validity.notAfter = new Date(Date.now() + day);
  certificate.setSubject(attributes(name));
  return certificate;
}

export function foundAuthority(name: string): Authority {
  const keys = newKeys();
  const certificate = unsigned(keys, name);
  certificate.setIssuer(attributes(name));
  certificate.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, critical: true },
  ]);
  certificate.sign(keys.privateKey, forge.md.sha256.create());
  return { pem: forge.pki.certificateToPem(certificate), certificate, key: keys.privateKey };
}

export interface TlsServer {
  readonly port: number;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/** Key and certificate of a server, PEM. */
export function serverCertificate(host: string, authority: Authority, expired = false) {
  const keys = newKeys();
  const certificate = unsigned(keys, host);
  if (expired) certificate.validity.notAfter = new Date(Date.now() - day / 2);
  certificate.setIssuer(authority.certificate.subject.attributes);
  certificate.setExtensions([{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }]);
  certificate.sign(authority.key, forge.md.sha256.create());
  return { key: forge.pki.privateKeyToPem(keys.privateKey), cert: forge.pki.certificateToPem(certificate) };
}

/** Answers `/moved` with a redirect, `/empty` with 204, and anything else with the body it was sent. */
export async function startTlsServer(host: string, authority: Authority, expired = false): Promise<TlsServer> {
  const asked: string[] = [];
  const server = createServer(serverCertificate(host, authority, expired), (request, answer) => {
    const path = request.url ?? "";
    asked.push(path);
    if (path === "/moved") return void answer.writeHead(302, { location: "/" }).end();
    if (path === "/empty") return void answer.writeHead(204).end();
    answer.writeHead(200, { "x-method": request.method ?? "" });
    request.pipe(answer);
  });
  const port = await listening(server);
  return { port, asked, close: () => closed(server) };
}

function listening(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address: AddressInfo | string | null = server.address();
      done(address !== null && typeof address === "object" ? address.port : 0);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
