import path from 'node:path';
import type { FailureCode } from '../../shared/failure.ts';
import { exhibitNumber, isSchemeFormat, proposeNumbers } from '../bundle/index.ts';
import { checkExpression } from '../people/index.ts';
import { withoutUndefined } from './without-undefined.ts';
import type { Plan } from './plan-schema.ts';

/** Something in a plan that cannot stand, and the keys that lead to it. */
export interface PlanFault {
  readonly code: Extract<FailureCode, 'plan-invalid' | 'file-missing'>;
  readonly message: string;
  readonly at: readonly PropertyKey[];
}

/** Faults of a plan that its shape does not show: duplicates, references to what is not there, an output outside its folder. */
export function planFaults(plan: Plan, courts: readonly string[]): PlanFault[] {
  return [...caseFaults(plan, courts), ...documentFaults(plan), ...schemeFaults(plan), ...redactionFaults(plan), ...bundleFaults(plan), ...releaseFaults(plan)];
}

function invalid(message: string, ...at: readonly PropertyKey[]): PlanFault {
  return { code: 'plan-invalid', message, at };
}

function caseFaults(plan: Plan, courts: readonly string[]): PlanFault[] {
  const faults: PlanFault[] = [];
  if (!courts.includes(plan.case.court)) faults.push(invalid(`There is no court profile "${plan.case.court}". Known: ${courts.join(', ')}.`, 'case', 'court'));
  const pseudonyms = new Set<string>();
  for (const [index, { pseudonym, names }] of plan.persons.entries()) {
    if (pseudonyms.has(pseudonym)) faults.push(invalid(`The pseudonym "${pseudonym}" is given twice.`, 'persons', index, 'pseudonym'));
    if (names.some((name) => pseudonym.toLowerCase().includes(name.toLowerCase()))) faults.push(invalid(`A pseudonym must not contain the name that it stands for.`, 'persons', index, 'pseudonym'));
    pseudonyms.add(pseudonym);
  }
  return faults;
}

function documentFaults(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const ids = new Set<string>();
  const exhibits = new Set<string>();
  for (const [index, { id, exhibit }] of plan.documents.entries()) {
    if (ids.has(id)) faults.push(invalid(`The document id "${id}" is given twice.`, 'documents', index, 'id'));
    ids.add(id);
    if (exhibit === undefined) continue;
    if (exhibits.has(exhibit)) faults.push(invalid(`The exhibit number "${exhibit}" is given twice.`, 'documents', index, 'exhibit'));
    exhibits.add(exhibit);
  }
  const translations = new Map(plan.documents.map(({ id, translationOf }) => [id, translationOf]));
  for (const [index, { id, translationOf, translator }] of plan.documents.entries()) {
    if (translator !== undefined && translationOf === undefined) faults.push(invalid(`The document "${id}" has a translator, but translationOf does not say what it translates.`, 'documents', index, 'translator'));
    if (translationOf === undefined) continue;
    const at = ['documents', index, 'translationOf'];
    if (!ids.has(translationOf)) faults.push(invalid(`The document "${id}" is a translation of "${translationOf}", which is not in the plan.`, ...at));
    else if (leadsBack(id, translations)) faults.push(invalid(`The document "${id}" is in the end a translation of itself.`, ...at));
  }
  return faults;
}

