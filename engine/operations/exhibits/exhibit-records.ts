import { usualBundleSettings, type BundleSettings, type ExhibitScheme, type ExhibitState, type NumberChange, type SubExhibitForm } from '../../../shared/case-model/exhibit.ts';
import type { CourtCheck } from '../../../shared/courts/court-profile.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { BuiltEntry, Numbering } from '../../bundle/index.ts';
import type { JsonValue, Vault } from '../../vault/index.ts';
import { isSealed } from '../edition/order-edition.ts';

const [schemesKind, stateKind, concordanceKind, settingsKind, buildKind, standKind, courtKind] = ['exhibit-schemes', 'exhibit', 'exhibit-concordance', 'bundle-settings', 'built-bundle', 'last-build', 'court-check'] as const;
const only = 'case';

const usualSchemes: readonly ExhibitScheme[] = [
  { party: 'prosecution', format: 'P-{n}', first: 1, sub: 'dot' },
  { party: 'defence', format: 'D-{n}', first: 1, sub: 'dot' },
];
const listed: ExhibitState = { status: 'listed' };

/** The numbering schemes of a case, `P-1` and `D-1` where none were set. */
export function exhibitSchemes(vault: Vault): readonly ExhibitScheme[] {
  return (vault.records.get(schemesKind, only) as unknown as readonly ExhibitScheme[] | undefined) ?? usualSchemes;
}

export function putExhibitSchemes(vault: Vault, schemes: readonly ExhibitScheme[]): void {
  vault.records.put(schemesKind, only, schemes as unknown as JsonValue);
}

/** What is known of a document as an exhibit; `listed` where nothing was said. */
export function exhibitState(vault: Vault, document: DocumentId): ExhibitState {
  return (vault.records.get(stateKind, document) as unknown as ExhibitState | undefined) ?? listed;
}

export function putExhibitState(vault: Vault, document: DocumentId, state: ExhibitState): void {
  vault.records.put(stateKind, document, state as unknown as JsonValue);
}

/** How the bundle of the case is made. */
export function bundleSettings(vault: Vault): BundleSettings {
  return { ...usualBundleSettings, ...(vault.records.get(settingsKind, only) as unknown as Partial<BundleSettings> | undefined) };
}

export function putBundleSettings(vault: Vault, settings: BundleSettings): void {
  vault.records.put(settingsKind, only, settings as unknown as JsonValue);
}

/** Every change of an exhibit's number, oldest first: the concordance of old to new. */
export function numberChanges(vault: Vault): readonly NumberChange[] {
  return vault.records.list(concordanceKind).map(({ value }) => value as unknown as NumberChange);
}

/** Writes changes of exhibit numbers down, so that an old number can be followed to the new one. */
export function recordNumberChanges(vault: Vault, changes: readonly Omit<NumberChange, 'at'>[]): void {
  const at = new Date().toISOString();
  let count = vault.records.list(concordanceKind).length;
  for (const change of changes) vault.records.put(concordanceKind, String(count++).padStart(8, '0'), { ...change, at });
}

/** A mention of an exhibit or a bundle page inside a document, and what became of it. */
export interface CrossReference {
  /** The document that mentions it, and its own page. */
  readonly document: DocumentId;
  readonly page: number;
  /** As written. */
  readonly text: string;
  /** `linked`; `nowhere`: no such exhibit or page in this bundle; `moved`: linked, but the page stands elsewhere than in the build before. */
  readonly state: 'linked' | 'nowhere' | 'moved';
  /** Page of the bundle that it leads to. */
  readonly target?: number;
}

/** A bundle that was built: where everything stood. */
export interface BuiltBundle {
  /** Sorts by time. */
  readonly build: string;
  readonly edition: string;
  readonly builtAt: string;
  readonly pages: number;
  readonly indexPages: number;
  readonly sha256: string;
  readonly entries: readonly BuiltEntry[];
  readonly references: readonly CrossReference[];
  /** Numbers that a later build keeps. */
  readonly numbers?: NonNullable<Numbering['kept']>;
  /** Highest plain number that was given. */
  readonly lastNumber?: number;
  readonly supplement?: boolean;
}

