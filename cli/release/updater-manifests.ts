/**
 * The manifests that electron-updater's generic provider asks for. They are unsigned and believed for nothing: the
 * workstation holds version and SHA-512 in them against the signed release. JSON is YAML (YAML 1.2 §1.3).
 */
import type { Artifact, Release } from "../../shared/update/manifest";

interface Channel {
  readonly file: string;
  readonly artifacts: readonly Artifact[];
}

export function updaterManifests(release: Release): ReadonlyMap<string, string> {
  const packages = release.artifacts.filter(({ kind }) => kind !== "payload" && kind !== "msi");
  const on = (os: Artifact["os"], arch: Artifact["arch"] | null) =>
    packages.filter((one) => one.os === os && (arch === null || one.arch === arch));
  const channels: readonly Channel[] = [
    { file: "latest.yml", artifacts: on("windows", null) },
    { file: "latest-linux.yml", artifacts: on("linux", "x64") },
    { file: "latest-linux-arm64.yml", artifacts: on("linux", "arm64") },
  ];
  return new Map(
    channels.flatMap(({ file, artifacts }) => {
      const [first] = artifacts;
      return first === undefined ? [] : [[file, `${JSON.stringify(manifest(release, artifacts, first), null, 2)}\n`]];
    }),
  );
}

const manifest = ({ version, issuedAt }: Release, artifacts: readonly Artifact[], first: Artifact) => ({
  version,
  files: artifacts.map(({ file, sha512, size, blockmap }) => ({
    url: file,
    sha512,
    size,
    ...(blockmap === undefined ? {} : { blockMapSize: blockmap.size }),
  })),
  path: first.file,
  sha512: first.sha512,
  releaseDate: issuedAt,
});
