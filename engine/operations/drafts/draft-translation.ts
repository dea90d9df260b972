import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId, Sha256 } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { typesetPages } from '../../pdf/generated-pages.ts';
import { openPdfSession } from '../../pdf/pdf-session.ts';
import { bergamotTool, sentencesOfPages, translateMasked, translateWithBergamot, type TranslateTexts } from '../../translation/index.ts';
import type { JsonValue, StoredDocument, Vault } from '../../vault/index.ts';
import { claimObject } from '../claim-object.ts';
import type { Engine } from '../engine.ts';
import { oneChunk } from '../one-chunk.ts';
import type { RunOptions } from '../run-options.ts';
import { documentLanguage, sameLanguage } from '../translations/document-language.ts';
import { writeNewFile } from '../write-new-file.ts';
import { translateWithApertium } from './apertium.ts';
import { openDraftServer } from './draft-by-server.ts';
import { loadMachineModel, machineModels } from './machine-models.ts';
import { protectedNames, type ProtectedNames } from './protected-names.ts';

/** How a draft came about. */
export interface DraftOrigin {
  /** Engine and version. */
  readonly tool: string;
  /** Name of the model or of the language pair. */
  readonly model: string;
  /** SHA-256 of each of the model's files; none for an outside program or a server. */
  readonly modelSha256: readonly string[];
  readonly licence: string;
}

/** A machine's first look at a document in another language. For orientation: never certified, never handed over. */
export interface MachineDraft extends DraftOrigin {
  readonly document: DocumentId;
  /** Of the original that was translated. */
  readonly originalSha256: string;
  /** BCP 47. */
  readonly language: string;
  readonly madeAt: string;
  /** Of the watermarked PDF. */
  readonly sha256: Sha256;
  readonly pages: number;
  readonly segments: readonly { readonly original: string; readonly draft: string }[];
}

export interface DraftRequest {
  readonly document: DocumentId;
  /** Id of an imported model, `apertium` for the program on this machine, or `libretranslate` for the server that is confirmed for this case. */
  readonly engine: string;
  /** The server's address as the user was shown it. */
  readonly server?: string | undefined;
  /** BCP 47. */
  readonly language: string;
}

const kind = 'machine-draft';
// Every draft that was ever made, by its hash: one that was removed or made anew is no translation either.
const madeKind = 'machine-draft-made';

/**
 * Drafts a translation, protected names masked, and keeps it as a PDF on whose every page “machine draft” stands. Fails with `document-unknown`, `usage` (not read, or no
 * engine for the languages), `not-offered`, `draft-failed`, as `openDraftServer` does, or with `cancelled`; nothing is kept then.
 */
export async function draftTranslation(engine: Engine, vault: Vault, request: DraftRequest, options: RunOptions = {}): Promise<Result<MachineDraft, Failure>> {
  const document = vault.documents.get(request.document);
  if (document === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: request.document }));
  const from = documentLanguage(vault, document);
  if (from === undefined || sameLanguage(from, request.language)) return refusal(failure('usage', 'State the document’s language first; a draft is made into another one.', { subject: document.id }));
  const sentences = sentencesOfPages(vault.pageTexts.list(document.id), from).map(({ text }) => text);
  if (sentences.length === 0) return refusal(failure('usage', 'This document was not read yet, or carries no text.', { subject: document.id }));
  const names = protectedNames(vault);
  const chosen = await chooseEngine(engine, vault, { ...request, of: document, from, total: sentences.length, names }, options);
  if (!chosen.ok) return chosen;
  const { origin, translate } = chosen.value;
  const translated = await translateMasked(names?.mark(sentences) ?? sentences.map((text) => ({ text, names: [] })), translate);
  if (!translated.ok) return translated;
  const segments = sentences.map((original, index) => ({ original, draft: translated.value[index] ?? '' }));
  const madeAt = new Date().toISOString();
  const pdf = await typesetPages(engine.pools, 'machine-draft.typ', {
    language: vault.head().languages[0] ?? 'en', into: request.language, from, title: document.title, number: document.exhibit ?? document.id, sha256: document.sha256, madeAt: madeAt.slice(0, 10), ...origin, segments,
  }, options.signal);
  if (!pdf.ok) return pdf;
  const pages = await pagesOf(engine, pdf.value, options.signal);
  if (!pages.ok) return pages;
  const stored = await vault.putObject(oneChunk(pdf.value), { signal: options.signal });
  const draft: MachineDraft = { document: document.id, originalSha256: document.sha256, language: request.language, madeAt, sha256: stored.sha256, pages: pages.value, segments, ...origin };
  const replaced = await claimObject(vault, stored, () => vault.transaction(() => {
    const before = vault.renditions.put({
      document: document.id, kind: 'machine-draft', edition: request.language, sha256: stored.sha256, bytes: stored.bytes, pages: pages.value, derivedFrom: document.sha256, tool: origin.tool, madeAt, object: stored.objectId,
    });
    vault.records.put(kind, `${document.id}/${request.language}`, draft as unknown as JsonValue);
    vault.records.put(madeKind, stored.sha256, { document: document.id });
    vault.appendEvent({ action: 'machine-draft-made', object: document.id, sha256: stored.sha256, facts: { language: request.language, tool: origin.tool, model: origin.modelSha256[0] ?? origin.model } });
    return before;
  }));
  if (replaced !== undefined) await vault.removeObject(replaced);
  return success(draft);
}

