import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Failure } from '../../shared/failure.ts';
import type { Finding } from '../../shared/finding.ts';
import type { PageText } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { EmbeddedFont } from '../pdf/embedded-font.ts';
import { typesetPages } from '../pdf/generated-pages.ts';
import { taskModule } from '../workers/task.ts';
import type { WorkerLease } from '../workers/pool.ts';
import type { WorkerPools } from '../workers/worker-pools.ts';
import type { AssembledBundle, AssembleOptions } from './assemble-bundle.ts';
import { writeBookmarks, textString, type Bookmark } from './bookmarks.ts';
import { indexData, indexWords, likelyIndexPages } from './bundle-index.ts';
import { entryLabel, planEntries, sectionLetter, type BundleEntry, type BundlePlan, type PlacedEntry } from './bundle-plan.ts';
import type { PlaceInput, PlaceOutput, tasks, WriteBatch } from './bundle-tasks.ts';
import { OutputFile } from './output-file.ts';
import { framePage, topLeft, type Bands } from './page-frame.ts';
import { exhibitBands, firstExhibitBands, noBands, pageContent, stampBands, type PageMarks } from './page-marks.ts';
import type { PlacedPage } from './place-source.ts';
import { readingWays, type ReadingWay } from './reading-ways.ts';
import type { SourceBookmark } from './source-destinations.ts';
import { xmpPacket } from './xmp-packet.ts';

const bundleTasks = taskModule<typeof tasks>(import.meta.url, './bundle-tasks');
const [catalogNumber, pageTree, markFont, firstFree] = [1, 2, 3, 4];
const placeTimeoutMs = 600_000;
const mostIndexRounds = 8;
const packedFrom = 2048;

interface Part {
  readonly entry: BundleEntry | undefined;
  readonly placed: PlaceOutput;
  readonly bands: { readonly first: Bands; readonly other: Bands };
}

/** Writes one bundle file: sources as they come, then what needs to know them all. */
export class BundleWriter {
  readonly #pools: WorkerPools;
  readonly #plan: BundlePlan;
  readonly #options: AssembleOptions;
  readonly #file: OutputFile;
  readonly #font = new EmbeddedFont();
  readonly #parts: Part[] = [];
  readonly #findings: Finding[] = [];
  readonly #byKey: ReadonlyMap<string, BundleEntry>;
  readonly #translated: ReadonlySet<string>;
  #lease: WorkerLease | undefined;

  constructor(pools: WorkerPools, plan: BundlePlan, options: AssembleOptions) {
    this.#pools = pools;
    this.#plan = plan;
    this.#options = options;
    this.#file = new OutputFile(options.write, firstFree);
    const entries = planEntries(plan);
    this.#byKey = new Map(entries.map((entry) => [entry.key, entry]));
    this.#translated = new Set(entries.map(({ translationOf }) => translationOf).filter((key) => key !== undefined));
  }

  begin(): Promise<void> {
    return this.#file.begin();
  }

  close(): void {
    this.#lease?.release();
    this.#lease = undefined;
  }

  /** Sets one entry's pages into the file. */
  async addEntry(entry: BundleEntry): Promise<Result<void, Failure>> {
    const bands = entry.exhibit === undefined && entry.sha256 === undefined ? { first: stampBands, other: stampBands } : { first: entry.sha256 === undefined ? exhibitBands : firstExhibitBands, other: exhibitBands };
    const bytes = entry.sealed === true ? await this.#slipSheet(entry) : success(await this.#options.source(entry.key));
    if (!bytes.ok) return bytes;
    const placed = await this.#place(entry.key, bytes.value, { bands, ...(entry.sealed === true ? {} : { entry }) });
    if (!placed.ok) return refusal({ ...placed.failure, subject: entry.key });
    this.#findings.push(...placed.value.findings.map((finding) => ({ ...finding, document: entry.key })));
    this.#parts.push({ entry, placed: placed.value, bands });
    return success(undefined);
  }

