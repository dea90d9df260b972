import type { CaseDocument, Confidentiality, DocumentKind, Source } from '../../shared/case-model/document.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { detectKind, makeRendition, type IntakeResult } from '../intake/index.ts';
import type { StoredObject, Vault } from '../vault/index.ts';
import type { Engine } from './engine.ts';
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
}

// What a worker can be given at once; larger files are told by their head and kept native.
const largestParsedBytes = 1 << 30;
const headBytes = 1 << 20;
const deepestNesting = 8;

/** Where documents are stored, and by what. */
export interface Storing extends RunOptions {
  readonly engine: Engine;
  readonly vault: Vault;
}

/** Stores one document and all that it carries: the original first, then what is made from it. */
export async function storeDocument(storing: Storing, toStore: DocumentToStore, depth = 0): Promise<Result<IntakeReport, Failure>> {
  const { vault, signal } = storing;
  const original = await vault.putObject(toStore.chunks, { signal });
  const made = await render(storing, toStore, { ...original, depth });
  if (!made.ok) {
    await vault.removeObject(original.objectId);
    return made;
  }
  const { kind, intake } = made.value;
  const rendition = await storeRendition(vault, original, intake, signal);
  const document = describe(toStore, original, kind, intake.pages);
  vault.transaction(() => record(vault, { document, original, intake, rendition }));
  const taken: TakenIn = { id: document.id, name: document.name, sha256: document.sha256, kind, pages: document.pages, ...(document.parent === undefined ? {} : { parent: document.parent }) };
  const children = await storeChildren(storing, { parent: toStore, intake, depth });
  return children.ok ? success({ documents: [taken, ...children.value.documents], refused: children.value.refused }) : children;
}

async function render({ engine, vault, signal }: Storing, toStore: DocumentToStore, original: StoredObject & { readonly depth: number }): Promise<Result<{ kind: DocumentKind; intake: IntakeResult }, Failure>> {
  if (original.bytes === 0) return refusal(failure('document-empty', 'The file is empty.', { subject: toStore.name }));
  // What is parsed is what was stored, not the file again: it could have changed in between.
  const whole = original.bytes <= largestParsedBytes;
  const bytes = whole ? await vault.readWholeObject(original.objectId) : await readHead(vault.readObject(original.objectId));
  const kind = detectKind(bytes, toStore.name);
  if (!whole && kind !== 'audio' && kind !== 'video' && kind !== 'unknown') return refusal(failure('document-too-large', 'The document is larger than 1 GB.', { subject: toStore.name }));
  const { name, language, password } = toStore;
  const intake = await makeRendition(engine.pools, {
    bytes, name, kind, sha256: original.sha256, size: original.bytes, depth: original.depth, ...(language === undefined ? {} : { language }), ...(password === undefined ? {} : { password }),
  }, { signal });
  return intake.ok ? success({ kind: intake.value.kind, intake: intake.value }) : refusal({ ...intake.failure, subject: intake.failure.subject ?? name });
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

function describe(toStore: DocumentToStore, original: StoredObject, kind: DocumentKind, pages: number): CaseDocument {
  const { id, name, title, language, exhibit, confidentiality = 'parties', source = {}, parent } = toStore;
  return {
    id, name, title: title ?? name, kind, sha256: original.sha256, bytes: original.bytes, pages, confidentiality, source, takenInAt: new Date().toISOString(),
    ...(language === undefined ? {} : { language }), ...(exhibit === undefined ? {} : { exhibit }), ...(parent === undefined ? {} : { parent }),
  };
}

interface ToRecord {
  readonly document: CaseDocument;
  readonly original: StoredObject;
  readonly intake: IntakeResult;
  readonly rendition: StoredObject | undefined;
}

function record(vault: Vault, { document, original, intake, rendition }: ToRecord): void {
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
  vault.appendEvent({ action: 'document-taken-in', object: id, sha256, facts: { kind: document.kind, bytes: document.bytes, pages: document.pages } });
}

async function storeChildren(storing: Storing, from: { readonly parent: DocumentToStore; readonly intake: IntakeResult; readonly depth: number }): Promise<Result<IntakeReport, Failure>> {
  const documents: TakenIn[] = [];
  const refused: Refused[] = [];
  const { parent, intake, depth } = from;
  for (const [index, child] of intake.children.entries()) {
    if (depth + 1 > deepestNesting) {
      refused.push({ path: `${parent.name} › ${child.name}`, failure: failure('document-hostile', `Nested more than ${deepestNesting} deep.`) });
      continue;
    }
    const id = `${parent.id}-a${index + 1}` as DocumentId;
    const { confidentiality, source, language } = parent;
    const stored = await storeDocument(storing, {
      id, name: child.name, chunks: oneChunk(child.bytes), parent: parent.id,
      ...(confidentiality === undefined ? {} : { confidentiality }), ...(source === undefined ? {} : { source }), ...(language === undefined ? {} : { language }),
    }, depth + 1);
    if (stored.ok) {
      documents.push(...stored.value.documents);
      refused.push(...stored.value.refused);
    } else if (stored.failure.code === 'cancelled' || stored.failure.code === 'disk-full') {
      return stored;
    } else {
      refused.push({ path: `${parent.name} › ${child.name}`, failure: stored.failure });
      storing.vault.findings.add({ document: parent.id, code: 'attachment-refused', message: `An attachment was refused: ${stored.failure.message}` });
    }
  }
  return success({ documents, refused });
}
