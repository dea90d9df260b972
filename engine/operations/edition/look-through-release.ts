import { inflateRawSync } from 'node:zlib';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { PageText } from '../../../shared/page-text.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { sha256Hex } from '../../integrity/index.ts';
import { openPdfSession } from '../../pdf/pdf-session.ts';
import { readDocument } from '../../reading/index.ts';
import { carriesSecret } from '../../redaction/index.ts';
import type { CustodyExtract, ReleaseFacts, ReleaseFile } from '../../release/index.ts';
import type { Engine } from '../engine.ts';
import type { RunOptions } from '../run-options.ts';
import type { EditionSecrets } from './edition-secrets.ts';
import { whoOf, type LeakPlace } from './find-leak.ts';

/** Everything that is about to leave. */
export interface Outgoing {
  readonly files: readonly ReleaseFile[];
  readonly statement: ReleaseFacts;
  readonly custody: CustodyExtract;
}

export interface LookThrough {
  readonly secrets: EditionSecrets;
  /** BCP 47, for pages that have to be recognised. */
  readonly languages: readonly string[];
  /** SHA-256 of files that were looked through or proved, as they are, for this very edition. */
  readonly proved: ReadonlySet<string>;
  /** Paths of files in which a person let something stay visible: only what their pages say beyond that was looked for, when they were built. */
  readonly decided: ReadonlySet<string>;
}

const largestReadBytes = 1 << 30;
// A shorter word stands by chance between other bytes.
const shortestInBytes = 5;

/**
 * The last look before a release is sealed: at every file name, list, log and statement, and at every layer of every PDF that was not proved as it is: text, pictures of text,
 * metadata, bookmarks, annotations, forms, scripts, attachments, hidden layers, earlier revisions. Fails with `leak-found`, naming the file, and closed: what
 * cannot be looked through does not leave.
 */
export async function lookThroughRelease(engine: Engine, outgoing: Outgoing, look: LookThrough, options: RunOptions = {}): Promise<Result<undefined, Failure>> {
  const found = await leaksInRelease(engine, outgoing, look, { ...options, first: true });
  if (!found.ok) return found;
  const [leak] = found.value;
  return leak === undefined ? success(undefined) : refusal(failure('leak-found', '{{where}} still names what this edition must not show.', { values: { where: spoken(leak) } }));
}

/** The same look, for all places that it finds, a file's pages one by one; `first`: it ends at the first. Fails closed: what cannot be looked through is a failure. */
export async function leaksInRelease(engine: Engine, { files, statement, custody }: Outgoing, look: LookThrough, options: RunOptions & { readonly first?: boolean } = {}): Promise<Result<readonly LeakPlace[], Failure>> {
  const { secrets } = look;
  if (!secrets.any) return success([]);
  const places: LeakPlace[] = [
    ...(valuesOf(statement).some((text) => named(secrets, text)) ? [{ where: 'statement' as const }] : []),
    ...(custody.events.some((released) => valuesOf(released).some((text) => named(secrets, text))) ? [{ where: 'custody' as const }] : []),
  ];
  for (const [index, file] of files.entries()) {
    if (options.first === true && places.length > 0) break;
    options.report?.({ step: 'scan', done: index, total: files.length, unit: 'documents' });
    if (named(secrets, file.path)) places.push({ where: 'file-name', file: file.path });
    if (file.bytes > largestReadBytes) continue;
    const found = await lookThroughFile(engine, file, look, options);
    if (!found.ok) return found;
    places.push(...found.value.map((place) => ({ ...place, where: 'file' as const, file: file.path })));
  }
  return success(places);
}

function spoken({ where, file = '' }: LeakPlace): string {
  return where === 'statement' ? 'The signed statement' : where === 'custody' ? 'The log of custody' : where === 'file-name' ? 'The name of a file' : `The file ${file}`;
}

type PlaceInFile = Pick<LeakPlace, 'page' | 'who'>;
const somewhere: readonly PlaceInFile[] = [{}];

