import { commit, sha256Hex } from '../../integrity/index.ts';
import type { PlacedEntry } from '../../bundle/index.ts';
import type { OpenedItem, RedactionRecord, ReleasedExhibit, ReleaseFacts, SealedItem } from '../../release/index.ts';
import type { StoredDocument, Vault } from '../../vault/index.ts';
import type { EditionDocument } from './edition-document.ts';

/** A document of an edition with its number among all, its place in the bundle and its file names in the release. */
export interface NumberedDocument extends EditionDocument {
  /** Exhibit number, or its place where it has none; unique in the release. */
  readonly number: string;
  /** 1-based place among all entries. */
  readonly position: number;
  readonly placed: PlacedEntry | undefined;
}

/** Numbers the documents of an edition in their order. */
export function numberDocuments(documents: readonly EditionDocument[], placed: readonly PlacedEntry[]): NumberedDocument[] {
  return documents.map((document, index) => ({
    ...document,
    number: document.entry.label === '' ? `#${index + 1}` : document.entry.label,
    position: index + 1,
    placed: placed.find(({ key }) => key === document.entry.document.id),
  }));
}

/** The exhibit's file in `data/`. */
export function exhibitPath({ position }: NumberedDocument): string {
  return `exhibits/${String(position).padStart(4, '0')}.pdf`;
}

/** The native file's place in `data/`; undefined where this edition does not hand it over or it is the exhibit itself. */
export function nativePath(document: NumberedDocument, withNatives: boolean): string | undefined {
  const { entry, file, redaction, position } = document;
  if (!withNatives || file === undefined || redaction !== undefined || file.object === entry.document.original) return undefined;
  const { kind, name } = entry.document;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? '.bin';
  // A file that is no PDF is not handed over as one, whatever it is called.
  return `exhibits/${String(position).padStart(4, '0')}-native${kind === 'pdf' ? '.pdf' : extension === '.pdf' ? '.bin' : extension}`;
}

/** The hash of an original, or, where the edition may not know it, a commitment that stays the same over all releases. */
export function originalOf(vault: Vault, document: StoredDocument, whole: boolean): ReleasedExhibit['original'] {
  return whole ? { sha256: document.sha256 } : { commitment: commitmentTo(vault, document) };
}

const saltKind = 'commitment-salt';

function commitmentTo(vault: Vault, { id, sha256 }: StoredDocument): string {
  const digest = Buffer.from(sha256, 'hex');
  const known = vault.records.get(saltKind, id);
  const made = typeof known === 'string' ? commit(digest, Buffer.from(known, 'hex')) : commit(digest);
  if (known === undefined) vault.records.put(saltKind, id, made.salt);
  return made.commitment;
}

/** What the signed statement says of each exhibit that the edition holds. */
export function releasedExhibits(vault: Vault, documents: readonly NumberedDocument[], withNatives: boolean): ReleasedExhibit[] {
  const numbers = new Map(documents.map((document) => [document.entry.document.id, document]));
  return documents.flatMap((numbered) => {
    const { entry, title, file, redaction, number, placed } = numbered;
    if (file === undefined) return [];
    const { document, relation, of } = entry;
    const original = relation === 'translation' && of !== undefined ? numbers.get(of) : undefined;
    const native = nativePath(numbered, withNatives);
    const { translation } = document;
    return [{
      number, title, pages: file.pages, file: exhibitPath(numbered), sha256: file.sha256, original: originalOf(vault, document, redaction === undefined),
      ...(document.language === undefined ? {} : { language: document.language }),
      // On facing pages an exhibit has no range of its own.
      ...(placed === undefined || placed.lastPage - placed.firstPage + 1 !== file.pages ? {} : { bundlePages: [placed.firstPage, placed.lastPage] as [number, number] }),
      ...(native === undefined ? {} : { native: { file: native, sha256: document.sha256 } }),
      ...(original === undefined ? {} : {
        translationOf: {
          number: original.number, original: originalOf(vault, original.entry.document, original.redaction === undefined && original.file !== undefined),
          ...(translation?.translator?.certifiedAt === undefined ? {} : { certifiedAt: translation.translator.certifiedAt }),
        },
      }),
    }];
  });
}

/** What the statement says of items whose content the edition does not hold. */
export function sealedItems(vault: Vault, documents: readonly NumberedDocument[]): SealedItem[] {
  return documents.flatMap(({ entry, file, number, position }) =>
    file === undefined ? [{ number, position, commitment: commitmentTo(vault, entry.document), sizeClass: 2 ** Math.ceil(Math.log2(Math.max(1, entry.document.bytes))) }] : []);
}

/**
 * Items that earlier releases of the edition listed as sealed and this one holds whole: salt and hash show that each is the same. One that it holds
 * redacted keeps its commitment instead.
 */
export function openedItems(vault: Vault, documents: readonly NumberedDocument[], edition: string): OpenedItem[] {
  const sealedBefore = new Set(vault.releases.list(edition).flatMap(({ statement }) => (JSON.parse(statement) as { sealed: { commitment: string }[] }).sealed.map(({ commitment }) => commitment)));
  return documents.flatMap(({ entry, file, redaction, number }) => {
    const salt = vault.records.get(saltKind, entry.document.id);
    if (file === undefined || redaction !== undefined || typeof salt !== 'string') return [];
    const commitment = commitmentTo(vault, entry.document);
    return sealedBefore.has(commitment) ? [{ number, commitment, salt, sha256: entry.document.sha256 }] : [];
  });
}

/** Releases of the edition that were withdrawn. */
export function withdrawnReleases(vault: Vault, edition: string): NonNullable<ReleaseFacts['withdrawals']> {
  return vault.releases.list(edition).flatMap(({ id, withdrawn, statement }, index) => (withdrawn === undefined ? [] : [{ id, number: index + 1, statementSha256: sha256Hex(statement), at: withdrawn.at }]));
}

/** The proof of each redaction. */
export function redactionRecords(documents: readonly NumberedDocument[], ground: string): RedactionRecord[] {
  return documents.flatMap(({ number, file, redaction }) =>
    file === undefined || redaction === undefined ? [] : [{ number, method: redaction.method, zones: redaction.zones, ground, sha256: file.sha256, proof: [...redaction.proof] }]);
}
