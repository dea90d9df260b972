import type { Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import { success, type Result } from '../../shared/result.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { AssembledBundle, AssembledFile, AssembleOptions } from './assemble-bundle.ts';
import { fillSpreads, type BlankForms } from './blank-pages.ts';
import { BundleFiles } from './bundle-files.ts';
import { bundleBookmarks, mentionLinks, type Frame } from './bundle-frame.ts';
import { bundleMarks, widestStamp } from './bundle-marks.ts';
import { entryPart, groupPages, sheetPart, type Group, type Part, type PartPage } from './bundle-parts.ts';
import { planEntries, type BundlePlan } from './bundle-plan.ts';
import { bundleWords } from './bundle-words.ts';
import { addFrontAndLists, indexKey } from './front-pages.ts';
import { OwnPages } from './own-pages.ts';
import type { PageMarks } from './page-marks.ts';
import { partSource } from './part-source.ts';
import { sectionSheet } from './plan-sheets.ts';
import { PlanTexts } from './plan-texts.ts';
import { fitsBatch, type SourceToPlace } from './source-placer.ts';

interface Pending {
  readonly part: Part;
  readonly source: SourceToPlace;
  /** The file that it goes into. */
  readonly file: number;
}

interface Batch {
  readonly batch: readonly Pending[];
  readonly file: number;
  /** Did not fit any more. */
  readonly left: Pending | undefined;
}

/** Writes a bundle: sources as they come, then generated pages, then what needs to know all pages. */
export class BundleWriter {
  readonly #plan: BundlePlan;
  readonly #options: AssembleOptions;
  readonly #texts: PlanTexts;
  readonly #own: OwnPages;
  readonly #files: BundleFiles;
  readonly #groups: Group[] = [];
  readonly #findings: Finding[] = [];

  constructor(pools: WorkerPools, plan: BundlePlan, options: AssembleOptions) {
    const { signal, write } = options;
    this.#plan = plan;
    this.#options = options;
    this.#texts = new PlanTexts(plan);
    this.#own = new OwnPages(pools, plan, { texts: this.#texts, signal, keepOnly: (file) => this.#files.keepOnly(file) });
    this.#files = new BundleFiles({ pools, plan, own: this.#own, write, signal });
  }

  close(): void {
    this.#files.close();
  }

  /** Sets all entries into the file: the next ones are fetched while a worker reads and the last ones are written. */
  async addEntries(): Promise<Result<undefined, Failure>> {
    const begun = await this.#files.begin();
    if (!begun.ok) return begun;
    if (this.#plan.index !== false) this.#own.start();
    const pending = this.#fetchAll();
    const total = planEntries(this.#plan).length;
    let next = await nextBatch(pending, undefined);
    for (let done = 0; next.ok && next.value.batch.length > 0; ) {
      const { batch, file, left } = next.value;
      const [first] = batch;
      this.#options.report?.({ step: 'build', done, total, unit: 'documents', ...(first === undefined ? {} : { document: first.part.key }) });
      const following = nextBatch(pending, left);
      following.catch(() => undefined); // told where it is waited for
      const placed = await this.#files.at(file).placer.placeAll(batch.map(({ source }) => source));
      if (!placed.ok) return placed;
      for (const [index, output] of placed.value.entries()) {
        const part = batch[index]?.part;
        if (part === undefined) continue;
        part.placed = output;
        this.#findings.push(...output.findings.map((finding) => ({ ...finding, document: part.key })));
      }
      done += batch.length;
      next = await following;
      // A file that is full gives its worker back: there are no more of them than cores.
      if (next.ok && next.value.file !== file) await this.#files.at(file).placer.finish();
    }
    await this.#files.written();
    return next.ok ? success(undefined) : next;
  }

  // Groups in the order of the plan; those with a source are handed on, generated sheets wait for the end.
  async *#fetchAll(): AsyncGenerator<Result<Pending, Failure>, void> {
    for (const [section, { title, entries }] of this.#plan.sections.entries()) {
      let head = this.#plan.sectionSheets === true && title !== '' ? sheetPart(`section-${section}`, sectionSheet(this.#plan, { title, entries })) : undefined;
      for (let at = 0; at < entries.length; at++) {
        const entry = entries[at];
        const translation = entries[at + 1];
        if (entry === undefined) continue;
        const paired = this.#plan.facing === true && translation?.translationOf === entry.key && entry.sealed !== true && translation.sealed !== true;
        const members = paired ? [entry, translation] : [entry];
        const parts = members.map((member) => entryPart(member, this.#plan));
        const sources = await Promise.all(members.map(async (member) => (member.sealed === true ? undefined : await this.#options.source(member.key))));
        const file = await this.#files.fileFor(members, sources.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0));
        if (!file.ok) {
          yield file;
          return;
        }
        // It stands in the file where its section begins.
        if (head !== undefined) this.#addSheet(head, section);
        head = undefined;
        const into = this.#files.at(file.value);
        const parent = paired ? into.file.reserve() : undefined;
        this.#groups.push({ parts, section, file: file.value, ...(parent === undefined ? {} : { node: parent }) });
        for (const [index, part] of parts.entries()) {
          const bytes = sources[index];
          if (bytes !== undefined) yield success({ part, source: partSource(part, bytes, { file: into, texts: this.#texts, parent, stamp: this.#plan.marks === 'margin' && part.entry !== undefined ? widestStamp(this.#plan, part.entry) : undefined }), file: file.value });
        }
        for (const { key, sheets = [] } of members) for (const [index, sheet] of sheets.entries()) this.#addSheet(sheetPart(`${key}#sheet-${index}`, sheet), section);
        if (paired) at++;
      }
    }
  }

  #addSheet(part: Part, section: number): void {
    this.#groups.push({ parts: [part], section, file: this.#files.last });
  }

  /** Writes generated pages, marks, bookmarks and all that closes the files. */
  async end(): Promise<Result<AssembledBundle, Failure>> {
    for (const { parts, file } of this.#groups) {
      for (const part of parts) {
        const placed = await this.#own.placeSheet(part, this.#files.at(file));
        if (!placed.ok) return placed;
      }
    }
    const blanks = await this.#fillSpreads();
    if (!blanks.ok) return blanks;
    const framed = await addFrontAndLists({ plan: this.#plan, files: this.#files, own: this.#own, groups: this.#groups, findings: this.#findings, lists: this.#options.lists ?? (() => []), blanks: blanks.value });
    if (!framed.ok) return framed;
    await this.#files.finish();
    return success(this.#answer(framed.value, await this.#closeFiles(framed.value)));
  }

  /** Answers the drawings of blank pages where the first file needs them. */
  async #fillSpreads(): Promise<Result<BlankForms | undefined, Failure>> {
    let ofFirst: BlankForms | undefined;
    for (const [at, file] of this.#files.files.entries()) {
      const own = this.#groups.filter((group) => group.file === at);
      if (own.every(({ node }) => node === undefined)) continue;
      const forms = await this.#own.blankForms(file);
      if (!forms.ok) return forms;
      await fillSpreads(file, own, forms.value);
      if (at === 0) ofFirst = forms.value;
    }
    return success(ofFirst);
  }

  async #closeFiles(frame: Frame): Promise<AssembledFile[]> {
    const { groups, labels, places } = frame;
    const marksOf = bundleMarks(this.#plan, planEntries(this.#plan), places);
    const bookmarks = bundleBookmarks(frame, this.#plan);
    const lastLabel = labels.at(-1) ?? '';
    const files: AssembledFile[] = [];
    let before = 0;
    for (const [at, file] of this.#files.files.entries()) {
      const own = groups.filter((group) => group.file === at);
      const pages = own.reduce((sum, group) => sum + groupPages(group).length, 0);
      const offset = before;
      const marked = ({ part, at: page }: PartPage, index: number): PageMarks => marksOf({
        entry: part.sheet === undefined || part.entry?.sealed === true ? part.entry : undefined, at: page, pages: part.placed?.pages.length ?? 0, label: labels[offset + index] ?? '', lastLabel,
      });
      const archival = own.every(({ parts }) => parts.every(({ placed }) => placed?.archival === undefined));
      const sha256 = await file.close({
        archival,
        plan: this.#files.last === 0 ? this.#plan : { ...this.#plan, title: `${this.#plan.title}, ${bundleWords(this.#plan.language).part} ${at + 1}` }, groups: own, labels: labels.slice(offset, offset + pages), bookmarks: bookmarks(at), facing: own.some(({ node }) => node !== undefined), marksOf: marked, linksOf: (page) => mentionLinks(page, frame, at),
      });
      files.push({ pages, firstPage: offset + 1, bytes: file.file.length, sha256, archival });
      before += pages;
    }
    return files;
  }

  #answer({ groups, labels, places }: Frame, files: readonly AssembledFile[]): AssembledBundle {
    const index = groups.filter(({ parts }) => parts[0]?.key.startsWith(indexKey) === true);
    const numbers = Object.fromEntries([...places.values()].flatMap(({ key, firstLabel, firstPage, lastPage }) => (/^\d+$/u.test(firstLabel) ? [[key, { first: Number(firstLabel), pages: lastPage - firstPage + 1 }]] : [])));
    return {
      pages: labels.length, indexPages: index.reduce((sum, group) => sum + groupPages(group).length, 0), bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), sha256: files[0]?.sha256 ?? '', files,
      entries: planEntries(this.#plan).flatMap(({ key }) => places.get(key) ?? []), numbers, labels, findings: this.#findings,
      notArchival: groups.flatMap(({ parts }) => parts).flatMap(({ key, placed }) => (placed?.archival === undefined ? [] : [{ key, ...placed.archival }])),
    };
  }
}

async function nextBatch(pending: AsyncGenerator<Result<Pending, Failure>, void>, left: Pending | undefined): Promise<Result<Batch, Failure>> {
  const batch = left === undefined ? [] : [left];
  for (;;) {
    const file = batch[0]?.file ?? 0;
    const next = await pending.next();
    if (next.done === true) return success({ batch, file, left: undefined });
    if (!next.value.ok) return next.value;
    const { value } = next.value;
    if (batch.length > 0 && (value.file !== file || !fitsBatch(batch.map(({ source }) => source), value.source))) return success({ batch, file, left: value });
    batch.push(value);
  }
}
