import { readFile, stat } from 'node:fs/promises';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { TranslationVersion } from '../../../shared/case-model/translation.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { typesetPages } from '../../pdf/generated-pages.ts';
import { redactedMark } from '../../people/index.ts';
import { decryptAge, parseIdentities } from '../../release/index.ts';
import { findDifferences, possibleSteps, readXliffFile, type Difference, type XliffFile } from '../../translation/index.ts';
import type { JsonValue, Vault } from '../../vault/index.ts';
import { claimObject } from '../claim-object.ts';
import type { Engine } from '../engine.ts';
import { oneChunk } from '../one-chunk.ts';
import type { RunOptions } from '../run-options.ts';
import { storeDocument } from '../store-document.ts';
import { newDocumentId } from '../take-in.ts';
import { systemFailure } from '../system-failure.ts';
import { moveTranslation } from '../translations/translation-versions.ts';
import { requestKind, type RememberedRequest } from './send-request.ts';

/** What is odd about one sentence of an answer. */
export interface ReturnFinding {
  /** As in the request. */
  readonly segment: string;
  readonly kind: 'missing' | 'untranslated' | 'source-changed' | 'unknown' | 'redaction-lost' | Difference['kind'];
  /** Evidence: shown, never logged. */
  readonly source: string;
  readonly target: string;
}

export interface TakenInReturn {
  readonly version: TranslationVersion;
  readonly document: DocumentId;
  /** Sentences that came back translated, each with its own source. */
  readonly matched: number;
  readonly findings: readonly ReturnFinding[];
}

const largestBytes = 64 << 20;

/**
 * Takes in a translator's XLIFF, sealed with age to this case's key or plain: matched with its request by number and by the hash of the source, sentence by sentence. The
 * translation becomes a document of the case, and the version `received`; what does not fit is answered for the reviewer. Fails with `return-mismatch`
 * (another request, another original, no sentence of it), as reading XLIFF fails, or as taking in fails.
 */
export async function takeInReturn(engine: Engine, vault: Vault, { version: id, file }: { readonly version: string; readonly file: string }, options: RunOptions = {}): Promise<Result<TakenInReturn, Failure>> {
  const version = vault.translations.get(id);
  const remembered = vault.records.get(requestKind, id) as RememberedRequest | undefined;
  const original = version === undefined ? undefined : vault.documents.get(version.original);
  if (version === undefined || original === undefined || remembered === undefined) return refusal(failure('document-unknown', 'No request of this version was sent.', { subject: id }));
  if (!possibleSteps(version).includes('received')) return refusal(failure('usage', 'A translation that is {{state}} waits for no answer: send it back first.', { subject: id, values: { state: version.state } }));
  const bytes = await openReturn(vault, file);
  if (!bytes.ok) return bytes;
  const read = await readXliffFile(engine.pools, bytes.value, { signal: options.signal });
  if (!read.ok) return read;
  const wrong = mismatch(read.value, version, remembered);
  if (wrong !== undefined) return refusal(failure('return-mismatch', wrong, { subject: id }));
  const { findings, translated } = compare(read.value, remembered, version, original.language ?? 'und');
  if (!translated.some(({ source, target }) => source.trim() !== target)) return refusal(failure('return-mismatch', 'No sentence of the request came back translated.', { subject: id }));
  const targets = new Map(translated.map((segment) => [segment.id, segment.target]));
  const pdf = await typesetPages(engine.pools, 'translation.typ', {
    language: version.language, title: original.title, number: original.exhibit ?? original.id, from: read.value.sourceLanguage, sha256: original.sha256,
    translator: version.translator?.name ?? '', segments: remembered.segments.map((segment) => targets.get(segment.id) ?? '[not translated]'),
  }, options.signal);
  if (!pdf.ok) return pdf;
  const document = newDocumentId(vault);
  const kept = await vault.putObject(oneChunk(bytes.value), { signal: options.signal });
  const moved = await claimObject(vault, kept, async () => {
    const stored = await storeDocument({ engine, vault, ...options }, {
      id: document, name: `translation-${version.language}-${version.version}.pdf`, chunks: oneChunk(pdf.value), title: `${original.title} (translation into ${version.language})`, language: version.language, confidentiality: original.confidentiality,
    });
    if (!stored.ok) {
      await vault.removeObject(kept.objectId);
      return stored;
    }
    return vault.transaction(() => {
      vault.records.put('translation-return', document, { version: id, object: kept.objectId, sha256: kept.sha256, findings: findings as unknown as JsonValue });
      return moveTranslation(vault, { version: id, to: 'received', translation: document });
    });
  });
  return moved.ok ? success({ version: moved.value, document, matched: translated.length, findings }) : moved;
}

