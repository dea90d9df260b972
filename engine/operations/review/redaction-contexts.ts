import type { Failure } from '../../../shared/failure.ts';
import { rectsIntersect } from '../../../shared/geometry.ts';
import { success, type Result } from '../../../shared/result.ts';
import type { Vault, ZoneRecord } from '../../vault/index.ts';
import { knownZones } from './zone-decision.ts';

export interface RedactionContext {
  readonly redaction: string;
  readonly before: string;
  readonly hidden: string;
  readonly after: string;
}

const wordsAround = 12;
const longest = 1000;

/** The words before, in and after each redaction, for the person who decides on it. Fails with `usage` where one is gone. */
export function redactionContexts(vault: Vault, ids: readonly string[]): Result<readonly RedactionContext[], Failure> {
  const zones = knownZones(vault, ids);
  return zones.ok ? success(zones.value.map((zone) => contextOf(vault, zone))) : zones;
}

function contextOf(vault: Vault, { id, document, page, rect, hits }: ZoneRecord): RedactionContext {
  const words = vault.pageTexts.get(document, page)?.words ?? [];
  const places = hits ?? [rect];
  const inside = words.flatMap((word, index) => (places.some((place) => rectsIntersect(place, word.rect)) ? [index] : []));
  const first = inside[0];
  const last = inside.at(-1);
  if (first === undefined || last === undefined) return { redaction: id, before: '', hidden: '', after: '' };
  const said = (from: number, to: number): string => words.slice(Math.max(0, from), to).map(({ text }) => text).join(' ');
  return {
    redaction: id, before: said(first - wordsAround, first).slice(-longest), hidden: inside.map((index) => words[index]?.text ?? '').join(' ').slice(0, longest), after: said(last + 1, last + 1 + wordsAround).slice(0, longest),
  };
}
