import type { BundleSettings } from '../../../shared/case-model/exhibit.ts';
import { bundleWords, courtProfile, type BundleEntry, type BundlePlan, type BundleSection, type Numbering } from '../../bundle/index.ts';
import type { Vault } from '../../vault/index.ts';
import { bundleSettings, builtBundles, exhibitState, inBuilds, type BuiltBundle } from '../exhibits/exhibit-records.ts';
import type { EditionDocument } from './edition-document.ts';
import { certificateSheet } from './certificate-sheet.ts';
import type { PreparedEdition } from './prepare-edition.ts';

/** What a build is to be: with `supplement`, a bundle of the documents that came since the last one, whose numbers go on. */
export interface BundleKind {
  readonly createdAt: string;
  readonly supplement: boolean;
}

// A file is ended before it reaches what the court takes.
const [splitShare, bytesOfMb] = [0.97, 1_000_000];

/** The bundle of a prepared edition as plain data for its assembly: numbered as the court asks, late documents where the case's settings put them. */
export function bundlePlanOf(vault: Vault, prepared: PreparedEdition, { createdAt, supplement }: BundleKind): BundlePlan {
  const head = vault.head();
  const { secrets, edition } = prepared;
  const settings = bundleSettings(vault);
  const profile = courtProfile(head.court);
  const language = head.languages[0] ?? 'en';
  const sections = prepared.sections.map(({ title, documents }) => ({ title, entries: documents.map((document) => entryOf(vault, document, prepared)) }));
  const builds = builtBundles(vault, edition);
  const usual: Numbering = { ...(profile?.numbering ?? { style: 'continuous' }), ...(settings.stamp === undefined ? {} : { stamp: settings.stamp }) };
  const { numbering, ordered } = supplement ? continued(usual, sections, builds) : late(usual, sections, { settings, last: builds.findLast((built) => built.supplement !== true), language });
  return {
    title: `${secrets.hide(head.title)}: ${prepared.title}`,
    ...(head.reference === undefined ? {} : { reference: secrets.hide(head.reference) }),
    language, createdAt, numbering, sections: ordered,
    cover: settings.cover, sectionSheets: settings.sectionSheets, facing: settings.translations === 'facing', marks: settings.marks,
    ...(profile?.splitAboveMb === undefined && profile?.splitAbovePages === undefined ? {} : {
      split: { ...(profile.splitAboveMb === undefined ? {} : { bytes: profile.splitAboveMb * bytesOfMb * splitShare }), ...(profile.splitAbovePages === undefined ? {} : { pages: profile.splitAbovePages }) },
    }),
  };
}

interface Numbered {
  readonly numbering: Numbering;
  readonly ordered: readonly BundleSection[];
}

// A supplementary bundle has what no earlier one shows, an item that was a sealed slip and is open by now among it; its numbers follow theirs.
function continued(numbering: Numbering, sections: readonly BundleSection[], builds: readonly BuiltBundle[]): Numbered {
  const { shown, listed } = inBuilds(builds);
  const last = builds.flatMap(({ lastNumber }) => lastNumber ?? []).reduce((most, number) => Math.max(most, number), 0);
  const added = sections.map(({ title, entries }) => ({ title, entries: entries.filter(({ key, sealed }) => !(sealed === true ? listed : shown).has(key)) })).filter(({ entries }) => entries.length > 0);
  const present = new Set(added.flatMap(({ entries }) => entries.map(({ key }) => key)));
  const ordered = added.map(({ title, entries }) => ({ title, entries: entries.map(({ translationOf, ...entry }) => ({ ...entry, ...(translationOf !== undefined && present.has(translationOf) ? { translationOf } : {}) })) }));
  return { numbering: { ...numbering, first: last + 1 }, ordered };
}

function late(numbering: Numbering, sections: readonly BundleSection[], { settings, last, language }: { readonly settings: BundleSettings; readonly last: BuiltBundle | undefined; readonly language: string }): Numbered {
  if (settings.late === 'renumber' || last?.numbers === undefined || numbering.style === 'section') return { numbering, ordered: sections };
  const kept = last.numbers;
  if (settings.late === 'insert') return { numbering: { ...numbering, kept, late: 'insert' }, ordered: sections };
  const isKnown = ({ key }: BundleEntry): boolean => Object.hasOwn(kept, key);
  const known = sections.map(({ title, entries }) => ({ title, entries: entries.filter(isKnown) })).filter(({ entries }) => entries.length > 0);
  const added = sections.flatMap(({ entries }) => entries.filter((entry) => !isKnown(entry)));
  return { numbering: { ...numbering, kept, late: 'end' }, ordered: added.length === 0 ? known : [...known, { title: bundleWords(language).late, entries: added }] };
}

function entryOf(vault: Vault, { entry, title, file, text }: EditionDocument, prepared: PreparedEdition): BundleEntry {
  const { secrets } = prepared;
  const { document, label, relation, of, access } = entry;
  const { language, source, translation, confidentiality } = document;
  const words = bundleWords(vault.head().languages[0] ?? 'en');
  const common = { key: document.id, title, ...(label === '' ? {} : { exhibit: label }) };
  if (access === 'sealed') return { ...common, sealed: true, sealedBy: confidentiality === 'sealed' ? words.sealedByOrder : words.notPublic };
  const { status, ern } = exhibitState(vault, document.id);
  return {
    ...common,
    ...(language === undefined ? {} : { language }),
    ...(source.collectedAt === undefined ? {} : { date: source.collectedAt.slice(0, 10) }),
    ...(file === undefined ? {} : { sha256: file.sha256, pages: file.pages }),
    ...(relation === 'translation' && of !== undefined ? { translationOf: of } : {}),
    ...(relation === 'certificate' && of !== undefined ? { certificateOf: of } : {}),
    ...certificateSheet(vault, prepared, document.id),
    ...(translation?.translator === undefined ? {} : { translator: secrets.hide(translation.translator.name) }),
    ...(translation?.translator?.certifiedAt === undefined ? {} : { certifiedAt: translation.translator.certifiedAt }),
    ...(status === 'listed' ? {} : { status }), ...(ern === undefined ? {} : { ern }),
    text,
  };
}
