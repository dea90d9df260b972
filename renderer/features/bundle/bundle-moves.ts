import type { Bundle, Section } from '../../../shared/case-model/bundle.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';

export type Place = { readonly section: number; readonly index: number };

/** Where a document stands; undefined when it is in no section. */
export function placeOf(bundle: Bundle, document: string): Place | undefined {
  for (const [section, { entries }] of bundle.sections.entries()) {
    const index = entries.findIndex((entry) => entry === document);
    if (index >= 0) return { section, index };
  }
  return undefined;
}

function withSections(bundle: Bundle, sections: readonly Section[]): Bundle {
  return { ...bundle, sections };
}

/** Takes documents out of every section. */
export function without(bundle: Bundle, documents: readonly string[]): Bundle {
  const gone = new Set(documents);
  return withSections(bundle, bundle.sections.map((section) => ({ ...section, entries: section.entries.filter((entry) => !gone.has(entry)) })));
}

/** Puts documents into a section before its entry `index`, counted before they are taken from where they stood. */
export function placed(bundle: Bundle, documents: readonly DocumentId[], at: Place): Bundle {
  const moving = new Set<string>(documents);
  const target = bundle.sections[at.section];
  if (target === undefined) return bundle;
  const before = target.entries.slice(0, at.index).filter((entry) => !moving.has(entry)).length;
  const cleared = without(bundle, documents);
  return withSections(cleared, cleared.sections.map((section, index) => (
    index === at.section ? { ...section, entries: [...section.entries.slice(0, before), ...documents, ...section.entries.slice(before)] } : section
  )));
}

/** Moves a document one place up or down, over the edge of its section into the next one. */
export function stepped(bundle: Bundle, document: DocumentId, direction: 1 | -1): Bundle {
  const at = placeOf(bundle, document);
  if (at === undefined) return bundle;
  const size = bundle.sections[at.section]?.entries.length ?? 0;
  const inside = at.index + direction;
  if (inside >= 0 && inside < size) return placed(bundle, [document], { section: at.section, index: direction === 1 ? at.index + 2 : at.index - 1 });
  const next = bundle.sections[at.section + direction];
  if (next === undefined) return bundle;
  return placed(bundle, [document], { section: at.section + direction, index: direction === 1 ? 0 : next.entries.length });
}

export const sortKeys = ['date', 'exhibit', 'title'] as const;
export type SortKey = (typeof sortKeys)[number];

/** Puts the entries of a section in order of what `keyOf` says of each, numbers by their value; those of which it says nothing stay behind, as they were. */
export function sectionSorted(bundle: Bundle, section: number, keyOf: (document: DocumentId) => string | undefined, language: string): Bundle {
  const order = new Intl.Collator(language, { numeric: true });
  const compared = (a: string | undefined, b: string | undefined): number => (a === undefined || b === undefined ? Number(a === undefined) - Number(b === undefined) : order.compare(a, b));
  return withSections(bundle, bundle.sections.map((known, index) => (index === section ? { ...known, entries: known.entries.toSorted((a, b) => compared(keyOf(a), keyOf(b))) } : known)));
}

/** Moves a section so that it stands before what is now section `to`. */
export function sectionMoved(bundle: Bundle, from: number, to: number): Bundle {
  const section = bundle.sections[from];
  if (section === undefined) return bundle;
  const rest = bundle.sections.filter((_, index) => index !== from);
  const target = Math.min(Math.max(from < to ? to - 1 : to, 0), rest.length);
  return withSections(bundle, [...rest.slice(0, target), section, ...rest.slice(target)]);
}