/** What the order of an edition follows: what came with a document is numbered in the form of its party's scheme, and certificates stand with their translation. */
export function orderRules(vault: Vault): { readonly sub: (document: { readonly id: DocumentId }) => SubExhibitForm; readonly certificates: ReadonlySet<DocumentId> } {
  const schemes = exhibitSchemes(vault);
  return {
    sub({ id }) {
      const { party } = exhibitState(vault, id);
      return (schemes.find((scheme) => scheme.party === party) ?? schemes[0])?.sub ?? 'dot';
    },
    certificates: new Set(vault.translations.list().flatMap(({ certificate }) => certificate?.document ?? [])),
  };
}

const mostKeptBuilds = 20;

/** The last builds of a case, oldest first. */
export function builtBundles(vault: Vault, edition?: string): readonly BuiltBundle[] {
  return vault.records.list(buildKind).map(({ value }) => value as unknown as BuiltBundle).filter((built) => edition === undefined || built.edition === edition);
}

/** Keeps a build for later comparison; the oldest of its edition makes room. */
export function keepBuild(vault: Vault, built: BuiltBundle): void {
  vault.transaction(() => {
    vault.records.put(buildKind, built.build, built as unknown as JsonValue);
    putStand(vault, { edition: built.edition, build: built.build, lost: built.references.filter(({ state }) => state !== 'linked').length });
    for (const { build } of builtBundles(vault, built.edition).slice(0, -mostKeptBuilds)) vault.records.remove(buildKind, build);
  });
}

/** How the last build of an edition stands, in numbers: what an overview asks for often, without reading the build. */
export interface StandOfBuild {
  readonly edition: string;
  readonly build: string;
  /** Mentions of exhibits and pages that lead nowhere, or to another page than before. */
  readonly lost: number;
  /** Rules of the court that the build does not meet; absent until it was checked. */
  readonly failedRules?: number;
}

/** How the last build of an edition stands; undefined before the first. */
export function standOfLastBuild(vault: Vault, edition: string): StandOfBuild | undefined {
  return vault.records.get(standKind, edition) as unknown as StandOfBuild | undefined;
}

/** How the last builds of all editions stand. */
export function standsOfLastBuilds(vault: Vault): readonly StandOfBuild[] {
  return vault.records.list(standKind).map(({ value }) => value as unknown as StandOfBuild);
}

/** Keeps what the court's rules say of the last build of an edition. */
export function keepCourtCheck(vault: Vault, edition: string, check: CourtCheck): void {
  const stand = standOfLastBuild(vault, edition);
  if (stand === undefined) return;
  vault.transaction(() => {
    putStand(vault, { ...stand, failedRules: check.rules.filter(({ result }) => result === 'fail').length });
    vault.records.put(courtKind, edition, check as unknown as JsonValue);
  });
}

/** What the court's rules said of the last build of an edition; undefined while it was not checked. */
export function lastCourtCheck(vault: Vault, edition: string): CourtCheck | undefined {
  return standOfLastBuild(vault, edition)?.failedRules === undefined ? undefined : vault.records.get(courtKind, edition) as unknown as CourtCheck | undefined;
}

function putStand(vault: Vault, stand: StandOfBuild): void {
  vault.records.put(standKind, stand.edition, stand as unknown as JsonValue);
}

/** What builds of an edition hold: documents that they show, and those that they list, if only as a sealed slip. */
export function inBuilds(builds: readonly BuiltBundle[]): { readonly shown: ReadonlySet<string>; readonly listed: ReadonlySet<string> } {
  const entries = builds.flatMap((built) => built.entries);
  return { shown: new Set(entries.filter(({ sha256 }) => sha256 !== undefined).map(({ document }) => document)), listed: new Set(entries.map(({ document }) => document)) };
}

/** Documents of the bundle that no kept build of an edition shows, though they are not sealed from it: what a supplement would hold. Empty before the first build. */
export function notYetBuilt(vault: Vault, edition: string): readonly DocumentId[] {
  const builds = builtBundles(vault, edition);
  if (builds.length === 0) return [];
  const { shown, listed } = inBuilds(builds);
  return (vault.bundle.get()?.sections ?? []).flatMap(({ entries }) => entries.filter((id) => {
    const document = vault.documents.get(id);
    return document !== undefined && !(isSealed(document, edition) ? listed : shown).has(id);
  }));
}