/** The drafts of a document, newest state of each language. */
export function machineDrafts(vault: Vault, document?: DocumentId): MachineDraft[] {
  return vault.records.list(kind).map(({ value }) => value as unknown as MachineDraft).filter((draft) => document === undefined || draft.document === document);
}

/** Removes a draft and its PDF; that its bytes are a machine's stays known. Fails with `document-unknown` where there is none. */
export async function removeMachineDraft(vault: Vault, { document, language }: { readonly document: DocumentId; readonly language: string }): Promise<Result<undefined, Failure>> {
  const rendition = vault.renditions.get(document, kind, language);
  if (rendition === undefined) return refusal(failure('document-unknown', 'There is no draft of this document in this language.', { subject: document }));
  vault.transaction(() => {
    vault.renditions.remove(document, kind, language);
    vault.records.remove(kind, `${document}/${language}`);
  });
  await vault.removeObject(rendition.object);
  return success(undefined);
}

/** Writes the watermarked PDF of a draft to a new file. Fails with `document-unknown` where there is none, or as writing a file fails. */
export async function saveMachineDraft(vault: Vault, { document, language }: { readonly document: DocumentId; readonly language: string }, out: string): Promise<Result<Record<string, never>, Failure>> {
  const rendition = vault.renditions.get(document, kind, language);
  if (rendition === undefined) return refusal(failure('document-unknown', 'There is no draft of this document in this language.', { subject: document }));
  const pdf = await vault.readWholeObject(rendition.object);
  return writeNewFile(out, async (write) => {
    await write(pdf);
    return success({});
  });
}

/** Whether these bytes are a machine's draft of this case: such a document is never a certified translation. */
export function isMachineDraft(vault: Vault, sha256: string): boolean {
  return vault.records.get(madeKind, sha256) !== undefined || machineDrafts(vault).some((draft) => draft.sha256 === sha256);
}

interface Chosen {
  readonly origin: DraftOrigin;
  readonly translate: TranslateTexts;
}

interface ToTranslate extends DraftRequest {
  readonly of: StoredDocument;
  /** BCP 47. */
  readonly from: string;
  /** Of sentences. */
  readonly total: number;
  readonly names: ProtectedNames | undefined;
}

async function chooseEngine(engine: Engine, vault: Vault, { engine: id, server, of: document, from, language, total, names }: ToTranslate, options: RunOptions): Promise<Result<Chosen, Failure>> {
  const report = (done: number): void => options.report?.({ step: 'draft', done: Math.floor((Math.min(done, total) / total) * document.pages), total: document.pages, unit: 'pages', document: document.id });
  if (id === 'apertium') return translateWithApertium({ from, to: language, signal: options.signal, report });
  if (id === 'libretranslate') return openDraftServer(engine, vault, { document, server, from, to: language, names, signal: options.signal, report });
  const model = machineModels(vault).find((candidate) => candidate.id === id);
  if (model === undefined) return refusal(failure('usage', 'There is no such model in this case.', { subject: id }));
  if (!sameLanguage(model.from, from) || !sameLanguage(model.to, language)) return refusal(failure('usage', 'This model translates from {{from}} into {{into}}.', { subject: id, values: { from: model.from, into: model.to } }));
  const files = await loadMachineModel(vault, model);
  return success({
    origin: { tool: bergamotTool, model: model.name, modelSha256: model.files.map(({ sha256 }) => sha256), licence: model.licence },
    translate: (texts) => translateWithBergamot(engine.pools, files, texts, { signal: options.signal, progress: report }),
  });
}

async function pagesOf(engine: Engine, pdf: Uint8Array, signal: AbortSignal | undefined): Promise<Result<number, Failure>> {
  const session = await openPdfSession(engine.pools.document, pdf, signal === undefined ? {} : { signal });
  if (!session.ok) return session;
  const { length } = session.value.pages;
  session.value.close();
  return success(length);
}
