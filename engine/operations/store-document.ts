import type { CaseDocument, Confidentiality, DocumentKind, Source } from '../../shared/case-model/document.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { detectKind, duplicateKeys, makeRendition, type IntakeResult } from '../intake/index.ts';
import type { StoredObject, Vault } from '../vault/index.ts';
import { claimObject } from './claim-object.ts';
import type { Engine } from './engine.ts';
import { inside, tryPasswords, type AskPassword } from './file-passwords.ts';
import { indexDocumentNames } from './search-entries.ts';
import { oneChunk } from './one-chunk.ts';
import type { RunOptions } from './run-options.ts';
import type { IntakeReport, Refused, TakenIn } from './intake-report.ts';

export interface DocumentToStore {
  readonly id: DocumentId;
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly title?: string;
  readonly language?: string;
  readonly exhibit?: string;
  readonly confidentiality?: Confidentiality;
  readonly source?: Source;
  readonly password?: string;
  readonly parent?: DocumentId;
  /** What leads to it, for a person: its name where absent. */
  readonly label?: string;
  /** SHA-256 that its custody sheet gives it. */
  readonly expectedSha256?: string;
  /** SHA-256 of the custody sheet that came with it, and whether it names this file. */
  readonly custodySheet?: { readonly sha256: string; readonly line: number | undefined };
}

// What a worker can be given at once; larger files are told by their head and kept native.
const largestParsedBytes = 1 << 30;
const headBytes = 1 << 20;
const deepestNesting = 8;

/** Where documents are stored, and by what. */
export interface Storing extends RunOptions {
  readonly engine: Engine;
  readonly vault: Vault;
  readonly askPassword?: AskPassword | undefined;
  /** Keeps protected files whose password is not known as they came. */
  readonly keepProtected?: boolean | undefined;
}

/** Stores one document and all that it carries: the original first, then what is made from it. */
export async function storeDocument(storing: Storing, toStore: DocumentToStore, depth = 0): Promise<Result<IntakeReport, Failure>> {
  const { vault, signal } = storing;
  const original = await vault.putObject(toStore.chunks, { signal });
  const kept = await claimObject(vault, original, async (): Promise<Result<{ document: CaseDocument; intake: IntakeResult }, Failure>> => {
    const made = await render(storing, toStore, { ...original, depth });
    if (!made.ok) {
      await vault.removeObject(original.objectId);
      return made;
    }
    const { kind, intake } = made.value;
    const rendition = await storeRendition(vault, original, intake, signal);
    const document = describe(toStore, original, kind, intake.pages);
    const place = (): void => vault.transaction(() => record(vault, { document, original, intake, rendition, toStore }));
    if (rendition === undefined || rendition === original) place();
    else await claimObject(vault, rendition, place);
    return success({ document, intake });
  });
  if (!kept.ok) return kept;
  const { document, intake } = kept.value;
  const taken: TakenIn = { id: document.id, name: document.name, sha256: document.sha256, kind: document.kind, pages: document.pages, ...(document.parent === undefined ? {} : { parent: document.parent }) };
  const children = await storeChildren(storing, { parent: { ...toStore, id: document.id }, intake, depth });
  return children.ok ? success({ documents: [taken, ...children.value.documents], refused: children.value.refused }) : children;
}

