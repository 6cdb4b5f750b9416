/** Who may in: a launch token that works once becomes a cookie that only our own page sends back. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { utf8 } from "../../shared/bytes";

const TOKEN_LIFE_MS = 10 * 60_000;

export class Gate {
  /** Cookies are not kept apart by port, so the port is in the name. */
  readonly #cookieName: string;
  readonly #secret = randomBytes(32).toString("base64url");
  readonly #tokens = new Map<string, number>();
  readonly #clock: () => Date;

  constructor(port: number, clock: () => Date) {
    this.#cookieName = `caibian-desk-${port}`;
    this.#clock = clock;
  }

  readonly issue = (): string => {
    const token = randomBytes(32).toString("base64url");
    this.#tokens.set(token, this.#clock().getTime() + TOKEN_LIFE_MS);
    return token;
  };

  /** The Set-Cookie value for a token seen for the first time; null otherwise. */
  readonly exchange = (token: string): string | null => {
    const until = this.#tokens.get(token);
    this.#tokens.delete(token);
    if (until === undefined || until < this.#clock().getTime()) return null;
    return `${this.#cookieName}=${this.#secret}; Path=/; HttpOnly; SameSite=Strict`;
  };

  readonly knows = (cookieHeader: string | undefined): boolean => {
    const value = (cookieHeader ?? "")
      .split(";")
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${this.#cookieName}=`));
    return value !== undefined && same(value.slice(this.#cookieName.length + 1), this.#secret);
  };
}

function same(a: string, b: string): boolean {
  const [left, right] = [utf8(a), utf8(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
