import type { ExhibitScheme } from '../../shared/case-model/exhibit.ts';
import type { RedactionSet } from '../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Rect } from '../../shared/geometry.ts';
import type { DocumentId } from '../../shared/identifiers.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Vault } from '../vault/index.ts';
import { liesOnPage } from './find-zones.ts';
import { bundleSettings, putBundleSettings } from './exhibits/exhibit-records.ts';
import { numberExhibits, saveExhibitSchemes } from './exhibits/number-exhibits.ts';
import { setExhibitState } from './exhibits/set-exhibit-state.ts';
import { pairTranslation } from './pair-translation.ts';
import type { Plan } from './plan-schema.ts';
import type { ReadPlan } from './read-plan.ts';
import { withoutUndefined } from './without-undefined.ts';

type PlannedSet = Plan['redactions'][number];
type PlannedZone = PlannedSet['zones'][number];

/**
 * Writes a plan's people, translations, redactions and order into the case, whose documents are in and read. Fails with `plan-invalid`, by name and line,
 * for a zone that is not on its page.
 */
export function recordPlan(vault: Vault, { plan, lineOf }: ReadPlan): Result<undefined, Failure> {
  for (const { id, translationOf, translator } of plan.documents) {
    if (translationOf === undefined) continue;
    const paired = pairTranslation(vault, id as DocumentId, translationOf as DocumentId, translator === undefined ? undefined : withoutUndefined(translator));
    if (!paired.ok) return paired;
  }
  const sets = new Map<string, RedactionSet>();
  for (const [index, set] of plan.redactions.entries()) {
    const zones = [];
    for (const [at, zone] of set.zones.entries()) {
      const placed = placeZone(vault, zone);
      if (!placed.ok) return refusal({ ...placed.failure, line: lineOf(['redactions', index, 'zones', at]) });
      zones.push(placed.value);
    }
    sets.set(set.edition, merge(sets.get(set.edition), { edition: set.edition, persons: set.persons, terms: set.terms, patterns: set.patterns, expressions: set.expressions, ground: set.ground, zones }));
  }
  recordExhibits(vault, plan);
  for (const { pseudonym, names, protected: isProtected, child } of plan.persons) vault.persons.put({ ...vault.persons.get(pseudonym), pseudonym, names, protected: isProtected, child });
  vault.transaction(() => {
    for (const set of sets.values()) {
      const order = vault.redactions.set(set.edition)?.order;
      vault.redactions.putSet(order === undefined ? set : { ...set, order });
    }
    vault.bundle.put({ title: plan.bundle.title, sections: plan.bundle.sections.map(({ title, entries }) => ({ title, entries: entries as DocumentId[] })) });
  });
  return plan.exhibits === undefined ? success(undefined) : numberByPlan(vault, plan, { schemes: plan.exhibits.schemes.map(withoutUndefined), number: plan.exhibits.number });
}

// Translations and what came with a document take their number from it; a document that has one keeps it.
function numberByPlan(vault: Vault, { documents, bundle }: Plan, { schemes, number }: { readonly schemes: readonly ExhibitScheme[]; readonly number: boolean }): Result<undefined, Failure> {
  const saved = saveExhibitSchemes(vault, schemes);
  if (!saved.ok) return saved;
  if (!number) return success(undefined);
  const own = new Set(documents.filter(({ translationOf }) => translationOf === undefined).map(({ id }) => id));
  const numbered = numberExhibits(vault, { documents: bundle.sections.flatMap(({ entries }) => entries).filter((id) => own.has(id)) as DocumentId[], again: false, preview: false });
  return numbered.ok ? success(undefined) : numbered;
}

function recordExhibits(vault: Vault, { documents, bundle }: Plan): void {
  for (const { id, status, party, note, ern } of documents) {
    if ([status, party, note, ern].some((value) => value !== undefined)) setExhibitState(vault, [id as DocumentId], { status, party, note, ern });
  }
  const { late, translations, marks, stamp, links, cover, sectionSheets, certificates, exhibitList, custodyStatement, redactionLog, issues } = bundle;
  putBundleSettings(vault, { ...bundleSettings(vault), ...withoutUndefined({ late, translations, marks, stamp, links, cover, sectionSheets, certificates, exhibitList, custodyStatement, redactionLog, issues }) });
}

function placeZone(vault: Vault, zone: PlannedZone): Result<RedactionSet['zones'][number], Failure> {
  const id = zone.document as DocumentId;
  const page = vault.pageTexts.get(id, zone.page);
  const subject = `${zone.document}, page ${zone.page}`;
  if (page === undefined) return refusal(failure('plan-invalid', `A zone names page ${zone.page} of "${zone.document}", which has ${vault.documents.get(id)?.pages ?? 0} pages.`, { subject }));
  const rect = zone.unit === 'pt' ? zone.rect : fromPixels(vault, id, zone.rect, page.widthPt);
  if (rect === undefined) return refusal(failure('plan-invalid', `A zone on "${zone.document}" is given in pixels, but the document is not an image.`, { subject }));
  const [x, y, width, height] = rect;
  if (!liesOnPage({ page: zone.page, rect: [x, y, width, height], why: '' }, [page])) return refusal(failure('plan-invalid', `A zone on "${zone.document}" lies off page ${zone.page}.`, { subject }));
  return success({ document: id, page: zone.page, rect: [x, y, width, height] });
}

function fromPixels(vault: Vault, id: DocumentId, [x, y, width, height]: readonly [number, number, number, number], pageWidthPt: number): Rect | undefined {
  const facts = vault.records.get('facts', id);
  const widthPx = typeof facts === 'object' && facts !== null && 'widthPx' in facts ? Number(facts['widthPx']) : 0;
  if (!(widthPx > 0)) return undefined;
  const scale = pageWidthPt / widthPx;
  return [x * scale, y * scale, width * scale, height * scale];
}

function merge(before: RedactionSet | undefined, set: RedactionSet): RedactionSet {
  if (before === undefined) return set;
  const both = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])];
  return {
    edition: set.edition, persons: both(before.persons, set.persons), terms: both(before.terms, set.terms), patterns: both(before.patterns, set.patterns),
    expressions: both(before.expressions ?? [], set.expressions ?? []),
    ground: before.ground === set.ground ? set.ground : `${before.ground}; ${set.ground}`, zones: [...before.zones, ...set.zones],
  };
}
