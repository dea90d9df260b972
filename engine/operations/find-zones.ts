import type { RedactionZone } from '../../shared/case-model/redaction.ts';
import { rectsIntersect } from '../../shared/geometry.ts';
import type { PageText } from '../../shared/page-text.ts';
import type { Mention } from '../people/index.ts';
import { zonesForMentions } from '../redaction/index.ts';

/** How mentions are found on a page. */
export interface FindMentions {
  /** Everything: names, terms and patterns. */
  readonly all: (page: PageText) => readonly Mention[];
  /** Names, and strings that were found elsewhere in the document. Patterns go by their surroundings, which are gone by then. */
  readonly names: (page: PageText, also: readonly string[]) => readonly Mention[];
}

export interface FoundZones {
  readonly zones: readonly RedactionZone[];
  /** Everything that must not be in the redacted file: what was asked for and each form that was found. */
  readonly secrets: readonly string[];
}

const mostRounds = 4;
// A year or a house number alone says nothing and stands everywhere.
const shortestString = 3;
const shortestValue = 6;

/**
 * The zones of a document: the marked ones, and a width-safe one for each mention. Taking words away can bring others together, and what is a secret
 * on one page is one on every page: what would be left is looked through again until nothing is found.
 */
export function findZones(pages: readonly PageText[], marked: readonly RedactionZone[], sought: readonly string[], find: FindMentions): FoundZones {
  const zones = [...marked];
  const secrets = new Set(sought);
  for (let round = 0; round < mostRounds; round++) {
    const known = [...secrets];
    const before = zones.length;
    for (const page of pages) {
      const left = withoutZones(page, zones);
      const mentions = round === 0 ? find.all(left) : find.names(left, known);
      for (const { kind, text } of mentions) if (text.length >= (kind === 'pattern' ? shortestValue : shortestString)) secrets.add(text);
      zones.push(...zonesForMentions(left, mentions));
    }
    if (round > 0 && zones.length === before) break;
  }
  return { zones, secrets: [...secrets] };
}

/** Zones of what a second reading of pages found: marked, because the pages' own words do not say it. */
export function zonesOfReading(pages: readonly PageText[], find: FindMentions): RedactionZone[] {
  return pages.flatMap((page) => zonesForMentions(page, find.all(page)));
}

/** Whether a zone lies on a page that is there, at least in part. */
export function liesOnPage(zone: RedactionZone, pages: readonly PageText[]): boolean {
  const page = pages.find((candidate) => candidate.page === zone.page);
  return page !== undefined && rectsIntersect(zone.rect, [0, 0, page.widthPt, page.heightPt]);
}

function withoutZones(page: PageText, zones: readonly RedactionZone[]): PageText {
  const here = zones.filter((zone) => zone.page === page.page);
  return here.length === 0 ? page : { ...page, words: page.words.filter(({ rect }) => !here.some((zone) => rectsIntersect(zone.rect, rect))) };
}
