import type { ReportProgress } from '../../shared/progress.ts';
import { pausePoint } from '../workers/work-gate.ts';
import { ArchiveError } from './archive/archive-error.ts';
import { startHashThreads } from './hash-threads.ts';
import type { ArchiveFile } from './archive/tar-writer.ts';
import { bagFiles } from './bag.ts';

/** Length and hashes of a file as it was read. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
  readonly sha512: string;
}

/** A release as read once from its first byte to its last: what every check works on. */
export interface ReleaseContents {
  /** By path from the top of the bag. */
  readonly files: ReadonlyMap<string, FileFacts>;
  /** The small files that describe the others. */
  readonly texts: ReadonlyMap<string, Buffer>;
  /** The files of the bundle in order, where they were asked to be kept; fewer than there are, or none, where they are too long. */
  readonly bundle: readonly Buffer[];
}

export const statementPath = 'data/release.json';
export const signaturePath = 'data/release.json.sig';
export const readMePath = 'data/READ-ME-FIRST.txt';
export const checkpointPath = 'data/custody/checkpoint';
export const eventsPath = 'data/custody/events.jsonl';
export const proofsPath = 'data/custody/proofs.json';
const bundleFile = /^data\/bundle-\d{2,4}\.pdf$/;
export const exhibitListPath = 'data/exhibit-list.json';

/** Where the signed proof record of a redacted exhibit lies, in `data/`. */
export function proofRecordPath(exhibitFile: string): string {
  return exhibitFile.replace(/^exhibits\/(.*?)(?:\.[A-Za-z0-9]+)?$/, 'redactions/$1.proof.json');
}

const proofRecords = /^data\/redactions\/[0-9]+\.proof\.json(?:\.sig)?$/;
const describing = new Set<string>([...Object.values(bagFiles), statementPath, signaturePath, checkpointPath, eventsPath, proofsPath, exhibitListPath]);
const maximumTextBytes = 128 * 1024 * 1024;

/** Whether a path is that of a file of the bundle: one, or several where the court's limit asks for it. */
export function isBundleFile(path: string): boolean {
  return bundleFile.test(path);
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ReportProgress | undefined;
  /** Told of each file once it was read; its hashes come later. */
  readonly onFile?: (path: string, facts: Promise<FileFacts>) => void;
  /** Keeps the files of the bundle, together no longer than this, for comparing their pages. */
  readonly keepBundleBytes?: number;
}

/** Reads every file of a release to its end, in constant memory but for the files that describe the others. */
export async function readContents(files: AsyncIterable<ArchiveFile>, options: ReadOptions & { readonly step: 'encrypt' | 'verify'; readonly totalBytes: number }): Promise<ReleaseContents> {
  const texts = new Map<string, Buffer>();
  const reading: Promise<readonly [string, FileFacts]>[] = [];
  const threads = startHashThreads();
  const bundle = new Map<string, Buffer>();
  let room = options.keepBundleBytes ?? -1;
  try {
    let done = 0;
    for await (const file of files) {
      const stream = threads.begin(['sha256', 'sha512']);
      const isBundle = isBundleFile(file.path) && file.bytes <= room;
      if (isBundle) room -= file.bytes;
      const kept: Uint8Array[] | undefined = describing.has(file.path) || proofRecords.test(file.path) || isBundle ? [] : undefined;
      let bytes = 0;
      for await (const chunk of file.open()) {
        options.signal?.throwIfAborted();
        await pausePoint(options.signal);
        await stream.update(chunk);
        bytes += chunk.length;
        if (kept !== undefined && !isBundle && bytes > maximumTextBytes) throw new ArchiveError('a file that describes it is too long');
        kept?.push(Uint8Array.from(chunk));
        done += chunk.length;
        options.report?.({ step: options.step, done, total: Math.max(done, options.totalBytes), unit: 'bytes' });
      }
      const facts = stream.digest().then(({ sha256 = '', sha512 = '' }) => ({ bytes, sha256, sha512 }));
      const named = facts.then((found) => [file.path, found] as const);
      named.catch(() => undefined); // awaited below
      reading.push(named);
      options.onFile?.(file.path, facts);
      if (kept === undefined) continue;
      if (isBundle) bundle.set(file.path, Buffer.concat(kept));
      else texts.set(file.path, Buffer.concat(kept));
    }
    return { files: new Map(await Promise.all(reading)), texts, bundle: [...bundle].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => bytes) };
  } finally {
    await threads.close();
  }
}