function schemeFaults({ exhibits, documents, bundle }: Plan): PlanFault[] {
  if (exhibits === undefined) return [];
  const faults: PlanFault[] = [];
  const [parties, formats] = [new Set<string>(), new Set<string>()];
  for (const [index, { party, format, first, last }] of exhibits.schemes.entries()) {
    const at = ['exhibits', 'schemes', index];
    if (!isSchemeFormat(format)) faults.push(invalid(`The format "${format}" needs {n} once, in the place of the number.`, ...at, 'format'));
    const sample = exhibitNumber({ format }, 1);
    if (parties.has(party)) faults.push(invalid(`The party "${party}" has two schemes.`, ...at, 'party'));
    if (formats.has(sample)) faults.push(invalid(`Two parties cannot share the format "${format}".`, ...at, 'format'));
    if (last !== undefined && last < first) faults.push(invalid('A range ends before it begins.', ...at, 'last'));
    parties.add(party);
    formats.add(sample);
  }
  for (const [index, { party }] of documents.entries()) if (party !== undefined && !parties.has(party)) faults.push(invalid(`There is no scheme for the party "${party}".`, 'documents', index, 'party'));
  if (faults.length > 0 || !exhibits.number) return faults;
  const listed = bundle.sections.flatMap(({ entries }) => entries).flatMap((id) => documents.filter((document) => document.id === id));
  const items = listed.filter(({ translationOf }) => translationOf === undefined).map(({ id, party, exhibit }) => ({ id, ...withoutUndefined({ party, number: exhibit }) }));
  const { exhausted } = proposeNumbers(items, exhibits.schemes.map(withoutUndefined), { again: false, taken: new Set(documents.flatMap(({ exhibit }) => exhibit ?? [])) });
  const full = exhibits.schemes.findIndex(({ party }) => party === exhausted);
  return full < 0 ? [] : [invalid(`The range of the party "${exhausted ?? ''}" has fewer numbers than its documents need.`, 'exhibits', 'schemes', full)];
}

function leadsBack(id: string, translations: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at = translations.get(id); at !== undefined && !seen.has(at); at = translations.get(at)) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}

function redactionFaults(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const pseudonyms = new Set(plan.persons.map(({ pseudonym }) => pseudonym));
  const ids = new Set(plan.documents.map(({ id }) => id));
  for (const [index, set] of plan.redactions.entries()) {
    for (const [at, expression] of set.expressions.entries()) {
      const checked = checkExpression(expression);
      if (!checked.ok) faults.push(invalid(checked.failure.message, 'redactions', index, 'expressions', at));
    }
    for (const [at, person] of set.persons.entries()) {
      if (!pseudonyms.has(person)) faults.push(invalid(`There is no person "${person}" in the plan.`, 'redactions', index, 'persons', at));
    }
    for (const [at, zone] of set.zones.entries()) {
      if (!ids.has(zone.document)) faults.push(invalid(`A zone names the document "${zone.document}", which is not in the plan.`, 'redactions', index, 'zones', at, 'document'));
    }
    const revealing = [...set.terms, ...plan.persons.filter(({ pseudonym }) => set.persons.includes(pseudonym)).flatMap(({ names }) => names)];
    if (revealing.some((secret) => set.ground.toLowerCase().includes(secret.toLowerCase()))) {
      faults.push(invalid('The ground of a redaction must not contain what is removed.', 'redactions', index, 'ground'));
    }
  }
  return faults;
}

function bundleFaults(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const ids = new Set(plan.documents.map(({ id }) => id));
  const placed = new Set<string>();
  for (const [index, section] of plan.bundle.sections.entries()) {
    for (const [at, entry] of section.entries.entries()) {
      if (!ids.has(entry)) faults.push(invalid(`The section "${section.title}" names the document "${entry}", which is not in the plan.`, 'bundle', 'sections', index, 'entries', at));
      if (placed.has(entry)) faults.push(invalid(`The document "${entry}" stands twice in the bundle.`, 'bundle', 'sections', index, 'entries', at));
      placed.add(entry);
    }
  }
  return faults;
}

function releaseFaults(plan: Plan): PlanFault[] {
  const faults: PlanFault[] = [];
  const outs = new Set<string>();
  for (const [index, { out }] of plan.releases.entries()) {
    const clean = path.posix.normalize(out.replaceAll('\\', '/'));
    if (path.posix.isAbsolute(clean) || path.win32.isAbsolute(out) || clean.startsWith('..')) faults.push(invalid(`The output "${out}" must lie inside the output folder.`, 'releases', index, 'out'));
    if (!/\.tar(\.age)?$/.test(clean)) faults.push(invalid(`The output "${out}" must end in .tar.age, or in .tar for a release without recipients.`, 'releases', index, 'out'));
    if (outs.has(clean)) faults.push(invalid(`The output "${out}" is given twice.`, 'releases', index, 'out'));
    outs.add(clean);
  }
  return faults;
}
