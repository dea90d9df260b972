import { createHash } from 'node:crypto';
import type { GlossaryEntry } from '../../../shared/case-model/translation.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { canonicalJson } from '../../integrity/index.ts';
import { typesetPages } from '../../pdf/generated-pages.ts';
import { encryptAge, parseRecipient, writeTar, type ReleaseFile } from '../../release/index.ts';
import { isStale, writeTbx, writeXliff, type XliffVersion } from '../../translation/index.ts';
import type { Vault } from '../../vault/index.ts';
import { editionSecrets } from '../edition/edition-secrets.ts';
import type { Engine } from '../engine.ts';
import { oneChunk } from '../one-chunk.ts';
import { readRecipients } from '../read-recipients.ts';
import type { RunOptions } from '../run-options.ts';
import { documentLanguage } from '../translations/document-language.ts';
import { moveTranslation } from '../translations/translation-versions.ts';
import { writeNewFile } from '../write-new-file.ts';
import { forTranslator } from './sentences-for-translator.ts';

export interface SendRequest {
  /** Id of the version that is asked for. */
  readonly version: string;
  readonly xliff: XliffVersion;
  /** The translator sees the document as this edition leaves it; whole where absent. */
  readonly edition?: string | undefined;
  /** The translator's `age1…` keys, or files of them. */
  readonly recipients: readonly string[];
  readonly out: string;
}

export interface SentRequest {
  readonly segments: number;
  readonly pages: number;
}

/** What is remembered of a request, to know its answer by. */
export interface RememberedRequest {
  readonly sourceSha256: string;
  readonly segments: readonly { readonly id: string; readonly source: string }[];
}

export const requestKind = 'translation-request';

/**
 * Writes a request for a translator: the document or its redacted rendition, its sentences as XLIFF, the glossary as TBX, the deadline and an undertaking of
 * confidentiality to be signed, as a tar encrypted to the translator. The version is `sent` then. Fails with `recipient-invalid`, `usage` (nobody to
 * encrypt to, not read), `translation-stale`, as redacting fails, or as writing files fails.
 */
export async function sendRequest(engine: Engine, vault: Vault, request: SendRequest, options: RunOptions = {}): Promise<Result<SentRequest, Failure>> {
  const version = vault.translations.get(request.version);
  const document = version === undefined ? undefined : vault.documents.get(version.original);
  if (version === undefined || document === undefined) return refusal(failure('document-unknown', 'There is no such request in the case.', { subject: request.version }));
  if (isStale(version, document.sha256)) return refusal(failure('translation-stale', 'The original has changed since this was asked for: ask anew.', { subject: document.id }));
  const keys = await readRecipients(request.recipients);
  if (!keys.ok) return keys;
  const recipients = keys.value.flatMap((key) => {
    const parsed = parseRecipient(key);
    return parsed.ok ? [parsed.value] : [];
  });
  if (recipients.length === 0) return refusal(failure('usage', 'Name the translator’s age key: a request leaves the case encrypted only.'));
  const language = documentLanguage(vault, document) ?? 'und';
  const shown = await forTranslator(engine, vault, { document, language, edition: request.edition }, options);
  if (!shown.ok) return shown;
  const segments = shown.value.sentences.map((source, index) => ({ id: `s${index + 1}`, source }));
  const facts = {
    request: version.id, from: language, into: version.language, title: shown.value.title, number: document.exhibit ?? document.id, sourceSha256: document.sha256, segments: segments.length,
    ...(version.deadline === undefined ? {} : { deadline: version.deadline }), ...(version.note === undefined || request.edition !== undefined ? {} : { note: version.note }),
  };
  const undertaking = await typesetPages(engine.pools, 'undertaking.typ', { ...facts, language: vault.head().languages[0] ?? 'en', office: vault.head().by, translator: version.translator?.name ?? '', deadline: version.deadline ?? '', at: today() }, options.signal);
  if (!undertaking.ok) return undertaking;
  const xliff = writeXliff({ version: request.xliff, sourceLanguage: language, targetLanguage: version.language, request: version.id, sourceSha256: document.sha256, segments });
  const files = [
    part('READ-ME-FIRST.txt', readMe(request.xliff)), part('document.pdf', shown.value.pdf), part('request.xlf', xliff), part('glossary.tbx', writeTbx(glossaryFor(vault, request.edition))),
    part('undertaking.pdf', undertaking.value), part('request.json', Buffer.from(canonicalJson(facts))),
  ];
  const written = await writeNewFile(request.out, async (write) => {
    for await (const chunk of encryptAge(writeTar(listed(files), new Date()), recipients)) {
      if (options.signal?.aborted === true) return refusal(failure('cancelled', 'Stopped at your request.'));
      await write(chunk);
    }
    return success(undefined);
  });
  if (!written.ok) return written;
  vault.records.put(requestKind, version.id, { sourceSha256: document.sha256, segments, packageSha256: createHash('sha256').update(xliff).digest('hex'), ...(request.edition === undefined ? {} : { edition: request.edition }) });
  if (version.state === 'requested' || version.state === 'received') {
    const moved = moveTranslation(vault, { version: version.id, to: 'sent' });
    if (!moved.ok) return moved;
  }
  return success({ segments: segments.length, pages: document.pages });
}

/** Names of protected persons do not go to a translator who sees a redacted document. */
function glossaryFor(vault: Vault, edition: string | undefined): readonly Pick<GlossaryEntry, 'id' | 'forms' | 'note'>[] {
  const entries = vault.translations.glossary().map(({ id, forms }) => ({ id, forms }));
  if (edition === undefined) return entries;
  const secrets = editionSecrets(vault, edition);
  return entries.filter(({ forms }) => !Object.values(forms).some((form) => secrets.shows(form)));
}

function part(path: string, bytes: Uint8Array): ReleaseFile {
  return { path, bytes: bytes.byteLength, open: () => oneChunk(bytes) };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the archive takes its files as they come
async function* listed(files: readonly ReleaseFile[]): AsyncGenerator<ReleaseFile> {
  yield* files;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function readMe(xliff: XliffVersion): Uint8Array {
  return Buffer.from([
    'A request for a translation. Keep it confidential: sign undertaking.pdf and send it back.', '',
    `document.pdf    the document to be translated`, `request.xlf     its sentences, XLIFF ${xliff}: translate each target; OmegaT, Trados, memoQ and others open it`,
    'glossary.tbx    names and terms with the one form to be used', 'request.json    languages, deadline and the SHA-256 of the original', '',
    'What stands as [redacted] was taken out by order of the court. Leave it as it is, at its place in the sentence.', 'Send back request.xlf, or your translation as a PDF.', '',
  ].join('\n'));
}
