import type { AssembledBundle } from '../../bundle/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { LinkedPlan } from '../edition/link-mentions.ts';
import { builtBundles, keepBuild, type CrossReference } from './exhibit-records.ts';

interface Built {
  readonly edition: string;
  readonly sha256: string;
  readonly assembled: AssembledBundle;
  readonly linked: LinkedPlan;
  readonly supplement: boolean;
}

/** Keeps where everything stood in a build, and tells which mentions lead to another page than in the build before. */
export function rememberBuild(vault: Vault, { edition, sha256, assembled, linked, supplement }: Built): void {
  const before = builtBundles(vault, edition).at(-1);
  const earlier = new Map((before?.entries ?? []).map(({ document, firstLabel }) => [document, firstLabel]));
  const places = new Map(assembled.entries.map((entry) => [entry.key, entry]));
  const entries = linked.plan.sections.flatMap((section) => section.entries).flatMap(({ key, exhibit, title, sha256: released }) => {
    const place = places.get(key);
    if (place === undefined) return [];
    const { firstPage, lastPage, firstLabel, lastLabel } = place;
    return [{ document: key, title, firstPage, lastPage, firstLabel, lastLabel, ...(exhibit === undefined ? {} : { exhibit }), ...(released === undefined ? {} : { sha256: released }) }];
  });
  const references = linked.references.map(({ to, ...reference }): CrossReference => {
    const place = to === undefined ? undefined : 'key' in to ? places.get(to.key) : undefined;
    const target = place === undefined ? (to !== undefined && 'label' in to ? assembled.labels.indexOf(to.label) + 1 : 0) : place.firstPage + (to !== undefined && 'key' in to ? to.page - 1 : 0);
    if (target < 1) return { ...reference, state: 'nowhere' };
    const moved = place !== undefined && to !== undefined && 'key' in to && earlier.has(to.key) && earlier.get(to.key) !== place.firstLabel;
    return { ...reference, state: moved ? 'moved' : 'linked', target };
  });
  const builtAt = new Date().toISOString();
  const numbers = Object.values(assembled.numbers).map(({ first, pages }) => first + pages - 1);
  keepBuild(vault, {
    build: `${builtAt.toLowerCase().replace(/[^0-9a-z]/gu, '-')}-${sha256.slice(0, 8)}`, edition, builtAt, pages: assembled.pages, indexPages: assembled.indexPages, sha256, entries, references,
    numbers: assembled.numbers, lastNumber: Math.max(0, ...numbers), ...(supplement ? { supplement } : {}),
  });
}
