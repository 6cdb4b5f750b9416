/** Walking the ASN.1 of PKCS#12 files, which may be BER: written by browsers and systems of twenty years. */
import forge from "node-forge";
import { AppError } from "../shared/failure";

const { asn1 } = forge;
type Node = forge.asn1.Asn1;

const damaged = (): AppError => new AppError("E_KEY_FILE", "证书文件结构不完整");

export function parseBer(bytes: Uint8Array): Node {
  try {
    return asn1.fromDer(Buffer.from(bytes).toString("latin1"));
  } catch (cause) {
    throw new AppError("E_KEY_FILE", "证书文件结构不完整", { cause });
  }
}

export function childrenOf(node: Node | undefined): Node[] {
  if (node === undefined || !Array.isArray(node.value)) throw damaged();
  return node.value;
}

export function childOf(node: Node | undefined, index: number): Node {
  const child = childrenOf(node)[index];
  if (child === undefined) throw damaged();
  return child;
}

/** The octets of a primitive node, or of a BER string in pieces. */
export function octetsOf(node: Node | undefined): Uint8Array {
  if (node === undefined) throw damaged();
  if (Array.isArray(node.value)) return Buffer.concat(node.value.map(octetsOf));
  return Buffer.from(node.value, "latin1");
}

export function oidOf(node: Node | undefined): string {
  return asn1.derToOid(Buffer.from(octetsOf(node)).toString("latin1"));
}

export function numberOf(node: Node): number {
  const bytes = octetsOf(node);
  if (bytes.length === 0 || bytes.length > 6 || (bytes[0] ?? 0x80) >= 0x80) throw damaged();
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** The bytes of a node as DER. */
export function derOf(node: Node): Uint8Array {
  return Buffer.from(asn1.toDer(node).getBytes(), "latin1");
}
