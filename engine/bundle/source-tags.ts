import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString, type PDFObject } from '@cantoo/pdf-lib';
import { key } from '../pdf/known-name.ts';
import type { ObjectCopy } from '../pdf/object-copy.ts';
import type { ParsedPdf } from '../pdf/parse-pdf.ts';
import type { SourcePage } from '../pdf/source-pages.ts';
import type { SourceFindings } from './source-rules.ts';

/** An element of a source's structure tree (ISO 32000-1, 14.7), with what of it can stand in a bundle. */
interface TagElement {
  readonly dict: PDFDict;
  readonly role: string;
  readonly kids: (TagElement | MarkedContent | TaggedAnnotation)[];
}

/** A marked-content sequence of a page (0-based). */
interface MarkedContent {
  readonly page: number;
  readonly mcid: number;
}

interface TaggedAnnotation {
  readonly annotation: PDFRef;
  readonly page: number | undefined;
}

/** The structure of a source. */
export interface TagTree {
  readonly roots: readonly TagElement[];
  /** Pages (0-based) whose content is tagged. */
  readonly pages: ReadonlySet<number>;
  readonly annotations: ReadonlySet<PDFRef>;
}

/** A structure tree in the output: its own elements, and what the parent tree of the bundle says of its content, by key. */
export interface PlacedTags {
  readonly kids: readonly number[];
  readonly parents: readonly (readonly [key: number, value: string])[];
  /** Elements of each page's content, by page (0-based). */
  readonly ofPages: ReadonlyMap<number, readonly number[]>;
}

const [mostElements, deepest, highestMcid] = [200_000, 250, 100_000];
const understood = new Set<unknown>(['Table', 'List', 'PrintField'].map(key));
const standard = new Set([
  'Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote', 'Caption', 'TOC', 'TOCI', 'Index', 'NonStruct', 'Private', 'P', 'H', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'TR', 'TH', 'TD', 'THead', 'TBody',
  'TFoot', 'Span', 'Quote', 'Note', 'Reference', 'BibEntry', 'Code', 'Link', 'Annot', 'Ruby', 'RB', 'RT', 'RP', 'Warichu', 'WT', 'WP', 'Figure', 'Formula', 'Form',
]);
// PDF 2.0 names, by their nearest of PDF 1.7.
const newer: Readonly<Record<string, string>> = { DocumentFragment: 'Sect', Aside: 'Div', Title: 'P', FENote: 'Note', Sub: 'Span', Em: 'Span', Strong: 'Span', Artifact: 'NonStruct' };

/** Reads the structure tree of a source; undefined where there is none, or where it is too large or leads in circles, which is a finding. */
export function readTagTree({ context, catalog }: ParsedPdf, pages: readonly SourcePage[], findings: SourceFindings): TagTree | undefined {
  const root = context.lookup(catalog.get(key('StructTreeRoot')));
  if (!(root instanceof PDFDict)) return undefined;
  const roles = context.lookup(root.get(key('RoleMap')));
  const pageOf = new Map(pages.flatMap(({ ref }, index) => (ref === undefined ? [] : [[ref, index] as const])));
  const [tagged, annotations, seen] = [new Set<number>(), new Set<PDFRef>(), new Set<PDFDict>()];
  const indexOf = (value: PDFObject | undefined): number | undefined => (value instanceof PDFRef ? pageOf.get(value) : undefined);
  const read = (value: PDFObject | undefined, within: number | undefined, depth: number): TagElement['kids'] => {
    const found = context.lookup(value);
    if (found instanceof PDFArray) return found.asArray().flatMap((kid) => read(kid, within, depth));
    if (found instanceof PDFNumber) return content(within, found.asNumber());
    if (!(found instanceof PDFDict)) return [];
    const page = indexOf(found.get(key('Pg'))) ?? within;
    const type = found.get(key('Type'));
    if (type === key('MCR')) {
      const mcid = context.lookup(found.get(key('MCID')));
      // Content inside a form of its own keeps no tag: its form may be shown on several pages.
      return mcid instanceof PDFNumber && !found.has(key('Stm')) ? content(page, mcid.asNumber()) : [];
    }
    if (type === key('OBJR')) {
      const annotation = found.get(key('Obj'));
      if (!(annotation instanceof PDFRef)) return [];
      annotations.add(annotation);
      return [{ annotation, page }];
    }
    const name = found.get(key('S'));
    if (!(name instanceof PDFName) || seen.has(found)) return [];
    seen.add(found);
    if (seen.size > mostElements || depth > deepest) throw new RangeError('a structure tree is too large');
    return [{ dict: found, role: roleOf(name.decodeText()), kids: read(found.get(key('K')), indexOf(found.get(key('Pg'))), depth + 1) }];
  };
  const content = (page: number | undefined, mcid: number): MarkedContent[] => {
    if (page === undefined || !Number.isInteger(mcid) || mcid < 0 || mcid > highestMcid) return [];
    tagged.add(page);
    return [{ page, mcid }];
  };
  const roleOf = (name: string): string => {
    for (let role = name, step = 0; step < 8; step++) {
      if (standard.has(role)) return role;
      const mapped = roles instanceof PDFDict ? context.lookup(roles.get(key(role))) : undefined;
      const next = newer[role] ?? (/^H\d+$/u.test(role) ? 'H6' : mapped instanceof PDFName ? mapped.decodeText() : undefined);
      if (next === undefined) break;
      role = next;
    }
    return 'NonStruct';
  };
  try {
    const roots = read(root.get(key('K')), undefined, 0).filter((kid) => 'role' in kid);
    if (tagged.size > 0) return { roots, pages: tagged, annotations };
    if (root.has(key('K'))) findings.add('tags-not-carried');
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    findings.add('tags-not-carried');
    return undefined;
  }
}