async function openReturn(vault: Vault, file: string): Promise<Result<Uint8Array, Failure>> {
  try {
    if ((await stat(file)).size > largestBytes) return refusal(failure('document-too-large', 'An answer of more than 64 MB is no file of sentences.', { subject: file }));
    const bytes = await readFile(file);
    if (!bytes.subarray(0, 22).toString('latin1').startsWith('age-encryption.org/v1') && !bytes.subarray(0, 40).toString('latin1').includes('BEGIN AGE ENCRYPTED')) return success(bytes);
    const identities = parseIdentities(vault.identity.ageIdentity());
    if (!identities.ok) return identities;
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of decryptAge(oneChunk(bytes), { identities: identities.value })) {
      length += chunk.byteLength;
      if (length > largestBytes) return refusal(failure('document-too-large', 'An answer of more than 64 MB is no file of sentences.', { subject: file }));
      chunks.push(chunk);
    }
    return success(Buffer.concat(chunks));
  } catch (error) {
    const failed = systemFailure(error, file);
    if (failed !== undefined) return refusal(failed);
    if (error instanceof Error && error.name === 'AgeError') return refusal(failure('identity-wrong', 'This answer was not sealed to this case, or was damaged on its way.', { subject: file }));
    throw error;
  }
}

function mismatch(file: XliffFile, version: TranslationVersion, remembered: RememberedRequest): string | undefined {
  if (file.request !== version.id) return 'This file answers another request.';
  if (file.sourceSha256 !== remembered.sourceSha256) return 'This file is a translation of another original: the hash of the source differs.';
  return undefined;
}

function compare(file: XliffFile, { segments }: RememberedRequest, version: TranslationVersion, from: string): { readonly findings: ReturnFinding[]; readonly translated: { readonly id: string; readonly source: string; readonly target: string }[] } {
  const answers = new Map(file.segments.map((segment) => [segment.id, segment]));
  const asked = new Set(segments.map(({ id }) => id));
  const findings: ReturnFinding[] = file.segments.filter(({ id }) => !asked.has(id)).map(({ id, source, target = '' }) => ({ segment: id, kind: 'unknown', source, target }));
  const translated: { readonly id: string; readonly source: string; readonly target: string }[] = [];
  for (const { id, source } of segments) {
    const answer = answers.get(id);
    const target = answer?.target?.trim() ?? '';
    const odd = (kind: ReturnFinding['kind']): void => void findings.push({ segment: id, kind, source, target });
    if (answer === undefined) odd('missing');
    // A sentence whose source was changed on the way is not taken for a translation of ours.
    else if (answer.source.trim() !== source.trim()) odd('source-changed');
    else if (target === '' || (target === source.trim() && /\p{L}{2}/u.test(source.replaceAll(redactedMark, '')))) odd('untranslated');
    else {
      if (count(source) !== count(target)) odd('redaction-lost');
      translated.push({ id, source, target });
    }
  }
  const sides = { original: translated.map(({ source }) => source), translation: translated.map(({ target }) => target), originalLanguage: from, translationLanguage: version.language };
  const differences = findDifferences(sides, translated.map((_, index) => ({ original: [index], translation: [index] })));
  return { translated, findings: [...findings, ...differences.flatMap(({ link, kind }) => {
    const segment = translated[link];
    return segment === undefined ? [] : [{ segment: segment.id, kind, source: segment.source, target: segment.target }];
  })] };
}

function count(text: string): number {
  return text.split(redactedMark).length;
}
