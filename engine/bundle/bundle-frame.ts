import { framePage } from './page-frame.ts';
import { textString, type Bookmark } from './bookmarks.ts';
import { groupPages, isBlank, numberedRun, type Group, type Part, type PartPage } from './bundle-parts.ts';
import type { BundlePlan, Numbering, PlacedEntry } from './bundle-plan.ts';
import { destinationOf } from './destination.ts';
import { pageLabels } from './page-labels.ts';
import type { SourceBookmark } from './source-destinations.ts';

/** Where everything stands in a bundle, once the pages are known: what index, links and bookmarks are made from. */
export interface Frame {
  readonly groups: readonly Group[];
  readonly labels: readonly string[];
  readonly places: ReadonlyMap<string, PlacedEntry>;
}

/** Numbers the pages of groups in their order, over all files. */
export function frameOf(groups: readonly Group[], numbering: Numbering = { style: 'continuous' }): Frame {
  const labels = pageLabels(groups.map((group) => numberedRun(group, numbering)), numbering);
  const places = new Map<string, PlacedEntry>();
  let page = 0;
  for (const group of groups) {
    for (const { part } of groupPages(group)) {
      page++;
      if (isBlank(part)) continue;
      const label = labels[page - 1] ?? '';
      const known = places.get(part.key);
      places.set(part.key, { key: part.key, firstPage: known?.firstPage ?? page, firstLabel: known?.firstLabel ?? label, lastPage: page, lastLabel: label });
    }
  }
  return { groups, labels, places };
}

/** Where links of the index lead, by page: into this file, or to another file of the bundle. */
export function indexTargets({ groups, places }: Frame, from: number): Record<string, string> {
  const targets: Record<string, string> = {};
  for (const { parts, file } of groups) {
    for (const part of parts) {
      const place = places.get(part.key);
      if (place === undefined || part.placed?.pages[0]?.object === undefined || part.placed.pages[0].object === 0) continue;
      targets[String(place.firstPage)] = file === from ? destinationOf(part) : `remote ${bundleFileName(file)} ${place.firstPage - pagesBefore(groups, file) - 1}`;
    }
  }
  return targets;
}

/** Annotations, as PDF text, for the mentions on a page that lead to other pages of the bundle, each with words for its target; undefined for one that leads nowhere. */
export function mentionLinks({ part, at, page }: PartPage, { groups, labels, places }: Frame, file: number): (string | undefined)[] {
  const wanted = (part.entry?.links ?? []).filter((link) => link.page === at + 1);
  if (wanted.length === 0) return [];
  const [a, b, c, d, e, f] = framePage(page.box, page.rotation, page.userUnit, { topPt: 0, bottomPt: 0 }).matrix;
  const { heightPt } = framePage(page.box, page.rotation, page.userUnit, { topPt: 0, bottomPt: 0 });
  return wanted.map(({ rect: [x, y, width, height], to }, index) => {
    const corners = [[x, heightPt - y - height], [x + width, heightPt - y]].map(([left = 0, bottom = 0]) => [a * left + c * bottom + e, b * left + d * bottom + f]);
    const [xs, ys] = [corners.map(([value = 0]) => value), corners.map(([, value = 0]) => value)];
    const rect = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map((value) => value.toFixed(2)).join(' ');
    const number = 'label' in to ? labels.indexOf(to.label) + 1 : (places.get(to.key)?.firstPage ?? 0) + (places.get(to.key) === undefined ? 0 : to.page - 1);
    const target = pageAt(groups, number);
    const link = page.links[index];
    if (target === undefined || link === undefined) return undefined;
    const inFile = target.group.file === file;
    const action = inFile ? `/Dest ${destinationOf(target.page.part, target.page.at)}` : `/A<</S/GoToR/F(${bundleFileName(target.group.file)})/D[${number - pagesBefore(groups, target.group.file) - 1}/Fit]>>`;
    const said = textString(bookmarkTitle(target.page.part.title ?? '', labels[number - 1] ?? ''));
    return `<</Type/Annot/Subtype/Link/Rect[${rect}]/Border[0 0 0]/F 4/Contents ${said}/StructParent ${link.annotation}${action}>>`;
  });
}

function bookmarkTitle(title: string, label: string): string {
  return title === '' ? `p. ${label}` : `${title}, p. ${label}`;
}

/** The bookmarks of each file: sections with their documents, and those of the documents themselves. */
export function bundleBookmarks({ groups, places }: Frame, plan: BundlePlan): (file: number) => Bookmark[] {
  const bookmarkOf = (part: Part, file: number): Bookmark | undefined => {
    const place = places.get(part.key);
    if (part.title === undefined || part.title === '' || place === undefined) return undefined;
    const own = plan.sourceBookmarks === false || part.entry === undefined ? [] : (part.placed?.bookmarks ?? []);
    return { title: bookmarkTitle(part.title, place.firstLabel), destination: file >= 0 ? destinationOf(part) : undefined, open: false, children: own.map(sourceBookmark) };
  };
  return (file) => {
    const own = groups.filter((group) => group.file === file);
    const marksIn = (section: number | undefined): Bookmark[] => own.filter((group) => group.section === section).flatMap(({ parts }) => parts).flatMap((part) => bookmarkOf(part, file) ?? []);
    const sections = plan.sections.flatMap(({ title }, section): Bookmark[] => {
      const inside = own.filter((group) => group.section === section);
      const head = inside[0]?.parts[0];
      if (head === undefined) return [];
      const children = marksIn(section);
      return title === '' && plan.sections.length === 1 ? children : [{ title: `${title}, p. ${places.get(head.key)?.firstLabel ?? ''}`, destination: destinationOf(head), open: true, children }];
    });
    return [...marksIn(undefined), ...sections, ...marksIn(plan.sections.length)];
  };
}

/** The name of a file of a bundle that has several, 0-based. */
export function bundleFileName(file: number): string {
  return `bundle-${String(file + 1).padStart(2, '0')}.pdf`;
}

// Pages before a file of the bundle.
function pagesBefore(groups: readonly Group[], file: number): number {
  return groups.filter((group) => group.file < file).reduce((sum, group) => sum + groupPages(group).length, 0);
}

function pageAt(groups: readonly Group[], number: number): { readonly group: Group; readonly page: PartPage } | undefined {
  let before = 0;
  for (const group of groups) {
    const pages = groupPages(group);
    const page = pages[number - before - 1];
    if (page !== undefined) return { group, page };
    before += pages.length;
  }
  return undefined;
}

function sourceBookmark({ title, destination, children }: SourceBookmark): Bookmark {
  return { title, destination, open: false, children: children.map(sourceBookmark) };
}
