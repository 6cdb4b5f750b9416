import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { newSoftKey, type SoftKey, spkiOf } from "../../../node/soft-key";
import { describeWith } from "../../../node/testing/tools";
import { sameBytes } from "../../../shared/bytes";
import { pointOf } from "../../../shared/trust/key-kind";
import { sealToSm2 } from "../../../shared/trust/sm2-envelope";
import { readCertificate } from "../../../shared/trust/x509";
import type { TokenDriver } from "../driver";
import {
  codeOf,
  failureIn,
  furnish,
  issueSkfPerson,
  type SkfPerson,
  skfPin,
  skfUnit,
  typed,
} from "../testing/furnished-skf";
import { handleOf, loadAdmin, envelope as pairEnvelope, putKey, type SkfAdmin } from "../testing/skf-admin";
import { openSoftSkf, type SoftSkf, type SoftSkfShape, softSkfTools } from "../testing/soft-skf";
import { openSkf } from "./driver";
import { nameBytes } from "./names";

const share = Uint8Array.from(randomBytes(32));
const sealed = (point: Uint8Array) => sealToSm2(point, share, randomBytes(16));
const pointIn = (certificate: Uint8Array) => pointOf(readCertificate(certificate).spki);

let person: SkfPerson;
let point: Uint8Array;
beforeAll(async () => {
  person = await issueSkfPerson(new Date("2026-11-20T08:00:00.000Z"));
  point = pointIn(person.encrypt.certificate);
});

/** What the driver lists for device 0, by certificate: the point it can open for. */
async function pointsOf(driver: TokenDriver) {
  const listed = await driver.certificates("SOFT0001");
  return new Map(listed.map(({ id, envelopePoint }) => [id, envelopePoint]));
}
const SIGN = "%7BA1B2-SM2%7D/sign";

