import type { Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { typesetForBundle, typesetPages } from '../pdf/generated-pages.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { AssembledBundle, AssembledFile, AssembleOptions } from './assemble-bundle.ts';
import { BundleFile, fixedObjects } from './bundle-file.ts';
import { indexData, likelyIndexPages } from './bundle-index.ts';
import { bundleBookmarks, frameOf, indexTargets, mentionLinks, type Frame } from './bundle-frame.ts';
import { bundleMarks } from './bundle-marks.ts';
import { emptyPart, entryPart, groupPages, pagesOnly, sheetPart, type Group, type Part, type PartPage, type SheetPart } from './bundle-parts.ts';
import { planEntries, type BundleEntry, type BundlePlan, type GeneratedSheet } from './bundle-plan.ts';
import { bundleWords, isRightToLeft } from './bundle-words.ts';
import { coverSheet, sectionSheet } from './plan-sheets.ts';
import { noBands, type PageMarks } from './page-marks.ts';
import { fitsBatch, SourcePlacer, sourceToPlace, type SourceToPlace } from './source-placer.ts';

const mostIndexRounds = 8;
// Marks, a cross-reference entry and a part of the bookmarks, for each page.
const overheadOfPage = 1_500;

interface Pending {
  readonly part: Part;
  readonly source: SourceToPlace;
  /** The file that it goes into. */
  readonly file: number;
}

/** Writes a bundle: sources as they come, then generated pages, then what needs to know all pages. */
export class BundleWriter {
  readonly #pools: WorkerPools;
  readonly #plan: BundlePlan;
  readonly #options: AssembleOptions;
  readonly #files: BundleFile[] = [];
  readonly #placers: SourcePlacer[] = [];
  readonly #groups: Group[] = [];
  readonly #findings: Finding[] = [];
  /** What may stand in the margin of any page. */
  readonly #usualTexts: readonly string[];
  #failed: Failure | undefined;
  readonly #estimates: { bytes: number; pages: number }[] = [];

  constructor(pools: WorkerPools, plan: BundlePlan, options: AssembleOptions) {
    this.#pools = pools;
    this.#plan = plan;
    this.#options = options;
    const { pageOf, translationOf, original } = bundleWords(plan.language);
    this.#usualTexts = [...pageOf.split(/\{[nm]\}/u), ...translationOf.split(/\{[lo]\}/u), original, plan.reference ?? '', plan.numbering?.stamp ?? ''];
  }

  close(): void {
    for (const placer of this.#placers) placer.close();
  }

  /** Sets all entries into the file: the next ones are fetched while a worker reads and the last ones are written. */
  async addEntries(): Promise<Result<void, Failure>> {
    await this.#beginFile();
    const pending = this.#fetchAll();
    let next = await this.#nextBatch(pending, undefined);
    for (let done = 0; next.batch.length > 0; ) {
      const { batch, file } = next;
      const [first] = batch;
      this.#options.report?.({ step: 'build', done, total: planEntries(this.#plan).length, unit: 'documents', ...(first === undefined ? {} : { document: first.part.key }) });
      const following = this.#nextBatch(pending, next.left);
      following.catch(() => undefined); // told where it is waited for
      const placed = await this.#placers[file]?.placeAll(batch.map(({ source }) => source));
      if (placed === undefined) throw new Error('a batch has no file');
      if (!placed.ok) return refusal(placed.failure);
      for (const [index, output] of placed.value.entries()) {
        const part = batch[index]?.part;
        if (part === undefined) continue;
        part.placed = output;
        this.#findings.push(...output.findings.map((finding) => ({ ...finding, document: part.key })));
      }
      done += batch.length;
      next = await following;
      // A file that is full gives its worker back: there are no more of them than cores.
      if (next.file !== file) await this.#placers[file]?.finish();
    }
    for (const placer of this.#placers) await placer.finish();
    return this.#failed === undefined ? success(undefined) : refusal(this.#failed);
  }

  async #beginFile(): Promise<void> {
    const at = this.#files.length;
    const file = new BundleFile((chunk) => this.#options.write(chunk, at), isRightToLeft(this.#plan.language));
    await file.begin();
    this.#files.push(file);
    this.#placers.push(new SourcePlacer(this.#pools.document, file.file, this.#options.signal));
    this.#estimates.push({ bytes: 0, pages: 0 });
    const shaped = await this.#shapeWords(at);
    if (!shaped.ok) this.#failed ??= shaped.failure;
  }

  // Groups in the order of the plan; those with a source are handed on, generated sheets wait for the end.
  async *#fetchAll(): AsyncGenerator<Pending, void> {
    for (const [section, { title, entries }] of this.#plan.sections.entries()) {
      if (this.#plan.sectionSheets === true && title !== '' && entries.length > 0) {
        this.#addGroup([sheetPart(`section-${section}`, sectionSheet(this.#plan, { title, entries }))], section);
      }
      for (let at = 0; at < entries.length; at++) {
        const entry = entries[at];
        const translation = entries[at + 1];
        if (entry === undefined) continue;
        const paired = this.#plan.facing === true && translation?.translationOf === entry.key && entry.sealed !== true && translation.sealed !== true;
        const members = paired ? [entry, translation] : [entry];
        const parts = members.map((member) => entryPart(member, this.#plan));
        const sources = await Promise.all(members.map(async (member) => (member.sealed === true ? undefined : await this.#options.source(member.key))));
        const file = await this.#fileFor(members, sources.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0));
        const node = paired ? this.#files[file]?.file.reserve() : undefined;
        this.#groups.push({ parts, section, file, ...(node === undefined ? {} : { node }) });
        for (const [index, part] of parts.entries()) {
          const bytes = sources[index];
          if (bytes !== undefined) yield { part, source: this.#source(part, bytes, { file, parent: node }), file };
        }
        for (const [index, sheet] of members.flatMap((member) => member.sheets ?? []).entries()) this.#addGroup([sheetPart(`${entry.key}#sheet-${index}`, sheet)], section);
        if (paired) at++;
      }
    }
  }

  #addGroup(parts: readonly Part[], section: number | undefined): void {
    this.#groups.push({ parts, section, file: this.#files.length - 1 });
  }

  // A file that would grow too large is followed by another.
  async #fileFor(entries: readonly BundleEntry[], bytes: number): Promise<number> {
    const { split } = this.#plan;
    const estimate = this.#estimates.at(-1);
    const pages = entries.reduce((sum, entry) => sum + (entry.pages ?? 1), 0);
    if (estimate === undefined) throw new Error('no file was begun');
    const grown = { bytes: estimate.bytes + bytes + pages * overheadOfPage, pages: estimate.pages + pages };
    const tooLarge = (split?.bytes !== undefined && grown.bytes > split.bytes) || (split?.pages !== undefined && grown.pages > split.pages);
    if (tooLarge && estimate.pages > 0) {
      await this.#beginFile();
      this.#estimates[this.#estimates.length - 1] = { bytes: bytes + pages * overheadOfPage, pages };
    } else Object.assign(estimate, grown);
    return this.#files.length - 1;
  }

  #source(part: Part, bytes: Uint8Array, { file, parent }: { readonly file: number; readonly parent?: number | undefined }): SourceToPlace {
    const { entry } = part;
    const words = this.#files[file]?.texts.resources([...this.#usualTexts, ...(entry === undefined ? [] : this.#textsOf(entry))]) ?? '';
    const links = entry?.links === undefined ? undefined : countByPage(entry.links.map(({ page }) => page));
    return sourceToPlace({
      key: part.key, pageTree: fixedObjects.pageTree, markFont: fixedObjects.markFont, ...(words === '' ? {} : { words }), firstBands: part.bands.first, otherBands: part.bands.other,
      ...(parent === undefined ? {} : { parent }), ...(entry?.pages === undefined ? {} : { pages: entry.pages }), ...(links === undefined ? {} : { links }),
    }, entry?.text, bytes);
  }

  async #nextBatch(pending: AsyncGenerator<Pending, void>, left: Pending | undefined): Promise<{ readonly batch: readonly Pending[]; readonly file: number; readonly left: Pending | undefined }> {
    const batch = left === undefined ? [] : [left];
    for (;;) {
      const next = await pending.next();
      if (next.done === true) return { batch, file: batch[0]?.file ?? 0, left: undefined };
      const { value } = next;
      if (batch.length > 0 && (value.file !== batch[0]?.file || !fitsBatch(batch.map(({ source }) => source), value.source))) return { batch, file: batch[0]?.file ?? 0, left: value };
      batch.push(value);
    }
  }

  /** Writes generated pages, marks, bookmarks and all that closes the files. */
  async end(): Promise<Result<Omit<AssembledBundle, 'findings'> & { readonly findings: readonly Finding[] }, Failure>> {
    const sheets = await this.#placeSheets();
    if (!sheets.ok) return sheets;
    const framed = await this.#addFrontAndLists();
    if (!framed.ok) return framed;
    const { groups, labels, places } = framed.value;
    const marksOf = bundleMarks(this.#plan, planEntries(this.#plan));
    const total = labels.at(-1) ?? '';
    const files: AssembledFile[] = [];
    let before = 0;
    const bookmarks = bundleBookmarks(framed.value, this.#plan);
    for (const [at, file] of this.#files.entries()) {
      const own = groups.filter((group) => group.file === at);
      const pages = own.reduce((sum, group) => sum + groupPages(group).length, 0);
      const offset = before;
      const marked = (page: PartPage, index: number): PageMarks => marksOf({ entry: page.part.sheet === undefined || page.part.entry?.sealed === true ? page.part.entry : undefined, at: page.at, pages: page.part.placed?.pages.length ?? 0, label: labels[offset + index] ?? '', lastLabel: total });
      const sha256 = await file.close({
        plan: this.#plan, groups: own, labels: labels.slice(offset, offset + pages), bookmarks: bookmarks(at), facing: own.some(({ node }) => node !== undefined),
        marksOf: marked,
        linksOf: (page) => mentionLinks(page, framed.value, at),
      });
      files.push({ pages, firstPage: offset + 1, bytes: file.file.length, sha256 });
      before += pages;
    }
    const index = groups.find(({ parts }) => parts[0]?.key === indexKey);
    const numbers = Object.fromEntries([...places.values()].flatMap(({ key, firstLabel, firstPage, lastPage }) => (/^\d+$/u.test(firstLabel) ? [[key, { first: Number(firstLabel), pages: lastPage - firstPage + 1 }]] : [])));
    const entries = planEntries(this.#plan).map(({ key }) => places.get(key)).filter((place) => place !== undefined);
    const [first] = files;
    return success({
      pages: labels.length, indexPages: index === undefined ? 0 : groupPages(index).length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), sha256: first?.sha256 ?? '', files, entries, labels, numbers, findings: this.#findings,
    });
  }

  // Words of marks that the plain font cannot show are shaped by the typesetter, each once for a file.
  async #shapeWords(at: number): Promise<Result<undefined, Failure>> {
    const texts = this.#files[at]?.texts;
    const words = texts?.wordsToShape(new Set([...this.#usualTexts, ...planEntries(this.#plan).flatMap((entry) => this.#textsOf(entry))])) ?? [];
    if (texts === undefined || words.length === 0) return success(undefined);
    const pdf = await typesetPages(this.#pools, 'mark-words.typ', { words, language: this.#plan.language }, this.#options.signal);
    if (!pdf.ok) return pdf;
    const placer = this.#ownPlacer(at);
    const placed = await placer.placeAll([sourceToPlace({ key: '#words', pageTree: fixedObjects.pageTree, markFont: fixedObjects.markFont, firstBands: noBands, otherBands: noBands, formsOnly: true }, undefined, pdf.value)]);
    await placer.finish();
    if (!placed.ok) return placed;
    texts.addWords(words, placed.value[0]?.pages ?? []);
    return success(undefined);
  }

  #textsOf({ exhibit = '', ern = '', translator = '', translationOf }: BundleEntry): string[] {
    const original = translationOf === undefined ? undefined : planEntries(this.#plan).find(({ key }) => key === translationOf);
    return [exhibit, ern, translator, original === undefined ? '' : (original.exhibit ?? original.title)];
  }

  // Our own pages are set by the worker that typesets them: the one that read the sources has ended.
  #ownPlacer(file: number): SourcePlacer {
    const output = this.#files[file]?.file;
    if (output === undefined) throw new Error('no such file');
    return new SourcePlacer(withoutLease(this.#pools.pages), output, this.#options.signal);
  }

  async #placeSheet(part: Part, file: number, bundlePages?: Readonly<Record<string, string>>): Promise<Result<undefined, Failure>> {
    if (part.sheet === undefined) return success(undefined);
    const made = await typesetForBundle(this.#pools, part.sheet.template, part.sheet.data, this.#options.signal);
    if (!made.ok) return made;
    return this.#placePdf(part, file, { pdf: made.value, bundlePages });
  }

  async #placePdf(part: Part, file: number, { pdf, bundlePages }: { readonly pdf: Uint8Array; readonly bundlePages: Readonly<Record<string, string>> | undefined }): Promise<Result<undefined, Failure>> {
    const source = this.#source(part, pdf, { file });
    const placer = this.#ownPlacer(file);
    const placed = await placer.placeAll([bundlePages === undefined ? source : { ...source, input: { ...source.input, bundlePages } }]);
    await placer.finish();
    if (!placed.ok) return placed;
    part.placed = placed.value[0];
    return success(undefined);
  }

  async #placeSheets(): Promise<Result<undefined, Failure>> {
    for (const { parts, file } of this.#groups) {
      for (const part of parts) {
        const placed = await this.#placeSheet(part, file);
        if (!placed.ok) return placed;
      }
    }
    return success(undefined);
  }

  // The index's own length moves every page behind it: it is set again until it fits. Lists at the end say pages too, but move none.
  async #addFrontAndLists(): Promise<Result<Frame, Failure>> {
    const { cover, index = true, sections } = this.#plan;
    const front: Group[] = [];
    if (cover === true) front.push({ parts: [sheetPart('cover', coverSheet(this.#plan))], section: undefined, file: 0 });
    for (const { parts, file } of front) {
      const placed = await this.#placeSheet(parts[0] as Part, file);
      if (!placed.ok) return placed;
    }
    const lists = this.#options.lists?.([], []) ?? [];
    const lastFile = this.#files.length - 1;
    let pages = index ? likelyIndexPages(this.#plan, lists.length) : 0;
    for (let round = 0; ; round++) {
      const assumed: Group[] = index ? [{ parts: [emptyPart(indexKey, pages)], section: undefined, file: 0 }] : [];
      const before = this.#frame([...front, ...assumed, ...this.#groups]);
      const made = this.#options.lists?.([...before.places.values()], this.#findings) ?? [];
      const listParts = made.map((sheet, at) => sheetPart(`list-${at}`, sheet));
      const listed: Group[] = [];
      for (const [at, part] of listParts.entries()) {
        const pdf = await typesetForBundle(this.#pools, (made[at] as GeneratedSheet).template, (made[at] as GeneratedSheet).data, this.#options.signal);
        if (!pdf.ok) return pdf;
        part.pdf = pdf.value;
        listed.push({ parts: [{ ...part, placed: pagesOnly(countPages(pdf.value)) }], section: sections.length, file: lastFile });
      }
      if (!index) {
        const placedLists = await this.#placeLists(listParts, lastFile);
        return placedLists.ok ? success(this.#frame([...front, ...this.#groups, ...placedLists.value])) : placedLists;
      }
      const frame = this.#frame([...front, ...assumed, ...this.#groups, ...listed]);
      const rows = listed.map(({ parts: [part] }) => ({ title: part?.title ?? '', page: frame.places.get(part?.key ?? '')?.firstPage ?? 0, label: frame.places.get(part?.key ?? '')?.firstLabel ?? '' }));
      const typeset = await typesetForBundle(this.#pools, 'bundle-index.typ', indexData(this.#plan, { entries: frame.places, lists: rows, ...(this.#files.length === 1 ? {} : { fileOf: (key) => this.#fileOf(key) + 1 }) }), this.#options.signal);
      if (!typeset.ok) return typeset;
      const counted = countPages(typeset.value);
      if (counted !== pages && round < mostIndexRounds) {
        pages = counted;
        continue;
      }
      const placedLists = await this.#placeLists(listParts, lastFile);
      if (!placedLists.ok) return placedLists;
      const part: Part = { ...emptyPart(indexKey, 0), title: bundleWords(this.#plan.language).index };
      const groups: Group[] = [...front, { parts: [part], section: undefined, file: 0 }, ...this.#groups, ...placedLists.value];
      const targets = this.#frame([...front, ...assumed, ...this.#groups, ...placedLists.value]);
      const placed = await this.#placePdf(part, 0, { pdf: typeset.value, bundlePages: indexTargets(targets, 0) });
      return placed.ok ? success(this.#frame(groups)) : placed;
    }
  }

  async #placeLists(parts: readonly SheetPart[], file: number): Promise<Result<Group[], Failure>> {
    const groups: Group[] = [];
    for (const part of parts) {
      const placed = await this.#placePdf(part, file, { pdf: part.pdf ?? new Uint8Array(), bundlePages: undefined });
      if (!placed.ok) return placed;
      groups.push({ parts: [part], section: this.#plan.sections.length, file });
    }
    return success(groups);
  }

  #frame(groups: readonly Group[]): Frame {
    return frameOf(groups, this.#plan.numbering);
  }

  #fileOf(key: string): number {
    return this.#groups.find(({ parts }) => parts.some((part) => part.key === key))?.file ?? 0;
  }

}

const indexKey = '#index';

function countByPage(pages: readonly number[]): number[] {
  const counts = Array.from({ length: Math.max(0, ...pages) }, () => 0);
  for (const page of pages) counts[page - 1] = (counts[page - 1] ?? 0) + 1;
  return counts;
}

// A pool whose workers hold nothing between tasks: a lease of one is no more than the pool itself.
function withoutLease(pool: WorkerPool): WorkerPool {
  const run: WorkerPool['run'] = (module, name, input, options) => pool.run(module, name, input, options);
  return { run, close: () => undefined, lease: () => Promise.resolve({ run, release: () => undefined }) };
}

function countPages(pdf: Uint8Array): number {
  // Our own typesetter's output: page objects lie in plain text or the count is in the page tree's root.
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const counts = [...text.matchAll(/\/Count (\d+)/gu)].map(([, count]) => Number(count));
  return Math.max(1, ...counts);
}
