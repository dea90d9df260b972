import type { Rect } from '../../../shared/geometry.ts';
import type { DocumentId } from '../../../shared/identifiers.ts';
import type { PageText } from '../../../shared/page-text.ts';
import type { Mention } from '../../people/index.ts';
import type { Vault, ZoneRecord } from '../../vault/index.ts';
import { orderOf } from './zone-decision.ts';

/** Places of one document that stay visible although the rules of the edition find them: a person rejected them with a reason, or a ruling lifted them. */
export interface KeptPlaces {
  readonly places: readonly { readonly page: number; readonly rect: Rect }[];
  /** Whether this very mention was decided on: of the same person, term or pattern, in the same words at the same place. */
  readonly keeps: (page: PageText, mention: Mention) => boolean;
  /** Whether the words of a mention stand at a place that was decided on, whatever they were looked for as. */
  readonly keepsWords: (page: PageText, mention: Mention) => boolean;
}

interface Kept {
  readonly page: number;
  readonly about: string;
  readonly hits: readonly Rect[];
}

/** What a find is about, in a word: a pseudonym, a pattern's name, or that it is a term. */
export function aboutOf({ kind, pseudonym, pattern }: Mention): string {
  return pseudonym ?? pattern ?? kind;
}

/** What a person's decisions keep visible in a document of an edition. */
export function keptPlaces(vault: Vault, edition: string, document: DocumentId): KeptPlaces {
  const { mayKeep } = orderOf(vault, edition);
  const kept = vault.redactions.zones({ edition, document, origin: 'found' }).filter((zone) => staysVisible(zone, mayKeep)).reduce(joinGroup, new Map<string, Kept>());
  const all = [...kept.values()];
  return {
    places: all.flatMap(({ page, hits }) => hits.map((rect) => ({ page, rect }))),
    keeps: (page, mention) => all.some((place) => place.about === aboutOf(mention) && isAt(place, page, mention)),
    keepsWords: (page, mention) => all.some((place) => isAt(place, page, mention)),
  };
}

// A find whose words are not known, from an earlier version, is hidden: nobody can say what was decided on.
function staysVisible({ state, history = [], hits, about }: ZoneRecord, mayKeep: boolean): boolean {
  if (hits === undefined || about === undefined) return false;
  if (state === 'lifted') return true;
  return state === 'rejected' && mayKeep && history.findLast(({ step }) => step === 'reject')?.reason !== undefined;
}

function joinGroup(kept: Map<string, Kept>, { id, group = id, page, about = '', hits = [] }: ZoneRecord): Map<string, Kept> {
  const before = kept.get(group)?.hits ?? [];
  return kept.set(group, { page, about, hits: [...before, ...hits] });
}

function isAt({ page: number, hits }: Kept, page: PageText, { text, rects }: Mention): boolean {
  if (number !== page.page || !rects.every((rect) => hits.some((hit) => centred(rect, hit)))) return false;
  const said = page.words.filter(({ rect }) => hits.some((hit) => centred(rect, hit))).map((word) => word.text).join('');
  return letters(said) === letters(text);
}

function centred([x, y, width, height]: Rect, [left, top, across, down]: Rect): boolean {
  return x + width / 2 >= left && x + width / 2 <= left + across && y + height / 2 >= top && y + height / 2 <= top + down;
}

function letters(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
