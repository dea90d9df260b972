import type { GuaranteeProof } from '../../shared/case-model/redaction.ts';
import { glyphlessProgram } from '../pdf/glyphless-program.ts';
import { rawScan, readings, stringsOf, type RawScan } from './raw-scan.ts';
import { FontFault, readDrawnFont } from './drawn/drawn-fonts-proof.ts';
import type { SecretSearch } from './secret-search.ts';

// Everything that a redacted file may say outside its streams.
const permittedNames = new Set([
  'Type', 'Catalog', 'Pages', 'Page', 'Kids', 'Count', 'Parent', 'MediaBox', 'Resources', 'Contents', 'Lang', 'ViewerPreferences', 'DisplayDocTitle',
  'Title', 'Producer', 'Size', 'Root', 'Info', 'ID', 'XObject', 'I', 'Subtype', 'Image', 'Width', 'Height', 'BitsPerComponent', 'ColorSpace',
  'DeviceGray', 'DeviceRGB', 'DecodeParms', 'K', 'Columns', 'Rows', 'BlackIs1', 'Length', 'Length1', 'Filter', 'FlateDecode', 'CCITTFaxDecode', 'DCTDecode',
  'Font', 'T', 'Type0', 'CIDFontType2', 'BaseFont', 'GlyphLessFont', 'Encoding', 'Identity-H', 'DescendantFonts', 'ToUnicode', 'DW', 'FontDescriptor',
  'FontName', 'Flags', 'FontBBox', 'ItalicAngle', 'Ascent', 'Descent', 'CapHeight', 'StemV', 'FontFile2', 'CIDSystemInfo', 'Registry', 'Ordering',
  'Supplement', 'CIDToGIDMap', 'Identity', 'CIDFontType0', 'CIDFontType0C', 'FontFile3', 'W', 'Drawn', 'ExtGState', 'ca', 'CA', 'BM', 'Normal', 'Multiply', 'Predictor', 'Colors',
]);
// Fonts, pictures and mixes of a page that is redrawn.
const permittedParts = /^[AFP]\d{1,5}$/;
const oneRevision = /^%PDF-1\.7\n%[\x80-\xff]{4}\s+xref\s(?:\d+ \d+\s+(?:\d{10} \d{5} [nf]\s+)+)+trailer\s<<[^<>]*(?:<[0-9A-Fa-f]*>[^<>]*)*>>\s+startxref\s+\d+\s+%%EOF\s*$/;
const plainSyntax = /^(?:\s|<<|>>|[[\]]|\/[A-Za-z0-9-]+|<[0-9A-Fa-f]*>|\((?:Adobe|Identity)\)|-?\d+(?:\.\d+)?|true|R)*$/;
const textOperators = /^(?:BT|ET|3 Tr|\/T [\d.]+ Tf|[\d.]+ Tz|(?:1 0 0 1|-1 0 0 -1|0 1 -1 0|0 -1 1 0) -?[\d.]+ -?[\d.]+ Tm|<[0-9A-F]*> Tj)$/;
const pictureOperators = /^q [\d.]+ 0 0 [\d.]+ 0 -?[\d.]+ cm \/I Do Q$/;

const drawOperators = /^(?:q|Q|(?:-?[\d.]+ ){6}cm|\/P\d+ Do|\/A\d+ gs|(?:[\d.]+ ){3}(?:rg|RG)|[\d.]+ [wM]|[012] [Jj]|\[[\d. ]*\] -?[\d.]+ d|(?:-?[\d.]+ ){4}re|W n|(?:-?[\d.]+ ){2}[ml]|(?:-?[\d.]+ ){6}c|h|f\*?|S|B\*?)$/;
const glyphOperators = /^(?:BT|ET|\/F\d+ [\d.]+ Tf|(?:-?[\d.]+ ){6}Tm|\[(?:<(?:[0-9A-F]{4})+>|-?[\d.]+| )*\] TJ)$/;

