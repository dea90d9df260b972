import { deflateSync } from 'node:zlib';
import { PDFArray, PDFContext, PDFDict, PDFHexString, PDFNull, PDFRawStream, PDFStream, PDFString, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import type { PageText } from '../../shared/page-text.ts';
import { decodeText } from '../pdf/decode-text.ts';
import { FieldLooks } from '../pdf/field-looks.ts';
import { addGlyphlessFont, glyphlessCodes } from '../pdf/glyphless-font.ts';
import { key } from '../pdf/known-name.ts';
import { ObjectCopy, type OutputPiece } from '../pdf/object-copy.ts';
import type { ParsedPdf } from '../pdf/parse-pdf.ts';
import { listSourcePages, type Box, type Rotation, type SourcePage } from '../pdf/source-pages.ts';
import { decodedStream } from '../pdf/stream-data.ts';
import { textLayerContent } from '../pdf/text-layer.ts';
import { archivalFault, type ArchivalFault } from './archival-claim.ts';
import { bandsBeside, type FreeRoom } from './measure-margins.ts';
import { framePage, type Bands } from './page-frame.ts';
import { placeAnnotations } from './place-annotations.ts';
import { sourceLayers, type SourceLayers } from './source-layers.ts';
import { SourceDestinations, type SourceBookmark } from './source-destinations.ts';
import { readTagTree, writeTags, type PlacedTags } from './source-tags.ts';
import { noteFileContents, replacedObject, SourceFindings, type SourceFinding } from './source-rules.ts';

/** How one source is to be set into the output file. */
export interface PlaceOptions {
  /** First free object number. */
  readonly firstObject: number;
  /** Object number of the page tree's root. */
  readonly pageTree: number;
  /** Object number of the page tree node to hang the pages under, written by whoever gave it; one of its own where absent. */
  readonly parent?: number;
  /** Object number of the font of the marks. */
  readonly markFont: number;
  /** Further XObjects of its pages, as PDF text: shaped words of the marks. */
  readonly words?: string;
  /** Only the drawings of the pages are wanted, no pages. */
  readonly formsOnly?: boolean;
  readonly firstBands: Bands;
  readonly otherBands: Bands;
  /** White of its pages that marks may use; none where absent. */
  readonly rooms?: readonly FreeRoom[];
  /** How many links into the bundle each page gets, by page; none where absent. */
  readonly links?: readonly number[];
  /** Words for pages without text. */
  readonly text: readonly PageText[];
  /** Whether the data of a stream is not at hand. */
  readonly isMissing?: (contents: Uint8Array) => boolean;
  /** For our own generated pages: where links to pages of the bundle lead, as PDF text, by page number. */
  readonly bundlePages?: Readonly<Record<string, string>>;
}

/** Object numbers kept free for a link: its annotation, its element in the structure tree, and the element above that one. */
interface ReservedLink {
  readonly annotation: number;
  readonly element: number;
  readonly within: number;
}

/** A page of the output whose marks are still to be written. */
export interface PlacedPage {
  readonly object: number;
  /** Object number kept free for the page's content stream. */
  readonly content: number;
  readonly box: Box;
  /** Room that was added around it. */
  readonly bands: Bands;
  /** Where its stamp stands in its own margin: right end and base line, in points as displayed; in a band where absent. */
  readonly stamp?: FreeRoom['stamp'];
  readonly rotation: Rotation;
  readonly userUnit: number;
  /** Reference of the form XObject that draws the page. */
  readonly form: string;
  /** Links into the bundle that are still to be written, all in the page's annotations. */
  readonly links: readonly ReservedLink[];
  /** What the content stream draws before the marks. */
  readonly draws: string;
}

/** One source in the output's own numbers. */
export interface PlacedSource {
  readonly pieces: readonly OutputPiece[];
  readonly starts: Float64Array;
  readonly next: number;
  /** Object number of the node that holds the source's pages. */
  readonly node: number;
  readonly pages: readonly PlacedPage[];
  readonly bookmarks: readonly SourceBookmark[];
  readonly layers: SourceLayers;
  /** Object number kept for the source's own element in the structure tree, and what stands below it. */
  readonly element: number;
  readonly tags: Pick<PlacedTags, 'kids' | 'parents'>;
  /** Why the source may not stand in a PDF/A file; absent where it may. */
  readonly archival?: ArchivalFault;
  /** The language that the source itself states. */
  readonly language?: string;
  readonly findings: readonly SourceFinding[];
}

/** Copies a parsed source's pages with everything they need, and nothing else, under new numbers. */
export function placeSource(source: ParsedPdf, options: PlaceOptions): PlacedSource {
  const findings = new SourceFindings();
  const pages = listSourcePages(source);
  if (pages.length === 0) throw new RangeError('the document has no pages');
  const byRef = new Map<PDFRef, number>();
  let destinations: SourceDestinations | undefined = undefined;
  const copy: ObjectCopy = new ObjectCopy(source.context, source.bytes, options.firstObject, (object) =>
    replacedObject(object, findings, (action) => destinations?.resolve(action.get(key('D')))));
  const node = options.parent ?? copy.reserve();
  const numbers = pages.map(({ ref }) => {
    const number = copy.reserve();
    if (ref !== undefined && !byRef.has(ref)) {
      byRef.set(ref, number);
      copy.bind(ref, number);
    }
    return number;
  });
  destinations = new SourceDestinations(source, numbers, byRef);
  const tree = options.formsOnly === true ? undefined : readTagTree(source, pages, findings);
  const keptTagged = new Map<PDFRef, number>();
  const looks = new FieldLooks(copy, source.catalog);
  const tools = { copy, destinations, findings, looks, tagged: tree?.annotations ?? new Set<PDFRef>(), keptTagged, ...(options.bundlePages === undefined ? {} : { bundlePages: options.bundlePages }) };
  noteFileContents(source, findings);
  const drawing = new PageDrawing(copy, findings, options.isMissing ?? (() => false));
  const layer = new TextLayer(copy);
  const element = copy.reserve();
  const ownTags = new Map<number, number>();
  // Of links on pages that are tagged themselves.
  const linkTags: number[] = [];
  const placed = pages.map((page, index): PlacedPage => {
    const object = numbers[index] ?? 0;
    const content = copy.reserve();
    const isTagged = tree?.pages.has(index) === true;
    const form = drawing.formOf(page, index + 1, isTagged);
    const annotations = placeAnnotations(page, object, index + 1, tools);
    const linked = options.links?.[index] ?? 0;
    const words = options.text[index];
    const text = words === undefined || words.source !== 'ocr' ? undefined : layer.formOf(words, page);
    const xObjects = [['P', form], ['T', text], ...annotations.drawn.map(({ form: look }, place) => [`A${place}`, look])] as const;
    const resources = `<</Font<</Marks ${options.markFont} 0 R>>/XObject<<${xObjects.filter(([, value]) => value !== undefined).map(([name, value]) => `/${name} ${value ?? ''}`).join('')}${options.words ?? ''}>>>>`;
    const room = options.rooms?.[index];
    const usual = index === 0 ? options.firstBands : options.otherBands;
    const bands = room === undefined ? usual : bandsBeside(usual, room);
    const frame = framePage(page.box, page.rotation, page.userUnit, bands);
    const group = page.dict.get(key('Group'));
    const looks = annotations.drawn.map(({ matrix }, place) => `q ${matrix} cm /A${place} Do Q\n`).join('') + (text === undefined ? '' : 'q /T Do Q\n');
    // What the source does not tag itself is one paragraph a page.
    const draws = isTagged ? `q /P Do Q\n${looks === '' ? '' : `/P<</MCID 0>>BDC\n${looks}EMC\n`}` : `/P<</MCID 0>>BDC\nq /P Do Q\n${looks}EMC\n`;
    const hasOwn = options.formsOnly !== true && (!isTagged || looks !== '');
    const paragraph = hasOwn || linked > 0 ? copy.reserve() : 0;
    const links = Array.from({ length: linked }, (): ReservedLink => ({ annotation: copy.reserve(), element: copy.reserve(), within: paragraph }));
    const listed = [...annotations.kept, ...links.map(({ annotation }) => `${annotation} 0 R`)];
    if (paragraph > 0) {
      const kids = [...(hasOwn ? ['0'] : []), ...links.map((link) => `${link.element} 0 R`)].join(' ');
      copy.writeText(paragraph, `<</Type/StructElem/S/P/P ${element} 0 R/Pg ${object} 0 R/K${linked === 0 ? ` ${kids}` : `[${kids}]`}>>`);
      if (hasOwn) ownTags.set(index, paragraph);
      else linkTags.push(paragraph);
    }
    if (options.formsOnly !== true) copy.writeText(object, [
      `<</Type/Page/Parent ${node} 0 R/MediaBox[${frame.mediaBox.map(short).join(' ')}]`,
      page.rotation === 0 ? '' : `/Rotate ${page.rotation}`,
      page.userUnit === 1 ? '' : `/UserUnit ${page.userUnit}`,
      `/Resources${resources}/Contents ${content} 0 R`,
      `/StructParents ${object}`,
      listed.length === 0 ? '' : `/Annots[${listed.join(' ')}]/Tabs/S`,
      group === undefined ? '' : `/Group ${copy.textOf(group)}`,
      '>>',
    ].join(''));
    return { object, content, box: page.box, bands, ...(room?.stamp === undefined ? {} : { stamp: room.stamp }), rotation: page.rotation, userUnit: page.userUnit, form, links, draws };
  });
  if (options.parent === undefined && options.formsOnly !== true) copy.writeText(node, `<</Type/Pages/Parent ${options.pageTree} 0 R/Count ${placed.length}/Kids[${numbers.map((number) => `${number} 0 R`).join(' ')}]>>`);
  looks.finish();
  const bookmarks = destinations.bookmarks();
  const forms = placed.map(({ object, form }) => ({ object, form: Number.parseInt(form, 10) }));
  const own = tree === undefined ? { kids: [], parents: [], ofPages: new Map<number, number[]>() } : writeTags(tree, copy, element, { pages: forms, annotations: keptTagged });
  // Some readers look for a page's elements under the page alone: those of its form stand there as well.
  const ofPages = placed.map(({ object }, index): [number, string] => [object, `[${[ownTags.get(index) ?? [], own.ofPages.get(index) ?? []].flat().map((number) => `${number} 0 R`).join(' ')}]`]);
  const tags = options.formsOnly === true ? { kids: [], parents: [] } : { kids: [...own.kids, ...ownTags.values(), ...linkTags], parents: [...own.parents, ...ofPages] };
  const language = source.context.lookup(source.catalog.get(key('Lang')));
  const copied = copy.finish();
  const layers = sourceLayers(source, copy);
  if (layers.off.length > 0) findings.add('layer-hidden');
  const archival = archivalFault(source, pages);
  return { ...copied, node, pages: placed, ...(archival === undefined ? {} : { archival }), bookmarks, layers, element, tags, ...(language instanceof PDFString || language instanceof PDFHexString ? { language: decodeText(language) } : {}), findings: findings.list() };
}

function short(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(4)));
}

