import { failure, type Failure } from '../../../shared/failure.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { Vault } from '../../vault/index.ts';

export interface ReplaceOriginal {
  readonly document: DocumentId;
  /** The newer version of the same document, taken into the case already. */
  readonly by: DocumentId;
  readonly reason: string;
}

/**
 * Puts a newer version in the place of a document: its exhibit number, its place in the bundle, its translations. The earlier one stays in the case, byte-exact,
 * outside the bundle. Its translations are of the earlier bytes still: stale, until a new version or a reviewer settles them. Answers how many.
 */
export function replaceOriginal(vault: Vault, { document: earlier, by: later, reason }: ReplaceOriginal): Result<{ readonly stale: number }, Failure> {
  const before = vault.documents.get(earlier);
  const after = vault.documents.get(later);
  if (before === undefined || after === undefined) return refusal(failure('document-unknown', 'There is no such document in the case.', { subject: before === undefined ? earlier : later }));
  if (earlier === later || before.sha256 === after.sha256) return refusal(failure('usage', 'The two are the same: nothing would change.', { subject: later }));
  if (after.translation !== undefined || after.parent === earlier) return refusal(failure('usage', 'A translation or an attachment cannot take the place of its own original.', { subject: later }));
  const bundle = vault.bundle.get();
  const listed = bundle?.sections.flatMap(({ entries }) => entries) ?? [];
  const translations = vault.documents.translationsOf(earlier);
  vault.transaction(() => {
    if (before.exhibit !== undefined) {
      vault.documents.change(earlier, { exhibit: null });
      vault.documents.change(later, { exhibit: before.exhibit });
    }
    vault.documents.change(later, { confidentiality: stricter(before.confidentiality, after.confidentiality) });
    for (const { id, translation } of translations) if (translation !== undefined) vault.documents.change(id, { translation: { ...translation, original: later } });
    for (const version of vault.translations.ofOriginal(earlier)) if (version.state !== 'superseded') vault.translations.put({ ...version, original: later });
    if (bundle !== undefined) {
      const place = (entries: readonly DocumentId[]): DocumentId[] => entries.filter((id) => id !== later || !listed.includes(earlier)).map((id) => (id === earlier ? later : id));
      vault.bundle.put({ ...bundle, sections: bundle.sections.map((section) => ({ ...section, entries: place(section.entries) })) });
    }
    vault.records.put('replaced-by', earlier, { by: later, sha256: after.sha256 });
    vault.appendEvent({ action: 'original-replaced', object: earlier, sha256: before.sha256, reason, facts: { by: later, bySha256: after.sha256, translations: translations.length } });
  });
  return success({ stale: translations.length });
}

const order = ['public', 'parties', 'sealed'] as const;

function stricter(a: (typeof order)[number], b: (typeof order)[number]): (typeof order)[number] {
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}
