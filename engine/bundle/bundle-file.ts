import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { WorkerPool } from '../workers/pool.ts';
import { textString, writeBookmarks, type Bookmark } from './bookmarks.ts';
import type { BundlePlan } from './bundle-plan.ts';
import { destinationOf } from './destination.ts';
import { OutputFile } from './output-file.ts';
import { MarkText } from './mark-text.ts';
import { pageContent, type PageMarks } from './page-marks.ts';
import { groupPages, type Group, type PartPage } from './bundle-parts.ts';
import { labelRanges } from './page-labels.ts';
import type { PlacedPage } from './place-source.ts';
import { SourcePlacer } from './source-placer.ts';
import { srgbProfile } from './srgb-profile.ts';
import { writeStructureTree } from './structure-tree.ts';
import { xmpPacket } from './xmp-packet.ts';

const [catalogNumber, firstFree] = [1, 4];
/** Numbers that every file of a bundle gives to the same objects. */
export const fixedObjects = { pageTree: 2, markFont: 3 } as const;
const packedFrom = 2048;

/** What closes one file of a bundle. */
export interface Closing {
  readonly plan: BundlePlan;
  readonly groups: readonly Group[];
  /** Of the pages of this file. */
  readonly labels: readonly string[];
  readonly bookmarks: readonly Bookmark[];
  readonly marksOf: (page: PartPage, at: number) => PageMarks;
  /** Bodies of the link annotations of a page, for the numbers that were kept free; undefined for one that leads nowhere. */
  readonly linksOf: (page: PartPage) => readonly (string | undefined)[];
  readonly facing: boolean;
  /** Whether the file may declare itself PDF/A-2b. */
  readonly archival: boolean;
}

/** What one file of a bundle is made with. */
export interface FileOptions {
  readonly write: (chunk: Uint8Array) => Promise<void>;
  readonly rightToLeft: boolean;
  /** Workers that read the sources. */
  readonly pool: WorkerPool;
  readonly signal: AbortSignal | undefined;
}

/** One PDF file of a bundle: sources as they come, then marks, bookmarks and whatever needs to know all pages. */
export class BundleFile {
  readonly file: OutputFile;
  readonly texts: MarkText;
  /** Has sources and generated pages set into it. */
  readonly placer: SourcePlacer;
  readonly #hash = createHash('sha256');

  constructor({ write, rightToLeft, pool, signal }: FileOptions) {
    this.texts = new MarkText(rightToLeft);
    this.file = new OutputFile(async (chunk) => {
      this.#hash.update(chunk);
      await write(chunk);
    }, firstFree);
    this.placer = new SourcePlacer(pool, this.file, signal);
  }

  begin(): Promise<void> {
    return this.file.begin();
  }

  /** Writes marks and links of every page and ends the file; answers its SHA-256. */
  async close(closing: Closing): Promise<string> {
    const { file } = this;
    const { groups, marksOf, linksOf } = closing;
    const linked: (readonly [number, string])[] = [];
    let at = 0;
    for (const group of groups) {
      const pages = groupPages(group);
      for (const page of pages) {
        const { page: placed } = page;
        await this.#putContent(placed.content, Buffer.from(pageContent(placed, marksOf(page, at), this.texts), 'latin1'));
        linked.push(...(await this.#putLinks(placed, linksOf(page))));
        at++;
      }
      if (group.node !== undefined) await file.object(group.node, `<</Type/Pages/Parent ${fixedObjects.pageTree} 0 R/Count ${pages.length}/Kids[${pages.map(({ page }) => `${page.object} 0 R`).join(' ')}]>>`);
    }
    await this.texts.write(file, fixedObjects.markFont);
    const nodes = groups.map(({ node, parts }) => node ?? parts[0]?.placed?.node ?? 0);
    await file.object(fixedObjects.pageTree, `<</Type/Pages/Count ${at}/Kids[${nodes.map((node) => `${node} 0 R`).join(' ')}]>>`);
    await this.#putCatalog(closing, linked);
    return this.#hash.digest('hex');
  }

  async #putContent(number: number, content: Buffer): Promise<void> {
    if (content.length < packedFrom) return this.file.object(number, `<</Length ${content.length}>>`, content);
    const packed = deflateSync(content, { level: 3 });
    return this.file.object(number, `<</Filter/FlateDecode/Length ${packed.length}>>`, packed);
  }

  /** Writes the links of a page, each with its element in the structure tree (ISO 32000-1, 14.8.4.4.2), and answers whose annotations belong to which element. */
  async #putLinks({ object, links }: PlacedPage, bodies: readonly (string | undefined)[]): Promise<(readonly [number, string])[]> {
    const linked: (readonly [number, string])[] = [];
    for (const [index, { annotation, element, within }] of links.entries()) {
      const body = bodies[index];
      await this.file.object(annotation, body ?? 'null');
      await this.file.object(element, `<</Type/StructElem/S/${body === undefined ? 'NonStruct' : 'Link'}/P ${within} 0 R/Pg ${object} 0 R${body === undefined ? '' : `/K<</Type/OBJR/Obj ${annotation} 0 R/Pg ${object} 0 R>>`}>>`);
      if (body !== undefined) linked.push([annotation, `${element} 0 R`]);
    }
    return linked;
  }