describeWith(softSkfTools, "envelopes opened on an SKF key", () => {
  let token: SoftSkf;
  let admin: SkfAdmin;
  let driver: TokenDriver;

  async function begin(shape: SoftSkfShape = {}): Promise<void> {
    token = openSoftSkf(shape);
    admin = loadAdmin(token.module);
    furnish({ token, person, admin });
    driver = await openSkf(token.module);
  }
  beforeEach(async () => {
    await begin();
    return async () => {
      await driver.close();
      token.close();
    };
  });

  const login = () => driver.login("SOFT0001", typed(skfPin));
  const open = async (envelope: Uint8Array) => {
    const session = await login();
    if (session.open === undefined) throw new Error("the driver opens envelopes");
    return session.open(envelope).finally(session.close);
  };

  /** A session of the service point on the same application. */
  function onApplication<T>(run: (application: bigint) => T): T {
    const device = handleOf(admin, (cell) => admin.must("SKF_ConnectDev", nameBytes("SOFTSKF0"), cell));
    const application = handleOf(admin, (cell) => admin.must("SKF_OpenApplication", device, nameBytes("GWAPP"), cell));
    try {
      admin.must("SKF_VerifyPIN", application, 1, nameBytes(skfPin), admin.cell().bytes);
      return run(application);
    } finally {
      admin.must("SKF_DisConnectDev", device);
    }
  }
  /** The authority puts another encryption pair into the container, as at a renewal. */
  const renew = (container: string, pair: SoftKey, to: Uint8Array = spkiOf(person.sign.key)) =>
    onApplication((application) => {
      const opened = handleOf(admin, (cell) =>
        admin.must("SKF_OpenContainer", application, nameBytes(container), cell),
      );
      admin.must("SKF_ImportECCKeyPair", opened, pairEnvelope(admin, opened, { to, pair }));
    });

  it("L2: tells beside the SM2 signing certificate for which point it opens, and beside no other", async () => {
    const points = await pointsOf(driver);
    expect(points.get(SIGN)).toEqual(point);
    expect([...points.values()].filter((each) => each !== undefined)).toHaveLength(1);
  });

  const shapes: readonly SoftSkfShape[] = [{}, { ulong: 8 }, { packed: false }, { ulong: 8, packed: false }];
  it.each(shapes)(
    "PKI-28: opens what software sealed to the public half, in a library compiled as %o",
    async (shape) => {
      await driver.close();
      token.close();
      await begin(shape);
      const found = (await pointsOf(driver)).get(SIGN);
      expect(found).toEqual(point);
      for (let turn = 0; turn < 8; turn += 1) expect(sameBytes(await open(sealed(point)), share)).toBe(true);
    },
  );

  it("opens after the login only, and not once it is over", async () => {
    const session = await login();
    await session.close();
    expect(await codeOf(session.open?.(sealed(point)) ?? Promise.resolve())).toBe("E_TOKEN_LOGIN");
    token.plant("fail SKF_ImportSessionKey 0A00002D");
    expect(await codeOf(open(sealed(point)))).toBe("E_TOKEN_LOGIN");
  });

  it("E_ENVELOPE_KEY: an envelope for another key is refused before the key is asked, also when only the pair was renewed", async () => {
    const stranger = await newSoftKey("sm2");
    token.plant("crash SKF_ImportSessionKey");
    expect(await codeOf(open(sealed(pointOf(spkiOf(stranger)))))).toBe("E_ENVELOPE_KEY");
    token.plant();
    const old = sealed(point);
    renew("{A1B2-SM2}", stranger);
    expect((await pointsOf(driver)).get(SIGN)).toEqual(pointOf(spkiOf(stranger)));
    expect(await codeOf(open(old))).toBe("E_ENVELOPE_KEY");
    expect(await open(sealed(pointOf(spkiOf(stranger))))).toEqual(share);
  });

  it("opens with an old pair that lies in a container of its own after a renewal", async () => {
    const old = sealed(point);
    const before = await person.city.issuePerson({ name: "张晓岚", unitName: skfUnit, kind: "sm2" });
    const { key, certificate } = before;
    onApplication((application) =>
      putKey(admin, application, { container: "OLD", key, certificate, encryption: person.encrypt }),
    );
    renew("{A1B2-SM2}", await newSoftKey("sm2"));
    expect(await open(old)).toEqual(share);
  });

  it("E_ENVELOPE: a changed or cut one is refused with what the driver said", async () => {
    const der = sealed(point);
    // Within the SM4 key under SM2: its hash tells. The last 34 bytes are the text.
    const changed = der.map((byte, at) => (at === der.length - 40 ? byte ^ 1 : byte));
    expect(await failureIn(open(changed))).toMatchObject({
      code: "E_ENVELOPE",
      detail: expect.stringContaining("SAR_"),
    });
    for (const wrong of [der.subarray(0, der.length - 1), new Uint8Array(), Uint8Array.of(0x30, 0)]) {
      expect(await codeOf(open(wrong))).toBe("E_ENVELOPE");
    }
    const other = der.map((byte, at) => (at === der.length - 1 ? byte ^ 1 : byte));
    expect(sameBytes(await open(other), share)).toBe(false);
  });

  const answers: readonly (readonly [string, string, string])[] = [
    ["pulled while the SM4 key goes in", "remove SKF_ImportSessionKey", "E_TOKEN_REMOVED"],
    ["pulled while it decrypts", "remove SKF_Decrypt", "E_TOKEN_REMOVED"],
    ["without session keys, though it exports the call", "fail SKF_ImportSessionKey 0A000003", "E_MECHANISM"],
    ["without decryption, though it exports the call", "fail SKF_DecryptInit 0A000003", "E_MECHANISM"],
    ["that finds no key in its container", "fail SKF_ImportSessionKey 0A00001B", "E_ENVELOPE_KEY"],
    ["that takes the envelope for broken", "fail SKF_ImportSessionKey 0A00001A", "E_ENVELOPE"],
    ["with an error of its vendor's own", "fail SKF_Decrypt 0B000001", "E_TOKEN_FAULT"],
    ["that cannot close the SM4 key, which changes nothing", "fail SKF_CloseHandle 0A000001", "fine"],
  ];
  it.each(answers)("L2: a key %s: %s is %s", async (_, fault, code) => {
    const envelope = sealed(point);
    token.plant(fault);
    expect(await codeOf(open(envelope))).toBe(code);
  });

  it("gives the SM4 key back to the library each time, whether it opened or not: the token has 256 handles", async () => {
    const session = await login();
    const envelope = sealed(point);
    const open = () => session.open?.(envelope) ?? Promise.resolve(new Uint8Array());
    token.plant("fail SKF_Decrypt 0A000001");
    for (let turn = 0; turn < 130; turn += 1) expect(await codeOf(open())).toBe("E_TOKEN_FAULT");
    token.plant();
    for (let turn = 0; turn < 130; turn += 1) expect(await open()).toEqual(share);
  }, 60_000);

  it("lists no point where the library tells no encryption key, and takes the certificate's where it exports none", async () => {
    token.plant("fail SKF_ExportPublicKey 0A00001B");
    expect([...(await pointsOf(driver)).values()].filter((each) => each !== undefined)).toEqual([]);
    token.plant("fail SKF_ExportPublicKey 0A000003");
    expect((await pointsOf(driver)).get(SIGN)).toEqual(point);
    expect(await open(sealed(point))).toEqual(share);
  });
});