/** Proves from the bytes alone that a redacted file holds no secret (R1), one revision without orphans (R7), permitted keys (R8) and no glyph but those that pages show (R9). */
export function proveStructure(pdf: Uint8Array, search: SecretSearch, drawn: readonly boolean[] = []): GuaranteeProof[] {
  const scan = rawScan(pdf);
  return [
    proof('R1', holdsSecret(scan, search) ? 'a secret stands in the bytes of the file' : undefined),
    proof('R7', revisionFault(scan)),
    proof('R8', allowListFault(scan, drawn)),
    proof('R9', fontFault(scan)),
  ];
}

/** One guarantee with the fault found, or none. */
export function proof(guarantee: GuaranteeProof['guarantee'], fault: string | undefined): GuaranteeProof {
  return fault === undefined ? { guarantee, holds: true } : { guarantee, holds: false, message: fault };
}

// Names are left out: R8 holds them to a fixed list, and a secret may well be the word "Page".
// What names the file is a hash, twice: the words that its bytes spell are chance, as those of compressed data are.
const fileId = /\/ID \[ ?<([0-9A-Fa-f]{32})> <\1> ?\]/;

function holdsSecret(scan: RawScan, search: SecretSearch): boolean {
  if (readings(Buffer.from(fileId.exec(scan.rest)?.[1] ?? '', 'hex')).some(search.foundLiterally)) return true;
  const syntax = [scan.rest.replace(fileId, ''), ...scan.objects.map(({ text }) => text)];
  for (const { image, bytes } of scan.streams) {
    if (image) continue;
    const forms = readings(bytes);
    if (forms.some(search.foundLiterally)) return true;
    const text = forms[0] ?? '';
    // Of a font's map of characters only the entries for single characters say anything: the ranges are the whole of Unicode.
    // Codes of glyphs stand in order of first use: what they spell is chance (R9).
    syntax.push(text.includes('begincmap') ? singleCharacters(text) : text.replace(/^\[.*\] TJ$/gm, ''));
  }
  return syntax.some((text) => {
    if (search.foundLiterally(text.replace(/\/[^\s/<>[\]()]*/g, ' '))) return true;
    const strings = stringsOf(text).map(readings);
    return [0, 1, 2, 3].some((encoding) => {
      const read = strings.map((forms) => forms[encoding] ?? '');
      return search.foundIn(read.join(' ')) || search.foundIn(read.join('')) || search.foundInRun(read.join(''));
    });
  });
}

function singleCharacters(map: string): string {
  return [...map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)].map((block) => (block[1] ?? '').replace(/<[0-9A-F]+> (<[0-9A-F]+>)/g, '$1')).join('\n');
}

function revisionFault({ objects, rest }: RawScan): string | undefined {
  if (!oneRevision.test(rest)) return 'the file is more than one plain revision';
  const byId = new Map(objects.map(({ id, text }) => [id, text]));
  if (byId.size !== objects.length) return 'an object is written twice';
  const reached = new Set<string>();
  const visit = [...rest.matchAll(/(\d+ \d+) R/g)].map((match) => match[1] ?? '');
  for (let id = visit.pop(); id !== undefined; id = visit.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const match of (byId.get(id) ?? '').matchAll(/(\d+ \d+) R/g)) visit.push(match[1] ?? '');
  }
  return objects.every(({ id }) => reached.has(id)) ? undefined : 'an object belongs to no page';
}