async function render({ engine, vault, signal, askPassword, keepProtected = false }: Storing, toStore: DocumentToStore, original: StoredObject & { readonly depth: number }): Promise<Result<{ kind: DocumentKind; intake: IntakeResult }, Failure>> {
  if (original.bytes === 0) return refusal(failure('document-empty', 'The file is empty.', { subject: toStore.name }));
  // What is parsed is what was stored, not the file again: it could have changed in between.
  const whole = original.bytes <= largestParsedBytes;
  const bytes = whole ? await vault.readWholeObject(original.objectId) : await readHead(vault.readObject(original.objectId));
  const kind = detectKind(bytes, toStore.name);
  if (!whole && kind !== 'audio' && kind !== 'video' && kind !== 'unknown') return refusal(failure('document-too-large', 'The document is larger than 1 GB.', { subject: toStore.name }));
  const { name, language, label = name } = toStore;
  const attempt = (password: string | undefined, keep: boolean): Promise<Result<IntakeResult, Failure>> => makeRendition(engine.pools, {
    keepProtected: keep, bytes, name, kind, sha256: original.sha256, size: original.bytes, depth: original.depth, pagesLanguage: vault.head().languages[0], ...(language === undefined ? {} : { language }), ...(password === undefined ? {} : { password }),
  }, { signal });
  const tried = await tryPasswords((password) => attempt(password, false), { isLocked, label, ask: askPassword, first: toStore.password });
  const intake = keepProtected && !tried.ok && isLocked(tried) ? await attempt(undefined, true) : tried;
  return intake.ok ? success({ kind: intake.value.kind, intake: intake.value }) : refusal({ ...intake.failure, subject: intake.failure.subject ?? name });
}

/** Whether a file, or a file inside it, asks for another password. */
export function isLocked(intake: Result<IntakeResult, Failure>): boolean {
  return intake.ok ? (intake.value.locked?.length ?? 0) > 0 : intake.failure.code === 'document-encrypted';
}

async function readHead(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.byteLength;
    if (length >= headBytes) break;
  }
  return Buffer.concat(parts);
}

async function storeRendition(vault: Vault, original: StoredObject, { rendition }: IntakeResult, signal: AbortSignal | undefined): Promise<StoredObject | undefined> {
  if (rendition === null) return undefined;
  return rendition.made ? vault.putObject(oneChunk(rendition.pdf), { signal }) : original;
}

// Characters that turn the direction of writing let `exe.pdf` be read where the name ends in `fdp.exe`; the name itself is kept as it came.
const turning = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

function plainTitle(name: string): string {
  const plain = name.replace(turning, '').trim();
  return plain === '' ? name : plain;
}

function describe(toStore: DocumentToStore, original: StoredObject, kind: DocumentKind, pages: number): CaseDocument {
  const { id, name, title, language, exhibit, confidentiality = 'parties', source = {}, parent } = toStore;
  return {
    id, name, title: title ?? plainTitle(name), kind, sha256: original.sha256, bytes: original.bytes, pages, confidentiality, source, takenInAt: new Date().toISOString(),
    ...(language === undefined ? {} : { language }), ...(exhibit === undefined ? {} : { exhibit }), ...(parent === undefined ? {} : { parent }),
  };
}

interface ToRecord {
  readonly document: CaseDocument;
  readonly original: StoredObject;
  readonly intake: IntakeResult;
  readonly rendition: StoredObject | undefined;
  readonly toStore: DocumentToStore;
}

function record(vault: Vault, { document, original, intake, rendition, toStore }: ToRecord): void {
  const { id, sha256 } = document;
  const [twin] = vault.documents.bySha256(sha256);
  vault.documents.add({ ...document, original: original.objectId });
  if (rendition !== undefined) {
    vault.renditions.put({
      document: id, kind: 'pdf', edition: '', sha256: rendition.sha256, bytes: rendition.bytes, pages: intake.pages, derivedFrom: sha256,
      tool: intake.rendition?.tool ?? '', madeAt: document.takenInAt, object: rendition.objectId,
    });
  }
  for (const finding of intake.findings) vault.findings.add({ document: id, ...finding });
  if (twin !== undefined) vault.findings.add({ document: id, code: 'duplicate', message: `The same bytes are in the case as document ${twin.id}.` });
  vault.records.put('facts', id, intake.facts);
  const { custodySheet } = toStore;
  const { message } = duplicateKeys(intake.facts);
  if (message !== undefined) {
    const known = vault.records.get('message-id', message);
    if (known === undefined) vault.records.put('message-id', message, id);
    else if (twin === undefined && typeof known === 'string') vault.findings.add({ document: id, code: 'duplicate-message', message: `The same e-mail, by its Message-ID, is in the case as document ${known}, in another file.` });
  }
  if (document.parent === undefined) recordCustody(vault, document, toStore);
  indexDocumentNames(vault, document);
  vault.appendEvent({
    action: 'document-taken-in', object: id, sha256,
    facts: { kind: document.kind, bytes: document.bytes, pages: document.pages, ...(custodySheet?.line === undefined ? {} : { custodySheet: custodySheet.sha256, custodyLine: custodySheet.line }) },
  });
}

