import type { DocumentId } from '../../../shared/identifiers.ts';
import { bundleWords, type BundleEntry } from '../../bundle/index.ts';
import type { Vault } from '../../vault/index.ts';
import { bundleSettings } from '../exhibits/exhibit-records.ts';
import type { PreparedEdition } from './prepare-edition.ts';

/**
 * The page behind a translation that says who certified it, as the case records it; none where a certificate itself stands there, where nothing is recorded, or
 * where the case's settings do not ask for it. Hashes are of the files as this edition has them.
 */
export function certificateSheet(vault: Vault, prepared: PreparedEdition, id: DocumentId): Pick<BundleEntry, 'sheets'> {
  const documents = prepared.sections.flatMap((section) => section.documents);
  const own = documents.find(({ entry }) => entry.document.id === id);
  const translator = own?.entry.document.translation?.translator;
  if (!bundleSettings(vault).certificates || own?.entry.relation !== 'translation' || translator?.certifiedAt === undefined) return {};
  if (documents.some(({ entry }) => entry.relation === 'certificate' && entry.of === id)) return {};
  const original = documents.find(({ entry }) => entry.document.id === own.entry.of);
  const language = vault.head().languages[0] ?? 'en';
  const words = bundleWords(language);
  const names = new Intl.DisplayNames([language], { type: 'language' });
  const languages = [original?.entry.document.language, own.entry.document.language].flatMap((tag) => (tag === undefined ? [] : (names.of(tag) ?? tag)));
  const { hide } = prepared.secrets;
  const rows = [
    [words.translation, [own.entry.label, own.title].filter((part) => part !== '').join(' ')], [words.original, [original?.entry.label, original?.title].filter((part) => part !== undefined && part !== '').join(' ')],
    [words.languages, languages.join(' → ')], [words.translator, hide(translator.name)], [words.qualification, hide(translator.qualification ?? '')], [words.register, hide(translator.register ?? '')],
    [words.certified, translator.certifiedAt.slice(0, 10)], [`SHA-256: ${words.original}`, original?.file?.sha256 ?? ''], [`SHA-256: ${words.translation}`, own.file?.sha256 ?? ''],
  ];
  const title = `${words.certificate}${own.entry.label === '' ? '' : `: ${own.entry.label}`}`;
  return { sheets: [{ title: '', template: 'certificate-record.typ', data: { title, text: words.certifiedBelow, language, rows: rows.filter(([, value]) => value !== '') } }] };
}
