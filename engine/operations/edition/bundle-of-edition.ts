import type { BundleEntry, BundlePlan } from '../../bundle/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { EditionDocument } from './edition-document.ts';
import type { PreparedEdition } from './prepare-edition.ts';

/** The bundle of a prepared edition as plain data for its assembly. */
export function bundlePlanOf(vault: Vault, prepared: PreparedEdition, createdAt: string): BundlePlan {
  const head = vault.head();
  const { secrets } = prepared;
  return {
    title: `${secrets.hide(head.title)}: ${prepared.title}`,
    ...(head.reference === undefined ? {} : { reference: secrets.hide(head.reference) }),
    language: head.languages[0] ?? 'en',
    createdAt,
    sections: prepared.sections.map(({ title, documents }) => ({ title, entries: documents.map((document) => entryOf(document, prepared)) })),
  };
}

function entryOf({ entry, title, file, text }: EditionDocument, { secrets }: PreparedEdition): BundleEntry {
  const { document, label, relation, of, access } = entry;
  const { language, source, translation, confidentiality } = document;
  const common = { key: document.id, title, ...(label === '' ? {} : { exhibit: label }) };
  if (access === 'sealed') return { ...common, sealed: true, sealedBy: confidentiality === 'sealed' ? 'Sealed by order' : 'Not public' };
  return {
    ...common,
    ...(language === undefined ? {} : { language }),
    ...(source.collectedAt === undefined ? {} : { date: source.collectedAt.slice(0, 10) }),
    ...(file === undefined ? {} : { sha256: file.sha256, pages: file.pages }),
    ...(relation === 'translation' && of !== undefined ? { translationOf: of } : {}),
    ...(translation?.translator === undefined ? {} : { translator: secrets.hide(translation.translator.name) }),
    ...(translation?.translator?.certifiedAt === undefined ? {} : { certifiedAt: translation.translator.certifiedAt }),
    text,
  };
}
