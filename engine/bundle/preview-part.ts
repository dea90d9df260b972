import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import { assembleBundle } from './assemble-bundle.ts';
import { coverSheet, sectionSheet } from './plan-sheets.ts';
import { indexData, likelyIndexPages } from './bundle-index.ts';
import { planEntries, type BundlePlan, type GeneratedSheet, type PlacedEntry } from './bundle-plan.ts';

export type PreviewPart = 'cover' | 'index' | 'section' | 'exhibits' | 'custody' | 'issues' | 'stamps';

/** A bundle before it is built: its plan, and the pages of each entry by key. */
export interface PlannedBundle {
  readonly plan: BundlePlan;
  readonly pages: ReadonlyMap<string, number>;
  /** The generated lists, told where everything would stand. */
  readonly lists: (places: readonly PlacedEntry[]) => Partial<Record<PreviewPart, GeneratedSheet>>;
}

/** Makes the PDF of one part of a bundle as it would be built now, on empty sample pages for the stamps. Fails as typesetting does. */
export async function previewPart(pools: WorkerPools, planned: PlannedBundle, part: PreviewPart): Promise<Result<Uint8Array, Failure>> {
  if (part === 'stamps') return previewStamps(pools, planned.plan);
  const places = plannedPlaces(planned);
  if (part === 'index') return typesetPages(pools, 'bundle-index.typ', indexData(planned.plan, { entries: places }));
  const sheet = part === 'cover' ? coverSheet(planned.plan) : part === 'section' ? firstSectionSheet(planned.plan) : planned.lists([...places.values()])[part];
  return sheet === undefined ? refusal(failure('usage', 'The bundle has no such part.')) : typesetPages(pools, sheet.template, sheet.data);
}

function firstSectionSheet(plan: BundlePlan): GeneratedSheet | undefined {
  const section = plan.sections.find(({ title, entries }) => title !== '' && entries.length > 0);
  return section === undefined ? undefined : sectionSheet(plan, section);
}

/** Pages of each entry as far as the index's length can be told. */
function plannedPlaces({ plan, pages }: PlannedBundle): Map<string, PlacedEntry> {
  let last = likelyIndexPages(plan);
  return new Map(planEntries(plan).map(({ key }) => {
    const first = last + 1;
    last += pages.get(key) ?? 1;
    return [key, { key, firstPage: first, lastPage: last, firstLabel: String(first), lastLabel: String(last) }];
  }));
}

const sampleSizes: readonly (readonly [number, number])[] = [[595, 842], [842, 595], [842, 1191], [298, 420]];

// Empty pages of the usual shapes, as the first exhibits of the bundle.
async function previewStamps(pools: WorkerPools, plan: BundlePlan): Promise<Result<Uint8Array, Failure>> {
  const known = planEntries(plan).flatMap(({ exhibit, title }) => (exhibit === undefined ? [] : [{ exhibit, title }])).slice(0, sampleSizes.length);
  const entries = sampleSizes.map((_, index) => ({ title: 'Sample', exhibit: `X-${index + 1}`, ...known[index], key: `sample-${index}`, sha256: '0'.repeat(64) }));
  const chunks: Uint8Array[] = [];
  const made = await assembleBundle(pools, { ...plan, index: false, sections: [{ title: 'Samples', entries }] }, {
    source: (key) => Promise.resolve(emptyPages(sampleSizes[Number(key.slice('sample-'.length))] ?? [595, 842])),
    write: (chunk) => {
      chunks.push(Uint8Array.from(chunk));
      return Promise.resolve();
    },
  });
  return made.ok ? success(Buffer.concat(chunks)) : refusal(made.failure);
}

function emptyPages([width, height]: readonly [number, number]): Uint8Array {
  const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]>>`;
  return Buffer.from(`%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>\nendobj\n3 0 obj\n${page}\nendobj\n4 0 obj\n${page}\nendobj\ntrailer\n<</Root 1 0 R>>\n`, 'latin1');
}
