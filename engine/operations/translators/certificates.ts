import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Translator } from '../../../shared/case-model/document.ts';
import type { CertificatePreset, TranslationVersion } from '../../../shared/case-model/translation.ts';
import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { typesetPages } from '../../pdf/generated-pages.ts';
import { isStale } from '../../translation/index.ts';
import type { StoredDocument, Vault } from '../../vault/index.ts';
import { isMachineDraft } from '../drafts/draft-translation.ts';
import type { Engine } from '../engine.ts';
import { oneChunk } from '../one-chunk.ts';
import type { RunOptions } from '../run-options.ts';
import { storeDocument } from '../store-document.ts';
import { newDocumentId } from '../take-in.ts';
import { systemFailure } from '../system-failure.ts';
import { documentLanguage } from '../translations/document-language.ts';
import { writeNewFile } from '../write-new-file.ts';
import { certificateWords, languageName, missingForCertificate, type CertificateSubject, type CertificateWords, type MissingForCertificate } from './certificate-words.ts';

export interface MakeCertificate {
  readonly version: string;
  readonly preset: CertificatePreset;
  readonly translator: Translator;
  readonly decision?: string | undefined;
  readonly agency?: string | undefined;
  /** ISO 8601 date; today where absent. */
  readonly date?: string | undefined;
  /** Where a copy for signing is written, too. */
  readonly out?: string | undefined;
}

/**
 * Makes the certificate page of a version by a preset and puts it behind its translation, where a bundle shows it. To be signed: the signed scan takes its place. Fails with
 * `document-unknown`, `translation-stale`, and `usage` where there is no text yet, a certificate holds already, or the preset needs more.
 */
export async function makeCertificate(engine: Engine, vault: Vault, request: MakeCertificate, options: RunOptions = {}): Promise<Result<TranslationVersion, Failure>> {
  const found = certifiable(vault, request.version);
  if (!found.ok) return found;
  const { version, text } = found.value;
  const subject = subjectOf(vault, found.value, request);
  const missing = missingForCertificate(request.preset, subject);
  if (missing !== undefined) return refusal(failure('usage', 'This form of certificate needs {{what}}.', { subject: version.id, values: { what: missingWords[missing] } }));
  const pdf = await typesetPages(engine.pools, 'certificate.typ', certificateWords(request.preset, subject), options.signal);
  if (!pdf.ok) return pdf;
  const kept = await keepCertificate(engine, vault, { version, text, name: 'certificate.pdf', chunks: oneChunk(pdf.value), title: `Certificate of translation, ${subject.number}`, signed: false, preset: request.preset, translator: request.translator }, options);
  if (!kept.ok || request.out === undefined) return kept;
  const written = await writeNewFile(request.out, async (write) => {
    await write(pdf.value);
    return success(undefined);
  });
  return written.ok ? kept : written;
}

/** The words that `makeCertificate` would put on the page, and what its preset still needs; nothing is kept. Fails as `makeCertificate` does, but for what is missing. */
export function previewCertificate(vault: Vault, request: MakeCertificate): Result<{ readonly words: CertificateWords; readonly missing?: MissingForCertificate }, Failure> {
  const found = certifiable(vault, request.version);
  if (!found.ok) return found;
  const subject = subjectOf(vault, found.value, request);
  const missing = missingForCertificate(request.preset, subject);
  return success({ words: certificateWords(request.preset, subject), ...(missing === undefined ? {} : { missing }) });
}

/** Takes in the signed certificate (a scan or a PDF): it stands behind the translation in the place of an unsigned one. Fails as `makeCertificate` and taking in do. */
export async function attachCertificate(engine: Engine, vault: Vault, { version: id, file }: { readonly version: string; readonly file: string }, options: RunOptions = {}): Promise<Result<TranslationVersion, Failure>> {
  const found = certifiable(vault, id);
  if (!found.ok) return found;
  const { version, original, text } = found.value;
  try {
    return await keepCertificate(engine, vault, {
      version, text, name: path.basename(file), chunks: createReadStream(file), title: `Certificate of translation, signed, ${original.exhibit ?? original.id}`, signed: true, preset: version.certificate?.preset, translator: version.translator,
    }, options);
  } catch (error) {
    const failed = systemFailure(error, file);
    if (failed === undefined) throw error;
    return refusal(failed);
  }
}

const missingWords: Readonly<Record<MissingForCertificate, string>> = {
  agency: 'the agency’s name and address', contact: 'the address or telephone number at which its signer is reached', register: 'the register number or the appointing decision',
};

interface Certifiable {
  readonly version: TranslationVersion;
  readonly original: StoredDocument;
  readonly text: StoredDocument;
}

function certifiable(vault: Vault, id: string): Result<Certifiable, Failure> {
  const version = vault.translations.get(id);
  const original = version === undefined ? undefined : vault.documents.get(version.original);
  const text = version?.translation === undefined ? undefined : vault.documents.get(version.translation);
  if (version === undefined || original === undefined) return refusal(failure('document-unknown', 'There is no such version of a translation.', { subject: id }));
  if (text === undefined) return refusal(failure('usage', 'There is no translation yet that could be certified.', { subject: id }));
  if (isMachineDraft(vault, text.sha256)) return refusal(failure('usage', 'A machine draft is never certified.', { subject: id }));
  if (isStale(version, original.sha256)) return refusal(failure('translation-stale', 'The original has changed since this version was asked for.', { subject: text.id }));
  if (version.state === 'superseded' || version.certificate?.signed === true) return refusal(failure('usage', 'This version has its certificate, or was superseded.', { subject: id }));
  return success({ version, original, text });
}

function subjectOf(vault: Vault, { version, original, text }: Certifiable, { translator, date, decision, agency }: MakeCertificate): CertificateSubject {
  return {
    from: languageName(documentLanguage(vault, original) ?? 'und'), into: languageName(version.language), title: original.title, number: original.exhibit ?? original.id, pages: text.pages,
    originalSha256: original.sha256, translationSha256: text.sha256, translator, date: date ?? new Date().toISOString().slice(0, 10), decision, agency,
  };
}

interface Certificate {
  readonly version: TranslationVersion;
  readonly text: StoredDocument;
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly title: string;
  readonly signed: boolean;
  readonly preset: CertificatePreset | undefined;
  readonly translator: Translator | undefined;
}

async function keepCertificate(engine: Engine, vault: Vault, { version, text, name, chunks, title, signed, preset, translator }: Certificate, options: RunOptions): Promise<Result<TranslationVersion, Failure>> {
  const document = newDocumentId(vault);
  const stored = await storeDocument({ engine, vault, ...options }, { id: document, name, chunks, title, parent: text.id, confidentiality: text.confidentiality });
  if (!stored.ok) return stored;
  const sha256 = vault.documents.get(document)?.sha256;
  if (sha256 === undefined) throw new Error('a certificate that was stored is not there');
  const certified: TranslationVersion = {
    ...version, ...(translator === undefined ? {} : { translator }), certificate: { document, sha256, signed, ...(preset === undefined ? {} : { preset }) },
  };
  vault.transaction(() => {
    if (version.certificate !== undefined) setAside(vault, version.certificate.document);
    vault.translations.put(certified);
  });
  return success(certified);
}

// The unsigned page stays in the case, outside the bundle.
function setAside(vault: Vault, document: DocumentId): void {
  vault.documents.change(document, { parent: null });
}
