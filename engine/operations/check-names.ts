import type { Failure, FailureCode } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { bundleFileName } from '../bundle/index.ts';
import type { Vault } from '../vault/index.ts';
import { assembleEdition, bundleParts, removeBundles, type AssembledEdition } from './build-edition.ts';
import { exhibitAt, leaksInBundle, type LeakPlace } from './edition/find-leak.ts';
import { leaksInRelease } from './edition/look-through-release.ts';
import { exhibitPath, nativePath } from './edition/release-facts.ts';
import type { Engine } from './engine.ts';
import { refuseReceived } from './received-release.ts';
import { outgoingOf, type LeavingEdition } from './release-edition.ts';
import type { RunOptions } from './run-options.ts';

/** What a look for protected names found in everything that would leave with an edition. */
export interface NameCheck {
  readonly edition: string;
  /** Nothing was found, and nothing kept the edition from being put together. */
  readonly holds: boolean;
  /** Whether this edition leaves anything out at all; where not, there is nothing to look for. */
  readonly hides: boolean;
  /** How much was looked through. */
  readonly files: number;
  readonly pages: number;
  readonly places: readonly LeakPlace[];
  /** Why the edition cannot be put together as it stands: it was looked through so far. */
  readonly stopped?: Failure;
  /** Pseudonyms of protected persons whom this edition does not hide. */
  readonly shown: readonly string[];
}

// Refusals that say that this edition must not leave as it is: they are results of the check.
const stops: ReadonlySet<FailureCode> = new Set<FailureCode>(['leak-found', 'redaction-not-proved', 'redactions-undecided', 'translation-stale', 'consent-withdrawn']);

/**
 * Looks through everything that would leave with an edition, as a release does before it is sealed, and tells every place; nothing is sealed, written or counted as built.
 * Fails as `assembleEdition` does, but for what is itself a result, and as the look does.
 */
export async function checkNames(engine: Engine, vault: Vault, edition: string, options: RunOptions = {}): Promise<Result<NameCheck, Failure>> {
  const refused = refuseReceived(vault);
  if (refused !== undefined) return refused;
  const shown = personsShown(vault, edition);
  const made = await assembleEdition(engine, vault, edition, options);
  if (!made.ok) return stops.has(made.failure.code) ? success({ edition, holds: false, hides: true, files: 0, pages: 0, places: [], stopped: made.failure, shown }) : made;
  try {
    const inBundle = await leaksInFiles(engine, vault, made.value, options);
    if (!inBundle.ok) return inBundle;
    const leaving = await outgoingOf(engine, vault, made.value, options);
    if (!leaving.ok && !stops.has(leaving.failure.code)) return leaving;
    const looked = leaving.ok ? await leaksInRelease(engine, leaving.value, leaving.value.look, options) : success([]);
    if (!looked.ok) return looked;
    const places = [...inBundle.value, ...(leaving.ok ? looked.value.map((place) => withDocument(place, made.value, leaving.value)) : [])];
    const distinct = [...new Map(places.map((place) => [placeKey(place), place])).values()];
    return success({
      edition, holds: leaving.ok && distinct.length === 0, hides: made.value.prepared.secrets.any, files: leaving.ok ? leaving.value.files.length : made.value.bundles.length, pages: made.value.assembled.pages,
      places: distinct, ...(leaving.ok ? {} : { stopped: leaving.failure }), shown,
    });
  } finally {
    await removeBundles(vault, made.value);
  }
}

async function leaksInFiles(engine: Engine, vault: Vault, made: AssembledEdition, options: RunOptions): Promise<Result<LeakPlace[], Failure>> {
  const places: LeakPlace[] = [];
  for (const [index, part] of bundleParts(made).entries()) {
    const found = await leaksInBundle(engine, vault, part, options);
    if (!found.ok) return found;
    places.push(...found.value.map(({ where, document, page, who }): LeakPlace => ({
      where, ...(where === 'heading' ? {} : { file: bundleFileName(index) }), ...(document === undefined ? {} : { document }), ...(page === undefined ? {} : { page }), ...(who === undefined ? {} : { who }),
    })));
  }
  return success(places);
}

/** Says in which document a file of the release is mended, and on which of its pages. */
function withDocument(place: LeakPlace, made: AssembledEdition, { documents }: LeavingEdition): LeakPlace {
  const { file = '', page } = place;
  const bundle = made.bundles.findIndex((_, index) => bundleFileName(index) === file);
  const part = bundleParts(made)[bundle];
  if (part !== undefined) return page === undefined ? place : { ...place, where: 'page', ...exhibitAt(part.entries, page) };
  const of = documents.find((numbered) => exhibitPath(numbered) === file || nativePath(numbered, true) === file || file.startsWith(`redactions/${String(numbered.position).padStart(4, '0')}.`));
  return of === undefined ? place : { ...place, document: of.entry.document.id };
}

// A page of the bundle and the same page of the exhibit's own file are one place to mend.
function placeKey({ where, file, document, page }: LeakPlace): string {
  return document !== undefined && page !== undefined ? `${document} ${page}` : [where, file, document, page].join(' ');
}

function personsShown(vault: Vault, edition: string): string[] {
  const hidden: readonly string[] = vault.redactions.set(edition)?.persons ?? [];
  return vault.persons.available ? vault.persons.list().filter((person) => person.protected && !hidden.includes(person.pseudonym)).map(({ pseudonym }) => pseudonym) : [];
}
