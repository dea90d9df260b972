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
export async function lookThroughRelease(engine: Engine, { files, statement, custody }: Outgoing, look: LookThrough, options: RunOptions = {}): Promise<Result<undefined, Failure>> {
  const { secrets } = look;
  if (!secrets.any) return success(undefined);
  if (valuesOf(statement).some((text) => named(secrets, text))) return leak('The signed statement');
  const event = custody.events.find((released) => valuesOf(released).some((text) => named(secrets, text)));
  if (event !== undefined) return leak('The log of custody');
  for (const [index, file] of files.entries()) {
    options.report?.({ step: 'scan', done: index, total: files.length, unit: 'documents' });
    if (named(secrets, file.path)) return leak('The name of a file');
    if (file.bytes > largestReadBytes) continue;
    const found = await lookThroughFile(engine, file, look, options);
    if (!found.ok) return found;
    if (found.value) return leak(`The file ${file.path}`);
  }
  return success(undefined);
}

async function lookThroughFile(engine: Engine, file: ReleaseFile, look: LookThrough, options: RunOptions): Promise<Result<boolean, Failure>> {
  const bytes = await whole(file);
  if (look.proved.has(sha256Hex(bytes))) return success(false);
  const { secrets } = look;
  const extension = /\.[a-z0-9]+$/u.exec(file.path)?.[0];
  if (extension === '.pdf') return lookThroughPdf(engine, bytes, { ...look, decided: look.decided.has(file.path) }, options);
  if (extension === '.xlsx') return success(sheetTexts(bytes).some((text) => named(secrets, text)));
  const text = bytes.toString('utf8');
  // The words of the format are nobody's name: of JSON the values alone are looked at.
  return success((extension === '.json' ? valuesOf(JSON.parse(text)) : [text]).some((said) => named(secrets, said)));
}

async function lookThroughPdf(engine: Engine, pdf: Uint8Array, { secrets, languages, decided }: Pick<LookThrough, 'secrets' | 'languages'> & { readonly decided: boolean }, { signal }: RunOptions): Promise<Result<boolean, Failure>> {
  const strings = secrets.strings.filter((string) => Array.from(string).length >= shortestInBytes);
  const carried = decided ? success(false) : await carriesSecret(engine.pools, pdf, strings, { signal });
  if (!carried.ok || carried.value) return carried;
  const pages = await wordsOf(engine, pdf, signal);
  if (!pages.ok) return pages;
  if (!decided && pages.value.some((page) => secrets.namesOn(page).length > 0)) return success(true);
  const silent = pages.value.filter(({ words }) => words.length === 0).map(({ page }) => page);
  if (silent.length === 0) return success(false);
  const seen = await readDocument(engine.pools, pdf, { pages: silent, forceOcr: true, languages, signal });
  return seen.ok ? success(seen.value.some((page) => secrets.namesOn(page).length > 0)) : seen;
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

function leak(where: string): Result<never, Failure> {
  return refusal(failure('leak-found', `${where} still names what this edition must not show.`));
}
