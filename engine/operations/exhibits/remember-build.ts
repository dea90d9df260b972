import type { AssembledBundle } from '../../bundle/index.ts';
import type { Vault } from '../../vault/index.ts';
import type { LinkedPlan } from '../edition/link-mentions.ts';
import { builtBundles, keepBuild, type CrossReference } from './exhibit-records.ts';
import { resolveReferences } from './resolve-references.ts';

interface Built {
  readonly edition: string;
  readonly sha256: string;
  readonly assembled: AssembledBundle;
  readonly linked: LinkedPlan;
  readonly supplement: boolean;
}

/** Keeps where everything stood in a build; answers what became of its mentions of exhibits and pages. */
export function rememberBuild(vault: Vault, { edition, sha256, assembled, linked, supplement }: Built): readonly CrossReference[] {
  const places = new Map(assembled.entries.map((entry) => [entry.key, entry]));
  const entries = linked.plan.sections.flatMap((section) => section.entries).flatMap(({ key, exhibit, title, sha256: released }) => {
    const place = places.get(key);
    if (place === undefined) return [];
    const { firstPage, lastPage, firstLabel, lastLabel } = place;
    return [{ document: key, title, firstPage, lastPage, firstLabel, lastLabel, ...(exhibit === undefined ? {} : { exhibit }), ...(released === undefined ? {} : { sha256: released }) }];
  });
  const references = resolveReferences(linked.references, assembled, builtBundles(vault, edition).at(-1));
  const builtAt = new Date().toISOString();
  const numbers = Object.values(assembled.numbers).map(({ first, pages }) => first + pages - 1);
  keepBuild(vault, {
    build: `${builtAt.toLowerCase().replace(/[^0-9a-z]/gu, '-')}-${sha256.slice(0, 8)}`, edition, builtAt, pages: assembled.pages, indexPages: assembled.indexPages, sha256, entries, references,
    numbers: assembled.numbers, lastNumber: Math.max(0, ...numbers), ...(supplement ? { supplement } : {}),
  });
  return references;
}
