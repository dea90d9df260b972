import type { Failure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import { makeExhibitList, type ExhibitList, type ExhibitListEntry } from '../../bundle/index.ts';
import { checkpointQr, checkpointWords } from '../../release/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { Engine } from '../engine.ts';
import { exhibitState } from '../exhibits/exhibit-records.ts';
import type { PreparedEdition } from './prepare-edition.ts';
import { originalOf, type NumberedDocument } from './release-facts.ts';

interface Listed {
  readonly prepared: PreparedEdition;
  readonly documents: readonly NumberedDocument[];
}

/** The exhibit list of an edition in every form, with pseudonyms and commitments where the edition asks for them, and the log's head to be kept on paper. */
export async function exhibitListOf(engine: Engine, vault: Vault, { prepared, documents }: Listed, signal?: AbortSignal): Promise<Result<ExhibitList, Failure>> {
  const note = vault.checkpoint();
  const words = checkpointWords(note) ?? [];
  // A word of the list may happen to be somebody's protected name.
  const checkpoint = { qr: await checkpointQr(note), words: prepared.secrets.shows(words.join(' ')) ? [] : words };
  return makeExhibitList(engine.pools, listHead(vault, prepared), documents.map((document) => listEntry(vault, document, prepared.secrets.hide)), { checkpoint, signal });
}

/** What heads the list. */
export function listHead(vault: Vault, prepared: PreparedEdition): { title: string; reference?: string; court: string; language: string } {
  const { title, reference, court, languages } = vault.head();
  const { hide } = prepared.secrets;
  return { title: hide(title), ...(reference === undefined ? {} : { reference: hide(reference) }), court, language: languages[0] ?? 'en' };
}

/** One line of the list, with pseudonyms and commitments where the edition asks for them. */
export function listEntry(vault: Vault, { number, title, file, redaction, entry, placed }: NumberedDocument, hide: (text: string) => string = (text) => text): ExhibitListEntry {
  const { document, relation, of } = entry;
  const original = file === undefined ? undefined : originalOf(vault, document, redaction === undefined);
  const { status, note } = exhibitState(vault, document.id);
  const translated = of === undefined ? undefined : vault.documents.get(of);
  return {
    number, title, pages: file?.pages ?? 0, status: file === undefined ? 'sealed' : status, ...(file === undefined || note === undefined ? {} : { note: hide(note) }),
    ...(document.language === undefined || file === undefined ? {} : { language: document.language }),
    ...(document.source.collectedAt === undefined || file === undefined ? {} : { date: document.source.collectedAt.slice(0, 10) }),
    ...(relation === 'translation' && translated?.exhibit !== undefined ? { translationOf: translated.exhibit } : {}),
    ...(placed === undefined ? {} : { firstPage: placed.firstLabel, lastPage: placed.lastLabel }),
    ...(file === undefined ? {} : { sha256: file.sha256 }),
    ...(original === undefined ? {} : 'sha256' in original ? { originalSha256: original.sha256 } : { originalCommitment: original.commitment }),
  };
}
