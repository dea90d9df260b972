// BagIt 1.0 (RFC 8493).

export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
export const payloadFolder = 'data/';

export const bagFiles = {
  declaration: 'bagit.txt',
  info: 'bag-info.txt',
  manifestSha256: 'manifest-sha256.txt',
  manifestSha512: 'manifest-sha512.txt',
  tagManifest: 'tagmanifest-sha256.txt',
} as const;

/** Writes a manifest as `sha256sum` writes and reads it. */
export function formatManifest(hashes: Iterable<readonly [path: string, hash: string]>): string {
  return [...hashes].map(([path, hash]) => `${hash}  ${path}\n`).join('');
}

/** Reads a manifest: path to hash. Undefined when a line is malformed or a path stands twice (RFC 8493, section 2.1.3). */
export function parseManifest(text: string): ReadonlyMap<string, string> | undefined {
  const hashes = new Map<string, string>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === '') continue;
    const [, hash, path] = /^([0-9A-Fa-f]+)[ \t]+\*?(.+)$/.exec(line) ?? [];
    if (hash === undefined || path === undefined) return undefined;
    const plain = path.replace(/^\.\//, '').replace(/%(0A|0D|25)/gi, (code) => decodeURIComponent(code));
    if (hashes.has(plain)) return undefined;
    hashes.set(plain, hash.toLowerCase());
  }
  return hashes;
}

/** Reads `bag-info.txt`: labels in order, with continued lines joined (RFC 8493, section 2.2.2). Undefined when a line is malformed. */
export function parseBagInfo(text: string): readonly (readonly [label: string, value: string])[] | undefined {
  const entries: [string, string][] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === '') continue;
    const last = entries.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last === undefined) return undefined;
      last[1] += ` ${line.trim()}`;
      continue;
    }
    const [, label, value] = /^([^:\s][^:]*?):[ \t](.*)$/.exec(line) ?? [];
    if (label === undefined || value === undefined) return undefined;
    entries.push([label, value]);
  }
  return entries;
}

/** Writes `bag-info.txt`. */
export function formatBagInfo(entries: readonly (readonly [label: string, value: string])[]): string {
  return entries.map(([label, value]) => `${label}: ${value.replace(/\s+/g, ' ')}\n`).join('');
}
