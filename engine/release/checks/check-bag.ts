import { bagDeclaration, bagFiles, formatManifest, parseBagInfo, parseManifest, payloadFolder } from '../bag.ts';
import type { ReleaseContents } from '../release-contents.ts';
import { checkOf, say, type Check, type Fault } from './check.ts';

/** Checks a release as a bag (RFC 8493, section 3): declaration, both manifests, completeness, every hash, the tag manifest, the Payload-Oxum. */
export function checkBag(contents: ReleaseContents): Check[] {
  const sha256 = manifestOf(contents, bagFiles.manifestSha256);
  const sha512 = manifestOf(contents, bagFiles.manifestSha512);
  const tags = manifestOf(contents, bagFiles.tagManifest);
  const payload = [...contents.files.keys()].filter((path) => path.startsWith(payloadFolder));
  return [
    ...checkOf('bag', bagFaults(contents, payload), say('bag-sound')),
    ...checkOf('files-complete', [...completenessFaults(contents, payload, sha256), ...completenessFaults(contents, payload, sha512), ...tagFaults(contents, tags)].filter(distinct()), say('files-all-there', { count: payload.length })),
    ...checkOf('file-hash', [...hashFaults(contents, sha256, 'sha256'), ...hashFaults(contents, tags, 'sha256')], say('sha256-fits', { count: payload.length })),
    ...checkOf('manifest-sha512', hashFaults(contents, sha512, 'sha512'), say('sha512-fits', { count: payload.length })),
  ];
}

function manifestOf(contents: ReleaseContents, path: string): ReadonlyMap<string, string> | undefined {
  const text = contents.texts.get(path)?.toString('utf8');
  return text === undefined ? undefined : parseManifest(text);
}

function bagFaults(contents: ReleaseContents, payload: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  const declaration = contents.texts.get(bagFiles.declaration)?.toString('utf8').replaceAll('\r\n', '\n');
  if (declaration !== bagDeclaration) faults.push({ subject: bagFiles.declaration, ...say('bag-declaration-wrong') });
  for (const path of [bagFiles.manifestSha256, bagFiles.manifestSha512, bagFiles.tagManifest]) {
    const manifest = manifestOf(contents, path);
    // No other file vouches for the tag manifest: only the one text that its hashes can have is taken.
    const canonical = manifest !== undefined && manifest.size > 0 && formatManifest(manifest) === contents.texts.get(path)?.toString('utf8');
    if (!canonical) faults.push({ subject: path, ...say('manifest-changed') });
  }
  const info = parseBagInfo(contents.texts.get(bagFiles.info)?.toString('utf8') ?? '');
  const oxum = info?.find(([label]) => label.toLowerCase() === 'payload-oxum')?.[1];
  const bytes = payload.reduce((total, path) => total + (contents.files.get(path)?.bytes ?? 0), 0);
  if (oxum !== `${bytes}.${payload.length}`) faults.push({ subject: bagFiles.info, ...say('bag-size-differs') });
  return faults;
}

function completenessFaults(contents: ReleaseContents, payload: readonly string[], manifest: ReadonlyMap<string, string> | undefined): Fault[] {
  if (manifest === undefined) return [];
  const missing = [...manifest.keys()].filter((path) => !contents.files.has(path)).map((path) => ({ subject: path, ...say('file-removed') }));
  const outside = [...manifest.keys()].filter((path) => !path.startsWith(payloadFolder)).map((path) => ({ subject: path, ...say('file-outside-payload') }));
  const added = payload.filter((path) => !manifest.has(path)).map((path) => ({ subject: path, ...say('file-added') }));
  return [...missing, ...outside, ...added];
}

function tagFaults(contents: ReleaseContents, tags: ReadonlyMap<string, string> | undefined): Fault[] {
  if (tags === undefined) return [];
  const missing = [...tags.keys()].filter((path) => !contents.files.has(path)).map((path) => ({ subject: path, ...say('tag-file-removed') }));
  const present = [...contents.files.keys()].filter((path) => !path.startsWith(payloadFolder) && path !== bagFiles.tagManifest);
  return [...missing, ...present.filter((path) => !tags.has(path)).map((path) => ({ subject: path, ...say('tag-file-added') }))];
}

function hashFaults(contents: ReleaseContents, manifest: ReadonlyMap<string, string> | undefined, algorithm: 'sha256' | 'sha512'): Fault[] {
  return [...(manifest ?? [])].flatMap(([path, hash]) => {
    const actual = contents.files.get(path)?.[algorithm];
    return actual === undefined || actual === hash ? [] : [{ subject: path, ...say('content-changed') }];
  });
}

function distinct(): (fault: Fault) => boolean {
  const seen = new Set<string>();
  return (fault) => {
    const key = `${fault.subject ?? ''}\n${fault.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