/** The first line of an item's custody form, and where its custody sheet does not fit it. */
function recordCustody(vault: Vault, { id, sha256, source, takenInAt }: CaseDocument, { expectedSha256, custodySheet }: DocumentToStore): void {
  const { receivedFrom, receivedBy, place, condition, sealNumber } = source;
  vault.custody.add({
    document: id, at: takenInAt, action: 'taken-in', sha256After: sha256, ...(receivedFrom === undefined ? {} : { releasedBy: receivedFrom }), ...(receivedBy === undefined ? {} : { receivedBy }),
    ...(place === undefined ? {} : { place }), ...(condition === undefined ? {} : { condition }), ...(sealNumber === undefined ? {} : { sealNumber }),
  });
  if (custodySheet !== undefined && custodySheet.line === undefined) vault.findings.add({ document: id, code: 'custody-not-named', message: 'The custody sheet that came with the files does not name this one.' });
  if (expectedSha256 !== undefined && expectedSha256 !== sha256) {
    vault.findings.add({ document: id, code: 'custody-hash-differs', message: `The custody sheet gives this file another SHA-256 (line ${custodySheet?.line ?? 0}): what came is not what was handed over, or the sheet is wrong.` });
  }
}

/** Stores the files inside a document that the case does not have yet. */
export async function storeChildren(storing: Storing, from: { readonly parent: Omit<DocumentToStore, 'chunks'>; readonly intake: IntakeResult; readonly depth: number }): Promise<Result<IntakeReport, Failure>> {
  const documents: TakenIn[] = [];
  const { parent, intake, depth } = from;
  const label = parent.label ?? parent.name;
  const childId = (place: number): DocumentId => `${parent.id}-a${place}` as DocumentId;
  const refused: Refused[] = (intake.locked ?? []).filter(({ place }) => !storing.vault.documents.has(childId(place))).map(({ name }) => ({
    path: `${label}${inside}${name}`, parent: parent.id, failure: failure('document-encrypted', 'The file is protected by a password. Give its password to take it out.'),
  }));
  for (const [index, child] of intake.children.entries()) {
    const within = `${label}${inside}${child.name}`;
    if (depth + 1 > deepestNesting) {
      refused.push({ path: within, parent: parent.id, failure: failure('document-hostile', 'Nested more than {{depth}} deep.', { values: { depth: deepestNesting } }) });
      continue;
    }
    const id = childId(child.place ?? index + 1);
    if (storing.vault.documents.has(id)) continue;
    const { confidentiality, source, language } = parent;
    const stored = await storeDocument(storing, {
      id, name: child.name, label: within, chunks: oneChunk(child.bytes), parent: parent.id,
      ...(confidentiality === undefined ? {} : { confidentiality }), ...(source === undefined ? {} : { source }), ...(language === undefined ? {} : { language }),
    }, depth + 1);
    if (stored.ok) {
      documents.push(...stored.value.documents);
      refused.push(...stored.value.refused);
    } else if (stored.failure.code === 'cancelled' || stored.failure.code === 'disk-full') {
      return stored;
    } else {
      refused.push({ path: within, parent: parent.id, failure: stored.failure });
      storing.vault.findings.add({ document: parent.id, code: 'attachment-refused', message: `An attachment was refused: ${stored.failure.message}` });
    }
  }
  return success({ documents, refused });
}
