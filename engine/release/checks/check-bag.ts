import { bagDeclaration, bagFiles, formatManifest, parseBagInfo, parseManifest, payloadFolder } from '../bag.ts';
import type { ReleaseContents } from '../release-contents.ts';
import { checkOf, type Check, type Fault } from './check.ts';

/** Checks a release as a bag (RFC 8493, section 3): declaration, both manifests, completeness, every hash, the tag manifest, the Payload-Oxum. */
export function checkBag(contents: ReleaseContents): Check[] {
  const sha256 = manifestOf(contents, bagFiles.manifestSha256);
  const sha512 = manifestOf(contents, bagFiles.manifestSha512);
  const tags = manifestOf(contents, bagFiles.tagManifest);
  const payload = [...contents.files.keys()].filter((path) => path.startsWith(payloadFolder));
  return [
    ...checkOf('bag', bagFaults(contents, payload), 'It is a bag of BagIt 1.0.'),
    ...checkOf('files-complete', [...completenessFaults(contents, payload, sha256), ...completenessFaults(contents, payload, sha512), ...tagFaults(contents, tags)].filter(distinct()), `${payload.length} files, none missing, none added.`),
    ...checkOf('file-hash', [...hashFaults(contents, sha256, 'sha256'), ...hashFaults(contents, tags, 'sha256')], `${payload.length} files have the SHA-256 of the manifest.`),
    ...checkOf('manifest-sha512', hashFaults(contents, sha512, 'sha512'), `${payload.length} files have the SHA-512 of the manifest.`),
  ];
}

function manifestOf(contents: ReleaseContents, path: string): ReadonlyMap<string, string> | undefined {
  const text = contents.texts.get(path)?.toString('utf8');
  return text === undefined ? undefined : parseManifest(text);
}

function bagFaults(contents: ReleaseContents, payload: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  const declaration = contents.texts.get(bagFiles.declaration)?.toString('utf8').replaceAll('\r\n', '\n');
  if (declaration !== bagDeclaration) faults.push({ subject: bagFiles.declaration, message: 'The declaration of the bag is missing or not that of BagIt 1.0.' });
  for (const path of [bagFiles.manifestSha256, bagFiles.manifestSha512, bagFiles.tagManifest]) {
    const manifest = manifestOf(contents, path);
    // No other file vouches for the tag manifest: only the one text that its hashes can have is taken.
    const canonical = manifest !== undefined && manifest.size > 0 && formatManifest(manifest) === contents.texts.get(path)?.toString('utf8');
    if (!canonical) faults.push({ subject: path, message: 'The manifest is missing, malformed or was changed.' });
  }
  const info = parseBagInfo(contents.texts.get(bagFiles.info)?.toString('utf8') ?? '');
  const oxum = info?.find(([label]) => label.toLowerCase() === 'payload-oxum')?.[1];
  const bytes = payload.reduce((total, path) => total + (contents.files.get(path)?.bytes ?? 0), 0);
  if (oxum !== `${bytes}.${payload.length}`) faults.push({ subject: bagFiles.info, message: 'Number and size of the files are not those that the bag states.' });
  return faults;
}

function completenessFaults(contents: ReleaseContents, payload: readonly string[], manifest: ReadonlyMap<string, string> | undefined): Fault[] {
  if (manifest === undefined) return [];
  const missing = [...manifest.keys()].filter((path) => !contents.files.has(path)).map((path) => ({ subject: path, message: 'This file is in the manifest but not in the release: it was removed or renamed.' }));
  const outside = [...manifest.keys()].filter((path) => !path.startsWith(payloadFolder)).map((path) => ({ subject: path, message: 'The manifest names a file outside the payload.' }));
  const added = payload.filter((path) => !manifest.has(path)).map((path) => ({ subject: path, message: 'This file is in the release but not in the manifest: it was added or renamed.' }));
  return [...missing, ...outside, ...added];
}

function tagFaults(contents: ReleaseContents, tags: ReadonlyMap<string, string> | undefined): Fault[] {
  if (tags === undefined) return [];
  const missing = [...tags.keys()].filter((path) => !contents.files.has(path)).map((path) => ({ subject: path, message: 'This file is in the tag manifest but not in the release.' }));
  const present = [...contents.files.keys()].filter((path) => !path.startsWith(payloadFolder) && path !== bagFiles.tagManifest);
  return [...missing, ...present.filter((path) => !tags.has(path)).map((path) => ({ subject: path, message: 'This file is in the release but in no manifest: it was added.' }))];
}

function hashFaults(contents: ReleaseContents, manifest: ReadonlyMap<string, string> | undefined, algorithm: 'sha256' | 'sha512'): Fault[] {
  return [...(manifest ?? [])].flatMap(([path, hash]) => {
    const actual = contents.files.get(path)?.[algorithm];
    return actual === undefined || actual === hash ? [] : [{ subject: path, message: 'The content of this file is not what the manifest says: it was changed, cut or exchanged.' }];
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