/** Makes each page's content a form XObject: its own resources and graphics state, clipped to the visible box, its bytes untouched where it is one stream. */
class PageDrawing {
  readonly #copy: ObjectCopy;
  readonly #findings: SourceFindings;
  readonly #known = new Map<PDFObject, { resources: PDFObject | undefined; box: string; form: string }[]>();

  readonly #isMissing: (contents: Uint8Array) => boolean;

  constructor(copy: ObjectCopy, findings: SourceFindings, isMissing: (contents: Uint8Array) => boolean) {
    this.#copy = copy;
    this.#findings = findings;
    this.#isMissing = isMissing;
  }

  /** A tagged page has a form of its own: by its number the parent tree finds the page's content. */
  formOf(page: SourcePage, pageNumber: number, isTagged: boolean): string {
    const { context } = this.#copy;
    const content = context.lookup(page.dict.get(key('Contents')));
    const box = page.box.map(short).join(' ');
    const known = content === undefined || isTagged ? undefined : this.#known.get(content)?.find((one) => one.resources === page.resources && one.box === box);
    if (known !== undefined) return known.form;
    const number = this.#copy.reserve();
    const form = `${number} 0 R`;
    const resources = page.resources === undefined ? '<<>>' : this.#copy.textOf(page.resources);
    const entries = { Type: '/XObject', Subtype: '/Form', BBox: `[${box}]`, Resources: resources === 'null' ? '<<>>' : resources, ...(isTagged ? { StructParents: String(number) } : {}) };
    if (content instanceof PDFStream) {
      this.#copy.writeStreamCopy(number, content, { ...entries, Matrix: undefined, Group: undefined, OC: undefined });
    } else {
      const joined = this.#joined(content, pageNumber);
      const packed = deflateSync(joined, { level: 5 });
      this.#copy.writeStream(number, `<<${Object.entries(entries).map(([name, value]) => `/${name} ${value}`).join('')}/Filter/FlateDecode/Length ${packed.length}>>`, packed);
    }
    if (content !== undefined && !isTagged) {
      const list = this.#known.get(content) ?? [];
      list.push({ resources: page.resources, box, form });
      this.#known.set(content, list);
    }
    return form;
  }

