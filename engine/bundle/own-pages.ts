import type { Failure } from '../../shared/failure.ts';
import { success, type Result } from '../../shared/result.ts';
import { startTypesetter, typesetForms, typesetPages } from '../pdf/generated-pages.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { BlankForms } from './blank-pages.ts';
import { fixedObjects, type BundleFile } from './bundle-file.ts';
import type { Part } from './bundle-parts.ts';
import type { BundlePlan, GeneratedSheet } from './bundle-plan.ts';
import { bundleWords } from './bundle-words.ts';
import { noBands } from './page-marks.ts';
import { partSource } from './part-source.ts';
import type { PlacedPage } from './place-source.ts';
import type { PlanTexts } from './plan-texts.ts';
import { SourcePlacer, sourceToPlace, type SourceToPlace } from './source-placer.ts';
import type { Placement } from './bundle-tasks.ts';

/** The pages that a bundle makes itself: typeset from templates, and set by the worker that sets the sources, which is warm by then. */
export class OwnPages {
  readonly #pools: WorkerPools;
  readonly #plan: BundlePlan;
  readonly #texts: PlanTexts;
  readonly #signal: AbortSignal | undefined;
  readonly #keepOnly: (file: BundleFile) => Promise<void>;

  constructor(pools: WorkerPools, plan: BundlePlan, { texts, signal, keepOnly }: { readonly texts: PlanTexts; readonly signal: AbortSignal | undefined; readonly keepOnly: (file: BundleFile) => Promise<void> }) {
    this.#pools = pools;
    this.#plan = plan;
    this.#texts = texts;
    this.#signal = signal;
    this.#keepOnly = keepOnly;
  }

  /** Has the typesetter ready by the time that it is needed. */
  start(): void {
    startTypesetter(this.#pools);
  }

  typeset({ template, data }: Pick<GeneratedSheet, 'template' | 'data'>): Promise<Result<Uint8Array, Failure>> {
    return typesetPages(this.#pools, template, data, this.#signal);
  }

  /** Sets the PDF of a part into its file; links to pages of the bundle lead where `bundlePages` says. */
  async place(part: Part, file: BundleFile, { pdf, bundlePages }: { readonly pdf: Uint8Array; readonly bundlePages?: Readonly<Record<string, string>> | undefined }): Promise<Result<undefined, Failure>> {
    const source = partSource(part, pdf, { file, texts: this.#texts });
    // No two files hold a worker: there may be but one.
    await this.#keepOnly(file);
    const placed = await placeOne(file.placer, bundlePages === undefined ? source : { ...source, input: { ...source.input, bundlePages } });
    if (!placed.ok) return placed;
    part.placed = placed.value;
    return success(undefined);
  }

  /** Typesets and places a generated sheet; nothing for a part that is none. */
  async placeSheet(part: Part, file: BundleFile): Promise<Result<undefined, Failure>> {
    if (part.sheet === undefined) return success(undefined);
    const made = await this.typeset(part.sheet);
    return made.ok ? this.place(part, file, { pdf: made.value }) : made;
  }

  /** Words of marks that the plain font cannot show are shaped by the typesetter, each once for a file. */
  async shapeWords(file: BundleFile): Promise<Result<undefined, Failure>> {
    const words = file.texts.wordsToShape(this.#texts.all());
    if (words.length === 0) return success(undefined);
    const shaped = await this.#forms(file, '#words', { template: 'mark-words.typ', data: { words, language: this.#plan.language } });
    if (!shaped.ok) return shaped;
    file.texts.addWords(words, shaped.value);
    return success(undefined);
  }

  /** The drawings of blank pages, which say why they are blank. */
  async blankForms(file: BundleFile): Promise<Result<BlankForms, Failure>> {
    const { blankPage, noMoreOriginal, noMoreTranslation } = bundleWords(this.#plan.language);
    const made = await this.#forms(file, '#blank', { template: 'blank-pages.typ', data: { texts: [blankPage, noMoreOriginal, noMoreTranslation], language: this.#plan.language } });
    if (!made.ok) return made;
    const [lead, original, translation] = made.value;
    if (lead === undefined || original === undefined || translation === undefined) throw new Error('a blank page was not made');
    return success({ lead, original, translation });
  }

  async #forms(file: BundleFile, key: string, { template, data }: Pick<GeneratedSheet, 'template' | 'data'>): Promise<Result<readonly PlacedPage[], Failure>> {
    const pdf = await typesetForms(this.#pools, template, data, this.#signal);
    if (!pdf.ok) return pdf;
    // Words are shaped while the file before may still be read: not by its worker, but by the one that typeset them.
    const placed = await placeOne(new SourcePlacer(withoutLease(this.#pools.pages), file.file, this.#signal), sourceToPlace({ key, pageTree: fixedObjects.pageTree, markFont: fixedObjects.markFont, firstBands: noBands, otherBands: noBands, formsOnly: true }, undefined, pdf.value));
    return placed.ok ? success(placed.value.pages) : placed;
  }
}

async function placeOne(placer: SourcePlacer, source: SourceToPlace): Promise<Result<Placement, Failure>> {
  const placed = await placer.placeAll([source]);
  await placer.written();
  if (!placed.ok) return placed;
  const [output] = placed.value;
  if (output === undefined) throw new Error('a source was not placed');
  return success(output);
}

// A pool whose workers hold nothing between tasks: a lease of one is no more than the pool itself.
function withoutLease(pool: WorkerPool): WorkerPool {
  const run: WorkerPool['run'] = (module, name, input, options) => pool.run(module, name, input, options);
  return { run, close: () => undefined, lease: () => Promise.resolve({ run, release: () => undefined }) };
}