  async #putCatalog({ plan, groups, labels, bookmarks, facing, archival }: Closing, linked: readonly (readonly [number, string])[]): Promise<void> {
    const { file } = this;
    const { title, language, createdAt } = plan;
    const outline = await writeBookmarks(file, bookmarks);
    const parts = groups.flatMap((group) => group.parts);
    const layers = parts.flatMap(({ placed }) => placed?.layers ?? []);
    const all = layers.flatMap((layer) => layer.all).map((number) => `${number} 0 R`).join(' ');
    const off = layers.flatMap((layer) => layer.off).map((number) => `${number} 0 R`).join(' ');
    const tagged = parts.flatMap(({ title = '', entry, placed }) => (placed === undefined || placed.element === 0 ? [] : [{ element: placed.element, title, language: placed.language ?? entry?.language ?? language, tags: placed.tags }]));
    const structure = await writeStructureTree(file, tagged, linked);
    const metadata = file.reserve();
    const time = createdAt === undefined ? undefined : wholeSeconds(createdAt);
    const packet = Buffer.from(xmpPacket({ title, language, archival, ...(time === undefined ? {} : { createdAt: time }) }), 'utf8');
    await file.object(metadata, `<</Type/Metadata/Subtype/XML/Length ${packet.length}>>`, packet);
    const [first] = parts;
    await file.object(catalogNumber, [
      `<</Type/Catalog/Pages ${fixedObjects.pageTree} 0 R/Metadata ${metadata} 0 R/Lang ${textString(language)}/StructTreeRoot ${structure} 0 R/MarkInfo<</Marked true>>/PageMode/UseOutlines/PageLayout/${facing ? 'TwoPageLeft' : 'SinglePage'}`,
      '/ViewerPreferences<</DisplayDocTitle true>>',
      first === undefined ? '' : `/OpenAction ${destinationOf(first, 0, '1')}`,
      outline === undefined ? '' : `/Outlines ${outline} 0 R`,
      `/PageLabels<</Nums[${labelRanges(labels, textString)}]>>`,
      archival ? `/OutputIntents[${await this.#putOutputIntent()}]` : '',
      // `AS` is left out on purpose: a layer's state never depends on how the file is used.
      all === '' ? '' : `/OCProperties<</OCGs[${all}]/D<</Name(Bundle)/BaseState/ON/OFF[${off}]>>>>`,
      '>>',
    ].join(''));
    const info = file.reserve();
    const date = time === undefined ? '' : `/CreationDate (D:${time.replace(/[-:TZ]/gu, '')}Z)`;
    await file.object(info, `<</Title ${textString(title)}/Producer (Custodia)${date}>>`);
    const id = createHash('sha256').update(JSON.stringify([title, labels.length, parts.map(({ key, entry, placed }) => [key, entry?.sha256, placed?.pages.length]), file.length])).digest('hex').slice(0, 32);
    await file.end(`/Root ${catalogNumber} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]`);
  }

  async #putOutputIntent(): Promise<string> {
    const number = this.file.reserve();
    await this.file.object(number, `<</N 3/Length ${srgbProfile.length}>>`, srgbProfile);
    return `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile ${number} 0 R>>`;
  }
}

// The same moment in both places where a file states it.
function wholeSeconds(time: string): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/u, 'Z');
}
