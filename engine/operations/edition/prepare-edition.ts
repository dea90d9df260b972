import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { bundleWords } from '../../bundle/index.ts';
import type { StoredDocument, Vault } from '../../vault/index.ts';
import type { Engine } from '../engine.ts';
import { proposeRedactions } from '../propose-redactions.ts';
import { withdrawnConsent } from '../persons/consents.ts';
import { readDocuments } from '../read-documents.ts';
import type { RunOptions } from '../run-options.ts';
import { cancelled, isAborted } from '../system-failure.ts';
import { refuseUndecided } from '../review/undecided-redactions.ts';
import { orderOf } from '../review/zone-decision.ts';
import { orderRules } from '../exhibits/exhibit-records.ts';
import type { EditionDocument } from './edition-document.ts';
import { editionSecrets, type EditionSecrets } from './edition-secrets.ts';
import { orderEdition, type EditionEntry } from './order-edition.ts';
import { redactDocument } from './redact-document.ts';

/** Everything that an edition consists of, each document redacted and proved where the edition asks for it. */
export interface PreparedEdition {
  readonly edition: string;
  readonly secrets: EditionSecrets;
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly documents: readonly EditionDocument[] }[];
}

/**
 * Prepares an edition: order, titles with pseudonyms, redactions proved on the saved files.
 * Fails with `edition-unknown` (no bundle is set), `translation-stale`, `redaction-not-proved`, `leak-found` (a child in a public edition),
 * `redactions-undecided`, `consent-withdrawn`, `cancelled`.
 */
export async function prepareEdition(engine: Engine, vault: Vault, edition: string, options: RunOptions): Promise<Result<PreparedEdition, Failure>> {
  const bundle = vault.bundle.get();
  if (bundle === undefined) return refusal(failure('edition-unknown', 'The case has no bundle yet: put its documents in order first.'));
  const ordered = orderEdition(bundle, vault.documents.list(), edition, orderRules(vault));
  const refused = refuse(vault, edition, ordered.flatMap(({ entries }) => entries));
  if (refused !== undefined) return refusal(refused);
  const unread = ordered.flatMap(({ entries }) => entries).map(({ document }) => document).filter(({ id, pages }) => vault.pageTexts.count(id) < pages);
  if (unread.length > 0) {
    const read = await readDocuments(engine, vault, { documents: unread.map(({ id }) => id) }, options);
    if (!read.ok) return read;
    const [failed] = read.value.refused;
    if (failed !== undefined) return refusal({ ...failed.failure, subject: failed.id });
  }
  const undecided = await refuseReview(vault, edition, ordered.flatMap(({ entries }) => entries), options);
  if (undecided !== undefined) return refusal(undecided);
  const secrets = editionSecrets(vault, edition);
  const sections = [];
  for (const section of ordered) {
    const documents: EditionDocument[] = [];
    for (const entry of section.entries) {
      if (isAborted(options.signal)) return refusal(cancelled());
      const prepared = await prepareDocument({ engine, vault, edition, secrets, ...options }, entry);
      if (!prepared.ok) return prepared;
      documents.push(prepared.value);
    }
    if (documents.length > 0) sections.push({ title: secrets.hide(section.title), documents });
  }
  if (sections.length === 0) return refusal(failure('edition-unknown', 'The bundle of the case is empty: put its documents in order first.'));
  return success({ edition, secrets, title: secrets.hide(bundle.title), sections });
}

async function refuseReview(vault: Vault, edition: string, entries: readonly EditionEntry<StoredDocument>[], options: RunOptions): Promise<Failure | undefined> {
  const documents = entries.filter(({ access }) => access === 'open').map(({ document }) => document.id);
  // What the rules find by now may be more than what was looked through.
  if (orderOf(vault, edition).review === 'reviewed') {
    const found = await proposeRedactions(vault, { edition, documents }, options);
    if (!found.ok) return found.failure;
  }
  return refuseUndecided(vault, edition, new Set(documents));
}

function refuse(vault: Vault, edition: string, entries: readonly EditionEntry<StoredDocument>[]): Failure | undefined {
  for (const { document } of entries) {
    const { translation } = document;
    const original = translation === undefined ? undefined : vault.documents.get(translation.original);
    if (translation !== undefined && original !== undefined && original.sha256 !== translation.originalSha256) {
      return failure('translation-stale', 'A translation belongs to an earlier original: the original has changed since.', { subject: document.id });
    }
  }
  const withdrawn = withdrawnConsent(vault, edition, entries.filter(({ access }) => access === 'open').map(({ document }) => document.id));
  if (withdrawn !== undefined) return withdrawn;
  const set = vault.redactions.set(edition);
  if (edition !== 'public') return undefined;
  const child = vault.persons.list().find((person) => person.child && !(set?.persons.includes(person.pseudonym) ?? false));
  return child === undefined ? undefined : failure('leak-found', 'A public edition must never identify a child: add every protected child to its redactions (CETS 197, art. 11).');
}

async function prepareDocument(work: Parameters<typeof redactDocument>[0], entry: EditionEntry<StoredDocument>): Promise<Result<EditionDocument, Failure>> {
  const { vault, secrets } = work;
  const { document } = entry;
  if (entry.access === 'sealed') return success({ entry, title: bundleWords(vault.head().languages[0] ?? 'en').sealedItem, text: [] });
  const title = secrets.hide(document.title);
  const source = vault.renditions.get(document.id, 'pdf');
  if (source === undefined) return refusal(failure('document-unsupported', 'The document has no pages that could stand in the bundle.', { subject: document.id }));
  const redacted = await redactDocument(work, document, source);
  if (!redacted.ok) return redacted;
  if (redacted.value !== undefined) return success({ entry, title, text: [], ...redacted.value });
  const { object, sha256, bytes, pages } = source;
  return success({ entry, title, file: { object, sha256, bytes, pages }, text: vault.pageTexts.list(document.id).filter((page) => page.source === 'ocr') });
}