  async #place(key: string, source: Uint8Array, { bands, entry, bundlePages }: { bands: Part['bands']; entry?: BundleEntry; bundlePages?: Readonly<Record<string, string>> }): Promise<Result<PlaceOutput, Failure>> {
    let from: ReadingWay | undefined = 'objects';
    let last: Result<PlaceOutput, Failure> | undefined;
    while (from !== undefined) {
      this.#lease ??= await this.#pools.document.lease();
      const base = this.#file.length;
      const input: PlaceInput = {
        key, from, firstObject: this.#file.next, pageTree, markFont, firstBands: bands.first, otherBands: bands.other,
        ...(entry?.pages === undefined ? {} : { pages: entry.pages }),
        ...(entry?.text === undefined ? {} : { text: byPage(entry.text) }),
        ...(bundlePages === undefined ? {} : { bundlePages }),
      };
      const host = { source: () => source, write: (batch: WriteBatch) => this.#file.putPieces(batch.pieces, source) };
      const { signal } = this.#options;
      const result: Result<PlaceOutput, Failure> = await this.#lease.run(bundleTasks, 'place', input, { signal, host, timeoutMs: placeTimeoutMs });
      if (result.ok) {
        for (const [number, offset] of result.value.starts) this.#file.place(number, base + offset);
        this.#file.reserveUpTo(result.value.next);
        return result;
      }
      last = result;
      // A worker that died took nothing with it: another tries the next way, unless bytes of this source are out already.
      if (!result.failure.code.startsWith('worker-') || this.#file.length !== base) return result;
      this.close();
      from = readingWays[readingWays.indexOf(from) + 1];
    }
    if (last === undefined) throw new Error('no way of reading was tried');
    return last;
  }

  async #slipSheet(entry: BundleEntry): Promise<Result<Uint8Array, Failure>> {
    const { language } = this.#plan;
    return typesetPages(this.#pools, 'slip-sheet.typ', { exhibit: entry.exhibit ?? '', title: entry.title, ground: entry.sealedBy ?? '', language, words: indexWords(language) }, this.#options.signal);
  }

  /** Writes the index and everything that closes the file. */
  async end(): Promise<Result<Omit<AssembledBundle, 'sha256'>, Failure>> {
    const index = this.#plan.index === false ? success(undefined) : await this.#addIndex();
    if (!index.ok) return index;
    const indexPages = index.value?.placed.pages.length ?? 0;
    const parts = index.value === undefined ? this.#parts : [index.value, ...this.#parts];
    const labels = this.#labels(indexPages);
    const total = labels.length;
    let page = 0;
    for (const part of parts) {
      for (const [at, placed] of part.placed.pages.entries()) {
        const bands = at === 0 ? part.bands.first : part.bands.other;
        const content = Buffer.from(pageContent(placed, bands, this.#marks(part, at, labels[page] ?? '', labels[total - 1] ?? ''), this.#font), 'latin1');
        await this.#putContent(placed.content, content);
        page++;
      }
    }
    for (const { number, body, data } of this.#font.objects(markFont, () => this.#file.reserve())) await this.#file.object(number, body, data);
    await this.#file.object(pageTree, `<</Type/Pages/Count ${total}/Kids[${parts.map(({ placed }) => `${placed.node} 0 R`).join(' ')}]>>`);
    await this.#close(parts, labels);
    return success({ pages: total, indexPages, bytes: this.#file.length, entries: this.#entries(indexPages, labels), findings: this.#findings });
  }

  async #putContent(number: number, content: Buffer): Promise<void> {
    if (content.length < packedFrom) return this.#file.object(number, `<</Length ${content.length}>>`, content);
    const packed = deflateSync(content, { level: 3 });
    return this.#file.object(number, `<</Filter/FlateDecode/Length ${packed.length}>>`, packed);
  }

  // The index's own length moves every page behind it: it is set again until it fits.
  async #addIndex(): Promise<Result<Part, Failure>> {
    let pages = likelyIndexPages(this.#plan);
    for (let round = 0; round < mostIndexRounds; round++) {
      const labels = this.#labels(pages);
      const places = new Map(this.#entries(pages, labels).map(({ key, firstPage, firstLabel, lastLabel }) => [key, { page: firstPage, label: firstLabel, lastLabel }]));
      const typeset = await typesetPages(this.#pools, 'bundle-index.typ', indexData(this.#plan, { entries: places, numbering: [] }), this.#options.signal);
      if (!typeset.ok) return typeset;
      const bands = { first: noBands, other: noBands };
      const counted = countPages(typeset.value);
      if (counted !== pages && round < mostIndexRounds - 1) {
        pages = counted;
        continue;
      }
      const entries = this.#entries(pages, labels);
      const bundlePages = Object.fromEntries(this.#parts.map((part, index) => [String(entries[index]?.firstPage ?? 0), destinationOf(part)]));
      const placed = await this.#place('index', typeset.value, { bands, bundlePages });
      return placed.ok ? success({ entry: undefined, placed: placed.value, bands }) : placed;
    }
    throw new Error('the index never fits');
  }

  #labels(indexPages: number): string[] {
    const { style = 'continuous', first = 1 } = this.#plan.numbering ?? {};
    const labels: string[] = [];
    if (style === 'continuous') {
      const total = indexPages + this.#parts.reduce((sum, { placed }) => sum + placed.pages.length, 0);
      for (let page = 0; page < total; page++) labels.push(String(first + page));
      return labels;
    }
    for (let page = 0; page < indexPages; page++) labels.push(String(page + 1));
    let part = 0;
    for (const [index, section] of this.#plan.sections.entries()) {
      let number = 1;
      for (let entry = 0; entry < section.entries.length; entry++, part++) {
        for (let page = 0; page < (this.#parts[part]?.placed.pages.length ?? 0); page++) labels.push(`${sectionLetter(index)}${number++}`);
      }
    }
    return labels;
  }

  #entries(indexPages: number, labels: readonly string[]): PlacedEntry[] {
    let page = indexPages + 1;
    return this.#parts.map(({ entry, placed }) => {
      const firstPage = page;
      page += placed.pages.length;
      const lastPage = page - 1;
      return { key: entry?.key ?? '', firstPage, lastPage, firstLabel: labels[firstPage - 1] ?? '', lastLabel: labels[lastPage - 1] ?? '' };
    });
  }

  #marks({ entry, placed }: Part, at: number, label: string, last: string): PageMarks {
    const stamp = (this.#plan.numbering?.stamp ?? '{page}').replaceAll('{pages}', last).replaceAll('{page}', label);
    if (entry === undefined || (entry.exhibit === undefined && entry.sha256 === undefined)) return { stamp };
    const original = entry.translationOf === undefined ? undefined : this.#byKey.get(entry.translationOf);
    const translated = this.#translated.has(entry.key);
    const language = entry.language === undefined ? '' : ` (${entry.language})`;
    const pair = original !== undefined ? `Translation${language} of ${original.exhibit ?? original.title}` : translated ? `Original${language}` : undefined;
    const main = [
      entry.exhibit, `page ${at + 1} of ${placed.pages.length}`, entry.sha256 === undefined ? undefined : `sha256 ${entry.sha256.slice(0, 12)}`, at > 0 ? pair : undefined,
    ].filter((words) => words !== undefined).join(' · ');
    if (at > 0) return { stamp, header: [main] };
    const certificate = [entry.translator, entry.certifiedAt].filter((words) => words !== undefined).join(', ');
    const notes = [pair === undefined || certificate === '' ? pair : `${pair} · ${certificate}`, entry.sha256 === undefined ? undefined : `SHA-256 ${entry.sha256}`].filter((words) => words !== undefined);
    return { stamp, header: [main, ...notes], ...(entry.sha256 === undefined ? {} : { code: entry.sha256 }) };
  }

  async #close(parts: readonly Part[], labels: readonly string[]): Promise<void> {
    const { title, language, createdAt } = this.#plan;
    const outline = await writeBookmarks(this.#file, this.#bookmarks(parts, labels));
    const layers = this.#parts.map(({ placed }) => placed.layers);
    const all = layers.flatMap((layer) => layer.all).map((number) => `${number} 0 R`).join(' ');
    const off = layers.flatMap((layer) => layer.off).map((number) => `${number} 0 R`).join(' ');
    const first = parts[0];
    const metadata = this.#file.reserve();
    const packet = Buffer.from(xmpPacket({ title, language, ...(createdAt === undefined ? {} : { createdAt }) }), 'utf8');
    await this.#file.object(metadata, `<</Type/Metadata/Subtype/XML/Length ${packet.length}>>`, packet);
    await this.#file.object(catalogNumber, [
      `<</Type/Catalog/Pages ${pageTree} 0 R/Metadata ${metadata} 0 R/Lang ${textString(language)}/PageMode/UseOutlines/PageLayout/SinglePage`,
      '/ViewerPreferences<</DisplayDocTitle true>>',
      first === undefined ? '' : `/OpenAction ${destinationOf(first, '1')}`,
      outline === undefined ? '' : `/Outlines ${outline} 0 R`,
      `/PageLabels<</Nums[${labelRanges(labels)}]>>`,
      all === '' ? '' : `/OCProperties<</OCGs[${all}]/D<</BaseState/ON/OFF[${off}]/Order[]>>>>`,
      '>>',
    ].join(''));
    const info = this.#file.reserve();
    const date = createdAt === undefined ? '' : `/CreationDate (D:${createdAt.replace(/[-:T]/gu, '').slice(0, 14).padEnd(14, '0')}Z)`;
    await this.#file.object(info, `<</Title ${textString(title)}/Producer (Custodia)${date}>>`);
    const id = createHash('sha256').update(JSON.stringify([title, labels.length, this.#parts.map(({ entry, placed }) => [entry?.key, entry?.sha256, placed.pages.length]), this.#file.length])).digest('hex').slice(0, 32);
    await this.#file.end(`/Root ${catalogNumber} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]`);
  }

  #bookmarks(parts: readonly Part[], labels: readonly string[]): Bookmark[] {
    const index = parts.find(({ entry }) => entry === undefined);
    const places = this.#entries(index?.placed.pages.length ?? 0, labels);
    let at = 0;
    const sections = this.#plan.sections.filter(({ entries }) => entries.length > 0).map((section): Bookmark => {
      const head = this.#parts[at];
      const label = places[at]?.firstLabel ?? '';
      const children = section.entries.map((entry): Bookmark => {
        const part = this.#parts[at];
        const page = places[at]?.firstLabel ?? '';
        at++;
        const own = this.#plan.sourceBookmarks === false ? [] : (part?.placed.bookmarks ?? []);
        return { title: `${entryLabel(entry)}, p. ${page}`, destination: part === undefined ? undefined : destinationOf(part), open: false, children: own.map(sourceBookmark) };
      });
      return { title: `${section.title}, p. ${label}`, destination: head === undefined ? undefined : destinationOf(head), open: true, children };
    });
    // A single section without a title is no level of its own.
    const only = this.#plan.sections.length === 1 && this.#plan.sections[0]?.title === '' ? sections[0]?.children : undefined;
    const own = index === undefined ? [] : [{ title: `${indexWords(this.#plan.language).index}, p. ${labels[0] ?? ''}`, destination: destinationOf(index), open: false, children: [] }];
    return [...own, ...(only ?? sections)];
  }
}

function sourceBookmark({ title, destination, children }: SourceBookmark): Bookmark {
  return { title, destination, open: false, children: children.map(sourceBookmark) };
}

function byPage(text: readonly PageText[]): PageText[] {
  const pages: PageText[] = [];
  const none = { widthPt: 0, heightPt: 0, source: 'none', words: [] } as const;
  const last = text.reduce((most, { page }) => Math.max(most, page), 0);
  for (let page = 1; page <= last; page++) pages.push({ ...none, page });
  for (const words of text) pages[words.page - 1] = words;
  return pages;
}

// Explicit destination of the first page of a part, its top left corner in the window; zoom 0 keeps the reader's own.
function destinationOf({ placed, bands }: Part, zoom = '0'): string {
  const page: PlacedPage | undefined = placed.pages[0];
  if (page === undefined) throw new Error('a part has no pages');
  const [x, y] = topLeft(framePage(page.box, page.rotation, page.userUnit, bands.first));
  return `[${page.object} 0 R/XYZ ${x.toFixed(2)} ${y.toFixed(2)} ${zoom}]`;
}

// Page labels (ISO 32000-1, 12.4.2): a new range wherever the prefix changes or the number does not follow.
function labelRanges(labels: readonly string[]): string {
  const ranges: string[] = [];
  let previous: { prefix: string; number: number } | undefined;
  for (const [index, label] of labels.entries()) {
    const [, prefix = '', digits = '1'] = /^(.*?)(\d+)$/u.exec(label) ?? [];
    const number = Number(digits);
    if (previous?.prefix !== prefix || previous.number + 1 !== number) ranges.push(`${index}<</S/D${prefix === '' ? '' : `/P ${textString(prefix)}`}/St ${number}>>`);
    previous = { prefix, number };
  }
  return ranges.join('');
}

function countPages(pdf: Uint8Array): number {
  // Our own typesetter's output: page objects lie in plain text or the count is in the page tree's root.
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const counts = [...text.matchAll(/\/Count (\d+)/gu)].map(([, count]) => Number(count));
  return Math.max(1, ...counts);
}
