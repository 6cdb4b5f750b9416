/**
 * What runs at installation, upgrade and removal on Linux: little, and the same however often it runs. An upgrade leaves the
 * version before the new one in place: desks that run go on, and the launcher can go back to it (L9).
 */

/** Shell functions that the scripts of both kinds of package share. */
function functions(version: string): string {
  return `versions=/opt/caibian/versions
kept=/opt/caibian/kept

# 升级会删去旧版的文件：先留一份硬链接。
keep() {
  for folder in "$versions"/*/; do
    [ -d "$folder" ] || continue
    name=$(basename "$folder")
    mkdir -p "$kept"
    [ -e "$kept/$name" ] || cp -al "$folder" "$kept/$name" 2>/dev/null || cp -a "$folder" "$kept/$name"
  done
}

# 放回比新版旧的最近一版，其余不留；比新版新的也不留，管理员装的就是要用的。
restore() {
  [ -d "$kept" ] || return 0
  before=""
  for name in $( { ls "$kept"; echo "${version}"; } | sort -uV); do
    [ "$name" != "${version}" ] || break
    before=$name
  done
  if [ -n "$before" ] && [ ! -e "$versions/$before/files.json" ]; then
    rm -rf "\${versions:?}/$before"
    mv "$kept/$before" "$versions/$before"
  fi
  rm -rf "$kept"
  drop_others "$before"
}

# 软件包管理器不认识放回来的旧版：除了本版和 $1，都删去。
drop_others() {
  for folder in "$versions"/*/; do
    [ -d "$folder" ] || continue
    case "$(basename "$folder")" in
      "${version}" | "$1") ;;
      *) rm -rf "$folder" ;;
    esac
  done
}
`;
}

/** Names and texts of Debian's maintainer scripts (Debian policy, chapter 6). */
export function debianScripts(version: string): Readonly<Record<"preinst" | "postinst" | "prerm" | "postrm", string>> {
  const head = `#!/bin/sh\nset -e\n${functions(version)}\n`;
  return {
    preinst: `${head}case "$1" in upgrade) keep ;; esac\n`,
    postinst: `${head}case "$1" in configure) restore ;; esac\n`,
    prerm: `${head}case "$1" in remove) drop_others "" ;; esac\n`,
    postrm: `#!/bin/sh
set -e
case "$1" in
  abort-upgrade) rm -rf /opt/caibian/kept ;;
  remove) rm -rf /opt/caibian ;;
  purge) rm -rf /opt/caibian /etc/caibian ;;
esac
`,
  };
}

/** Scriptlets of a spec file; `$1` counts the versions that stay. */
export function rpmScripts(version: string): Readonly<Record<"pre" | "posttrans" | "preun" | "postun", string>> {
  const head = functions(version);
  return {
    pre: `${head}[ "$1" -lt 2 ] || keep\n`,
    posttrans: `${head}restore\n`,
    preun: `${head}[ "$1" -gt 0 ] || drop_others ""\n`,
    postun: `[ "$1" -gt 0 ] || rm -rf /opt/caibian\n`,
  };
}
