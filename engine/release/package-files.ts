import { canonicalJson } from '../integrity/index.ts';
import type { ArchiveFile } from './archive/tar-writer.ts';
import { bagDeclaration, bagFiles, formatBagInfo, formatManifest, payloadFolder } from './bag.ts';
import { readMeFirst } from './read-me-first.ts';
import { checkpointPath, eventsPath, proofsPath, readMePath, signaturePath, statementPath, type FileFacts } from './release-contents.ts';
import { releaseFormat, releaseNamespace, type ReleaseFacts, type ReleaseStatement } from './release-statement.ts';
import type { CustodyExtract } from './custody-extract.ts';
import { sshPublicKey } from './ssh-key.ts';
import { signSsh, type SignRaw } from './ssh-signature.ts';

/** What goes into a release, all of it known before the first byte is written but the hashes. */
export interface PackageParts {
  /** Payload in `data/`, beside what the package itself adds. */
  readonly files: readonly ArchiveFile[];
  readonly facts: ReleaseFacts;
  readonly custody: CustodyExtract;
  readonly signer: { readonly name: string; readonly key: Uint8Array; readonly recipient?: string; readonly sign: SignRaw };
  readonly recipients: readonly string[];
  readonly folder: string;
  readonly softwareAgent: string;
}

/** What was found in the archive so far, by path from the top of the bag. */
export type FactsSoFar = ReadonlyMap<string, Promise<FileFacts>>;

interface Written extends FileFacts {
  readonly path: string;
}

/**
 * The files of a release in the order in which they are written: the payload first; then the signed statement over its hashes; the manifests last.
 * Hashes are those that a reader of the archive found in it (`facts`): each file must have been read to its end before the next is asked for.
 * Nothing is read twice and nothing is kept.
 */
export async function* packageFiles(parts: PackageParts, facts: FactsSoFar): AsyncGenerator<ArchiveFile, void, undefined> {
  const written = async (): Promise<Written[]> => Promise.all([...facts].map(async ([path, found]) => ({ path, ...(await found) })));
  const payloadSoFar = async (): Promise<Written[]> => (await written()).filter(({ path }) => path.startsWith(payloadFolder));
  const inFolder = (file: ArchiveFile): ArchiveFile => ({ path: `${parts.folder}/${file.path}`, bytes: file.bytes, open: () => file.open() });

  yield inFolder(textFile(bagFiles.declaration, bagDeclaration));
  yield inFolder(textFile(readMePath, readMeFirst({ ...parts, encrypted: parts.recipients.length > 0 })));
  for (const file of parts.files) yield inFolder({ ...file, path: payloadFolder + file.path, open: () => file.open() });
  for (const file of custodyFiles(parts.custody)) yield inFolder(file);

  const statement = canonicalJson(statementOf(parts, await payloadSoFar()));
  yield inFolder(textFile(statementPath, statement));
  yield inFolder(textFile(signaturePath, await signSsh(Buffer.from(statement), releaseNamespace, parts.signer)));

  const payload = (await payloadSoFar()).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  yield inFolder(textFile(bagFiles.info, bagInfo(parts, payload)));
  yield inFolder(textFile(bagFiles.manifestSha256, formatManifest(payload.map((file) => [file.path, file.sha256]))));
  yield inFolder(textFile(bagFiles.manifestSha512, formatManifest(payload.map((file) => [file.path, file.sha512]))));
  const tags = (await written()).filter(({ path }) => !path.startsWith(payloadFolder));
  yield inFolder(textFile(bagFiles.tagManifest, formatManifest(tags.map((file) => [file.path, file.sha256]))));
}

function textFile(path: string, text: string): ArchiveFile {
  const content = Buffer.from(text);
  return { path, bytes: content.length, open: () => once(content) };
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(content);
}

function custodyFiles(custody: CustodyExtract): ArchiveFile[] {
  return [
    textFile(checkpointPath, custody.checkpoint),
    textFile(eventsPath, custody.events.map((event) => `${canonicalJson(event)}\n`).join('')),
    textFile(proofsPath, canonicalJson(custody.proofs)),
  ];
}

function statementOf(parts: PackageParts, payload: readonly Written[]): ReleaseStatement {
  return {
    format: releaseFormat,
    ...parts.facts,
    signer: { name: parts.signer.name, fingerprint: sshPublicKey(parts.signer.key).fingerprint, ...(parts.signer.recipient === undefined ? {} : { recipient: parts.signer.recipient }) },
    recipients: [...parts.recipients],
    files: payload.map(({ path, bytes, sha256 }) => ({ path: path.slice(payloadFolder.length), bytes, sha256 })),
  };
}

function bagInfo(parts: PackageParts, payload: readonly Written[]): string {
  const bytes = payload.reduce((total, file) => total + file.bytes, 0);
  return formatBagInfo([
    ['Bag-Software-Agent', parts.softwareAgent],
    ['Bagging-Date', parts.facts.release.madeAt.slice(0, 10)],
    ['External-Identifier', parts.facts.release.id],
    ['Payload-Oxum', `${bytes}.${payload.length}`],
  ]);
}
