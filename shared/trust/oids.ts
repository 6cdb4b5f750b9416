/** Object identifiers we know by name. */
export const oids = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  sha256: "2.16.840.1.101.3.4.2.1",
  rsa: "1.2.840.113549.1.1.1",
  rsaSha1: "1.2.840.113549.1.1.5",
  rsaMd5: "1.2.840.113549.1.1.4",
  rsaSha256: "1.2.840.113549.1.1.11",
  ecPublicKey: "1.2.840.10045.2.1",
  p256: "1.2.840.10045.3.1.7",
  ecdsaSha1: "1.2.840.10045.4.1",
  ecdsaSha256: "1.2.840.10045.4.3.2",
  // GM/T 0006
  sm2Curve: "1.2.156.10197.1.301",
  sm2Sign: "1.2.156.10197.1.301.1",
  sm2WithSm3: "1.2.156.10197.1.501",
  sm3: "1.2.156.10197.1.401",
  sm2Data: "1.2.156.10197.6.1.4.2.1",
  sm2SignedData: "1.2.156.10197.6.1.4.2.2",
  commonName: "2.5.4.3",
  organisation: "2.5.4.10",
  subjectKeyId: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  extendedKeyUsage: "2.5.29.37",
  ocspSigning: "1.3.6.1.5.5.7.3.9",
  ocspBasic: "1.3.6.1.5.5.7.48.1.1",
  ocspNonce: "1.3.6.1.5.5.7.48.1.2",
  sha1: "1.3.14.3.2.26",
  crlNumber: "2.5.29.20",
  reasonCode: "2.5.29.21",
} as const;

/** Extended key usages under which a person may sign documents or log in. */
export const personKeyUsages: readonly string[] = [
  "2.5.29.37.0", // any
  "1.3.6.1.5.5.7.3.2", // client authentication
  "1.3.6.1.5.5.7.3.4", // e-mail protection
  "1.3.6.1.5.5.7.3.36", // document signing (RFC 9336)
  "1.3.6.1.4.1.311.10.3.12", // document signing (older name)
];
