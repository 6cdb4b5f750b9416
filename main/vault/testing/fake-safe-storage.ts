/** Electron's safeStorage as it behaves: encrypts under the key of one keyring, and opens only what that key closed. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { SafeStorage } from "../safe-storage";

export class FakeSafeStorage implements SafeStorage {
  keyring = "gnome_libsecret";
  available = true;
  /** The keyring has a newer key: what is opened should be closed anew. */
  rotated = false;
  encrypted = 0;

  readonly isAsyncEncryptionAvailable = async (): Promise<boolean> => this.available;
  readonly getSelectedStorageBackend = (): string => this.keyring;

  readonly encryptStringAsync = async (plainText: string): Promise<Buffer> => {
    this.encrypted += 1;
    const iv = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.#key(), iv);
    return Buffer.concat([iv, cipher.update(plainText, "utf8"), cipher.final(), cipher.getAuthTag()]);
  };

  readonly decryptStringAsync = async (encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> => {
    const decipher = createDecipheriv("aes-256-gcm", this.#key(), encrypted.subarray(0, 12));
    decipher.setAuthTag(encrypted.subarray(-16));
    const plain = Buffer.concat([decipher.update(encrypted.subarray(12, -16)), decipher.final()]);
    return { result: plain.toString("utf8"), shouldReEncrypt: this.rotated };
  };

  #key(): Buffer {
    return createHash("sha256").update(this.keyring).digest();
  }
}