  #joined(content: PDFObject | undefined, pageNumber: number): Uint8Array {
    if (!(content instanceof PDFArray)) {
      if (content !== undefined && content !== PDFNull) this.#findings.add('page-damaged', pageNumber);
      return new Uint8Array();
    }
    const parts: Uint8Array[] = [];
    for (const entry of content.asArray()) {
      const stream = this.#copy.context.lookup(entry);
      if (stream instanceof PDFRawStream && this.#isMissing(stream.contents)) throw new Error('a content stream was left out');
      const data = stream instanceof PDFStream ? decodedStream(stream) : undefined;
      if (data === undefined) this.#findings.add('page-damaged', pageNumber);
      else parts.push(data, Uint8Array.of(0x0a));
    }
    return Buffer.concat(parts);
  }
}

/** The invisible text of recognised pages, one font for the source. */
class TextLayer {
  readonly #copy: ObjectCopy;
  #font: string | undefined;
  readonly #codes = glyphlessCodes();

  constructor(copy: ObjectCopy) {
    this.#copy = copy;
  }

  formOf(words: PageText, page: SourcePage): string | undefined {
    const content = textLayerContent(words.words, words, { fontName: 'Words', codes: this.#codes });
    if (content === '') return undefined;
    this.#font ??= this.#addFont();
    const number = this.#copy.reserve();
    const packed = deflateSync(Buffer.from(content, 'latin1'), { level: 5 });
    const matrix = framePage(page.box, page.rotation, page.userUnit, { topPt: 0, bottomPt: 0 }).matrix.map(short).join(' ');
    this.#copy.writeStream(number, `<</Type/XObject/Subtype/Form/BBox[0 0 ${short(words.widthPt)} ${short(words.heightPt)}]/Matrix[${matrix}]/Resources<</Font<</Words ${this.#font}>>>>/Filter/FlateDecode/Length ${packed.length}>>`, packed);
    return `${number} 0 R`;
  }

  #addFont(): string {
    const context = PDFContext.create();
    const font = addGlyphlessFont(context, []);
    const numbers = new Map(context.enumerateIndirectObjects().map(([ref]) => [ref, this.#copy.reserve()]));
    const own = new ObjectCopy(context, new Uint8Array(), 0, () => undefined);
    for (const [ref, number] of numbers) own.bind(ref, number);
    for (const [ref, object] of context.enumerateIndirectObjects()) {
      const number = numbers.get(ref) ?? 0;
      if (object instanceof PDFStream) this.#copy.writeStream(number, own.dictionary(object.dict), object.getContents());
      else if (object instanceof PDFDict) this.#copy.writeText(number, own.dictionary(object));
      else this.#copy.writeText(number, own.textOf(object));
    }
    return `${numbers.get(font) ?? 0} 0 R`;
  }
}