function allowListFault({ objects, streams, rest }: RawScan, drawn: readonly boolean[]): string | undefined {
  for (const { text } of objects) if (!plainSyntax.test(text)) return 'an object holds more than names, numbers and hexadecimal strings';
  for (const text of [rest, ...objects.map((object) => object.text)]) {
    for (const [, name] of text.matchAll(/\/([^\s/<>[\]()]*)/g)) if (!permittedNames.has(name ?? '') && !permittedParts.test(name ?? '')) return 'the file says something that a redacted file may not say';
  }
  const byId = new Map(streams.map((stream) => [stream.id, stream]));
  const pages = pagesInOrder(objects);
  for (const [index, text] of pages.entries()) {
    const contents = /\/Contents (\d+ \d+) R/.exec(text)?.[1] ?? '';
    const lines = Buffer.from(byId.get(contents)?.bytes ?? []).toString('latin1').split('\n');
    if (drawn[index] === true) {
      const words = lines.indexOf('3 Tr') < 0 ? lines.length : lines.indexOf('3 Tr');
      if (!lines.every((line, at) => (at < words ? drawOperators.test(line) || glyphOperators.test(line) : textOperators.test(line)))) return 'a page draws something besides its parts and its text layer';
      continue;
    }
    const [picture, ...words] = lines;
    if (!pictureOperators.test(picture ?? '') || !words.every((line) => textOperators.test(line))) return 'a page draws something besides its picture and its text layer';
  }
  if (objects.some(({ text }) => /\/Type \/Page\b/.test(text) && !pages.includes(text))) return 'a page is not in the list of pages';
  return undefined;
}

/** The page objects in the order of the list of pages. */
export function pagesInOrder(objects: RawScan['objects']): string[] {
  const byId = new Map(objects.map(({ id, text }) => [id, text]));
  const kids = objects.map(({ text }) => (/\/Type \/Pages\b/.test(text) ? /\/Kids \[([^\]]*)\]/.exec(text)?.[1] : undefined)).find((list) => list !== undefined) ?? '';
  return [...kids.matchAll(/(\d+ \d+) R/g)].map((match) => byId.get(match[1] ?? '') ?? '');
}

function fontFault(scan: RawScan): string | undefined {
  const { objects, streams } = scan;
  const files = (of: RawScan['objects']): string[] => of.flatMap(({ text }) => [...text.matchAll(/\/FontFile\d? (\d+ \d+) R/g)].map((match) => match[1] ?? ''));
  const drawn = objects.filter(({ text }) => /\/Subtype \/Type0\b/.test(text) && /\/BaseFont \/Drawn\b/.test(text));
  const blank = Buffer.from(glyphlessProgram());
  const others = files(objects).filter((id) => !blank.equals(streams.find((stream) => stream.id === id)?.bytes ?? new Uint8Array()));
  if (files(objects).length - others.length > 1 || others.length !== drawn.length) return 'a font carries glyphs';
  try {
    for (const { id } of drawn) {
      const { codes } = readDrawnFont(scan, id);
      const used = codesShown(scan, id);
      for (let code = 1; code <= codes; code++) if (!used.has(code)) return 'a font carries a glyph that no page shows';
      if ([...used].some((code) => code < 1 || code > codes)) return 'a page shows a glyph that is not there';
    }
  } catch (error) {
    // A program that ends too soon throws as it is read.
    return error instanceof FontFault ? error.message : 'a font cannot be read to its end';
  }
  return undefined;
}

/** The codes of a font of glyphs that any page shows. */
function codesShown({ objects, streams }: RawScan, font: string): Set<number> {
  const codes = new Set<number>();
  for (const page of pagesInOrder(objects)) {
    const name = [...page.matchAll(/\/(F\d+) (\d+ \d+) R/g)].find(([, , id]) => id === font)?.[1];
    const contents = /\/Contents (\d+ \d+) R/.exec(page)?.[1];
    if (name === undefined) continue;
    let shows = false;
    for (const line of Buffer.from(streams.find(({ id }) => id === contents)?.bytes ?? []).toString('latin1').split('\n')) {
      if (line.endsWith(' Tf')) shows = line.startsWith(`/${name} `);
      else if (shows && line.endsWith(' TJ')) for (const [code] of line.matchAll(/[0-9A-F]{4}(?=[0-9A-F]*>)/g)) codes.add(parseInt(code, 16));
    }
  }
  return codes;
}