/** Where the pages and annotations of a source stand in the output. */
export interface TagTargets {
  /** Of each page: its object, and the form that draws its content. */
  readonly pages: readonly { readonly object: number; readonly form: number }[];
  /** Object numbers of annotations that were kept. */
  readonly annotations: ReadonlyMap<PDFRef, number>;
}

/** Writes a structure tree under new numbers, hung under `parent`. Content is looked up by the number of the form that holds it, annotations by their own. */
export function writeTags(tree: TagTree, copy: ObjectCopy, parent: number, { pages, annotations }: TagTargets): PlacedTags {
  const contents = new Map<number, number[]>();
  const objects: [number, string][] = [];
  const ofPages = new Map<number, number[]>();
  const write = ({ dict, role, kids }: TagElement, above: number): number => {
    const number = copy.reserve();
    const listed = kids.flatMap((kid): string[] => {
      if ('role' in kid) return [`${write(kid, number)} 0 R`];
      const page = kid.page === undefined ? undefined : pages[kid.page];
      if ('annotation' in kid) {
        const object = annotations.get(kid.annotation);
        if (object === undefined) return [];
        objects.push([object, `${number} 0 R`]);
        return [`<</Type/OBJR/Obj ${object} 0 R${page === undefined ? '' : `/Pg ${page.object} 0 R`}>>`];
      }
      if (page === undefined) return [];
      const known = contents.get(page.form) ?? [];
      known[kid.mcid] = number;
      const ofPage = ofPages.get(kid.page) ?? [];
      if (ofPage.at(-1) !== number) ofPage.push(number);
      ofPages.set(kid.page, ofPage);
      contents.set(page.form, known);
      return [`<</Type/MCR/Pg ${page.object} 0 R/Stm ${page.form} 0 R/MCID ${kid.mcid}>>`];
    });
    const said = ['Lang', 'Alt', 'ActualText', 'E', 'T'].flatMap((name) => {
      const text = copy.context.lookup(dict.get(key(name)));
      return text instanceof PDFString || text instanceof PDFHexString ? [`/${name} ${text.toString()}`] : [];
    });
    copy.writeText(number, `<</Type/StructElem/S/${role}/P ${above} 0 R${listed.length === 0 ? '' : `/K[${listed.join(' ')}]`}${said.join('')}${attributes(dict, copy)}>>`);
    return number;
  };
  const kids = tree.roots.map((root) => write(root, parent));
  const parents = [...contents].map(([form, elements]): [number, string] => [form, `[${Array.from({ length: elements.length }, (_, mcid) => (elements[mcid] === undefined ? 'null' : `${elements[mcid]} 0 R`)).join(' ')}]`]);
  return { kids, parents: [...parents, ...objects], ofPages };
}

// What is needed to understand tables, lists and figures; how they look is on the page. Headers name cells by their id, and ids of several documents would clash: the scope of a heading says the same.
function attributes(dict: PDFDict, copy: ObjectCopy): string {
  const found = copy.context.lookup(dict.get(key('A')));
  const list = (found instanceof PDFArray ? found.asArray().map((one) => copy.context.lookup(one)) : [found]).filter((one) => one instanceof PDFDict).filter((one) => understood.has(one.get(key('O'))) || one.has(key('BBox')));
  return list.length === 0 ? '' : `/A[${list.map((one) => copy.dictionary(one, { Headers: undefined })).join(' ')}]`;
}