async function lookThroughFile(engine: Engine, file: ReleaseFile, look: LookThrough, options: RunOptions): Promise<Result<readonly PlaceInFile[], Failure>> {
  const bytes = await whole(file);
  if (look.proved.has(sha256Hex(bytes))) return success([]);
  const { secrets } = look;
  const extension = /\.[a-z0-9]+$/u.exec(file.path)?.[0];
  if (extension === '.pdf') return lookThroughPdf(engine, bytes, { ...look, decided: look.decided.has(file.path) }, options);
  if (extension === '.xlsx') return success(sheetTexts(bytes).some((text) => named(secrets, text)) ? somewhere : []);
  const text = bytes.toString('utf8');
  // The words of the format are nobody's name: of JSON the values alone are looked at.
  return success((extension === '.json' ? valuesOf(JSON.parse(text)) : [text]).some((said) => named(secrets, said)) ? somewhere : []);
}

async function lookThroughPdf(engine: Engine, pdf: Uint8Array, { secrets, languages, decided }: Pick<LookThrough, 'secrets' | 'languages'> & { readonly decided: boolean }, { signal }: RunOptions): Promise<Result<readonly PlaceInFile[], Failure>> {
  const strings = secrets.strings.filter((string) => Array.from(string).length >= shortestInBytes);
  const carried = decided ? success(false) : await carriesSecret(engine.pools, pdf, strings, { signal });
  if (!carried.ok) return carried;
  const pages = await wordsOf(engine, pdf, signal);
  // What carries a secret leaks, whether its pages can be read or not.
  if (!pages.ok) return carried.value ? success(somewhere) : pages;
  const inWords = decided ? [] : pagesThatName(secrets, pages.value);
  const silent = carried.value ? [] : pages.value.filter(({ words }) => words.length === 0).map(({ page }) => page);
  if (silent.length === 0 || inWords.length > 0) return success(inWords.length === 0 && carried.value ? somewhere : inWords);
  const seen = await readDocument(engine.pools, pdf, { pages: silent, forceOcr: true, languages, signal });
  return seen.ok ? success(pagesThatName(secrets, seen.value)) : seen;
}

function pagesThatName(secrets: EditionSecrets, pages: readonly PageText[]): PlaceInFile[] {
  return pages.flatMap((page) => {
    const mentions = secrets.namesOn(page);
    return mentions.length === 0 ? [] : [{ page: page.page, ...whoOf(mentions) }];
  });
}

async function wordsOf(engine: Engine, pdf: Uint8Array, signal: AbortSignal | undefined): Promise<Result<PageText[], Failure>> {
  const session = await openPdfSession(engine.pools.document, pdf, signal === undefined ? {} : { signal });
  if (!session.ok) return session;
  try {
    const pages: PageText[] = [];
    for (let page = 1; page <= session.value.pages.length; page++) {
      const read = await session.value.words(page, signal);
      if (!read.ok) return read;
      pages.push({ page, source: 'text', ...read.value });
    }
    return success(pages);
  } finally {
    session.value.close();
  }
}

// Keys, hashes and signatures are no text: in a long enough run of letters every short name stands somewhere.
const runsOfDigits = /[0-9a-f]{32,}|[A-Za-z0-9+/=]{40,}|age1[02-9ac-hj-np-z]{58}/gu;

function named(secrets: EditionSecrets, text: string): boolean {
  return secrets.namedIn(text.replace(runsOfDigits, ' '));
}

/** Every text among the values of plain data. */
function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesOf) : [];
}

/** Texts of a workbook of our own making: its parts, inflated. */
function sheetTexts(bytes: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; bytes.length - at > 30 && bytes.readUInt32LE(at) === 0x0403_4b50;) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const end = start + bytes.readUInt32LE(at + 18);
    texts.push(inflateRawSync(bytes.subarray(start, end)).toString('utf8').replace(/<[^>]*>/gu, ' ').replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code))));
    at = end;
  }
  if (texts.length === 0) throw new Error('a workbook that was just written cannot be read');
  return texts;
}

async function whole(file: ReleaseFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
