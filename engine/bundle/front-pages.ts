import type { Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import { success, type Result } from '../../shared/result.ts';
import { writeBlank, type BlankForms } from './blank-pages.ts';
import { fixedObjects, type BundleFile } from './bundle-file.ts';
import type { BundleFiles } from './bundle-files.ts';
import { frameOf, indexTargets, type Frame } from './bundle-frame.ts';
import { indexPieces, likelyIndexPages } from './bundle-index.ts';
import { blankPart, emptyPart, pagesOnly, sheetPart, type Group, type Part } from './bundle-parts.ts';
import type { BundlePlan, GeneratedSheet, PlacedEntry } from './bundle-plan.ts';
import { bundleWords } from './bundle-words.ts';
import type { OwnPages } from './own-pages.ts';
import { coverSheet } from './plan-sheets.ts';

/** What stands already when cover, index and lists are made. */
export interface Body {
  readonly plan: BundlePlan;
  readonly files: BundleFiles;
  readonly own: OwnPages;
  readonly groups: readonly Group[];
  readonly findings: readonly Finding[];
  readonly lists: (places: readonly PlacedEntry[], findings: readonly Finding[]) => readonly GeneratedSheet[];
  /** Where there are facing pages in the first file: the front then has an even number of pages. */
  readonly blanks: BlankForms | undefined;
}

export const indexKey = '#index';
const mostIndexRounds = 8;

interface List {
  readonly part: Part;
  readonly pdf: Uint8Array;
}

/**
 * Sets cover, index and lists. The index's own length moves every page behind it: it is typeset again until it fits. Lists at the end say pages too, but
 * move none.
 */
export async function addFrontAndLists(body: Body): Promise<Result<Frame, Failure>> {
  const { plan, files, own, groups, findings, lists } = body;
  const first = files.at(0);
  const cover = await placeCover(body, first);
  if (!cover.ok) return cover;
  const frame = (front: readonly Group[], ending: readonly Group[] = []): Frame => frameOf([...cover.value, ...front, ...groups, ...ending], plan.numbering);
  let pages = plan.index === false ? 0 : likelyIndexPages(plan, lists([], []).length);
  for (let round = 0; ; round++) {
    const assumed = frontOf(plan.index === false ? [] : [emptyPart(indexKey, pages)], body, cover.value.length + pages);
    const made = await typesetLists(body, lists([...frame(assumed).places.values()], findings));
    if (!made.ok) return made;
    const listed = made.value.map(({ part, pdf }) => listGroup(body, { ...part, placed: pagesOnly(countPages(pdf)) }));
    const index = await typesetIndex(body, frame(assumed, listed), listed);
    if (!index.ok) return index;
    const counted = index.value.reduce((sum, pdf) => sum + countPages(pdf), 0);
    if (counted !== pages && round < mostIndexRounds) {
      pages = counted;
      continue;
    }
    const ending: Group[] = [];
    for (const { part, pdf } of made.value) {
      const placed = await own.place(part, files.at(files.last), { pdf });
      if (!placed.ok) return placed;
      ending.push(listGroup(body, part));
    }
    const indexParts: Part[] = [];
    const bundlePages = indexTargets(frame(assumed, ending), 0);
    for (const [at, pdf] of index.value.entries()) {
      const part: Part = { ...emptyPart(at === 0 ? indexKey : `${indexKey}-${at + 1}`, 0), title: at === 0 ? bundleWords(plan.language).index : undefined };
      const placed = await own.place(part, first, { pdf, bundlePages });
      if (!placed.ok) return placed;
      indexParts.push(part);
    }
    const front = frontOf(indexParts, body, cover.value.length + counted);
    return success(frame(await written(front, body, first), ending));
  }
}

async function placeCover({ plan, own }: Body, file: BundleFile): Promise<Result<readonly Group[], Failure>> {
  if (plan.cover !== true) return success([]);
  const part = sheetPart('cover', coverSheet(plan));
  const placed = await own.placeSheet(part, file);
  return placed.ok ? success([{ parts: [part], section: undefined, file: 0 }]) : placed;
}

// The index, and a blank page where the pages behind it would not begin on the left of a spread.
function frontOf(index: readonly Part[], { blanks }: Body, pages: number): Group[] {
  const parts = [...index, ...(blanks !== undefined && pages % 2 === 1 ? [blankPart(blanks.lead)] : [])];
  return parts.map((part) => ({ parts: [part], section: undefined, file: 0 }));
}

async function written(front: readonly Group[], { blanks }: Body, file: BundleFile): Promise<Group[]> {
  if (blanks === undefined) return [...front];
  const done: Group[] = [];
  for (const group of front) {
    const isLead = group.parts[0]?.placed?.pages[0] === blanks.lead;
    done.push(isLead ? { ...group, parts: [blankPart(await writeBlank(file, blanks.lead, fixedObjects.pageTree))] } : group);
  }
  return done;
}

async function typesetLists({ own }: Body, sheets: readonly GeneratedSheet[]): Promise<Result<readonly List[], Failure>> {
  const made: List[] = [];
  for (const [at, sheet] of sheets.entries()) {
    const pdf = await own.typeset(sheet);
    if (!pdf.ok) return pdf;
    made.push({ part: sheetPart(`list-${at}`, sheet), pdf: pdf.value });
  }
  return success(made);
}

function listGroup({ plan, files }: Body, part: Part): Group {
  return { parts: [part], section: plan.sections.length, file: files.last };
}

async function typesetIndex({ plan, files, own, groups }: Body, { places }: Frame, listed: readonly Group[]): Promise<Result<readonly Uint8Array[], Failure>> {
  if (plan.index === false) return success([]);
  const lists = listed.flatMap(({ parts }) => parts).map(({ key, title = '' }) => ({ title, page: places.get(key)?.firstPage ?? 0, label: places.get(key)?.firstLabel ?? '' }));
  const fileOf = new Map(groups.flatMap(({ parts, file }) => parts.map(({ key }) => [key, file + 1] as const)));
  const made: Uint8Array[] = [];
  for (const data of indexPieces(plan, { entries: places, lists, ...(files.last === 0 ? {} : { fileOf: (key) => fileOf.get(key) ?? 1 }) })) {
    const pdf = await own.typeset({ template: 'bundle-index.typ', data });
    if (!pdf.ok) return pdf;
    made.push(pdf.value);
  }
  return success(made);
}

function countPages(pdf: Uint8Array): number {
  // Our own typesetter's output: page objects lie in plain text or the count is in the page tree's root.
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const counts = [...text.matchAll(/\/Count (\d+)/gu)].map(([, count]) => Number(count));
  return Math.max(1, ...counts);
}
