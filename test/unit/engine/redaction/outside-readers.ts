import { inflateSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { textOf } from './pair-pages.ts';
import { bytesHold, outside } from './redaction-harness.ts';

/** All that one reader finds in a PDF, as text. Empty where it cannot open the file. */
export type Reader = (pdf: Uint8Array) => Promise<string> | string;

const popplerPrograms = 'pdftotext -raw "$1" -; for what in "" -meta -dests -url -js; do pdfinfo $what "$1"; done; pdffonts "$1"; mkdir "$2/files" && pdfdetach -list "$1" && pdfdetach -saveall -o "$2/files" "$1"; cat "$2"/files/*';

/** Those who read a file: its bytes with every stream decoded, poppler, PDF.js and PDFium; none of them wrote it. */
export const readers: Readonly<Record<string, Reader>> = {
  bytes: everyByte,
  poppler: (pdf) => outside('sh', pdf, (file, folder) => ['-c', `${popplerPrograms}; true`, 'sh', file, folder]).toString('utf8'),
  pdfjs: async (pdf) => { try { return await everythingInPdfjs(pdf); } catch { return ''; } },
  pdfium: async (pdf) => { try { return (await textOf(pdf)).words.map(({ text }) => text).join(' '); } catch { return ''; } },
};

/** Whether a reader's findings hold a word: as it is, in any encoding, or with something between its letters. */
export function holds(found: string, word: string): boolean {
  return bytesHold(found, word) || bytesHold(found.replace(/[\s\u00ad]+/g, ''), word);
}

/** The bytes, every stream inflated, every string of both undone from octal and hexadecimal digits, and the letters of kerned text joined. */
export function everyByte(pdf: Uint8Array): string {
  const text = Buffer.from(pdf).toString('latin1');
  const parts = [text];
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('endstream', start);
    try {
      parts.push(inflateSync(pdf.subarray(start, end < 0 ? undefined : end), { finishFlush: 2 }).toString('latin1'));
    } catch {
      // not Flate: its bytes are in the text already
    }
  }
  const decoded = parts.flatMap((part) => [
    part,
    part.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8))),
    part.replace(/<([0-9A-Fa-f]{2,})>/g, (_, digits: string) => Buffer.from(digits, 'hex').toString('latin1')),
    [...part.matchAll(/\[((?:\([^)]*\)\s*-?[\d.]*\s*)+)\]\s*TJ/g)].map((array) => (array[1] ?? '').replace(/\)\s*-?[\d.]*\s*\(/g, '')).join('\n'),
    throughMaps(part, text),
  ]);
  return decoded.join('\n');
}

/** Hexadecimal strings read through every map of characters in the file. */
function throughMaps(content: string, file: string): string {
  const maps = [...file.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)].map((block) => new Map([...(block[1] ?? '').matchAll(/<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>/g)].map((entry) => [(entry[1] ?? '').toLowerCase(), String.fromCharCode(parseInt(entry[2] ?? '0', 16))])));
  const strings = [...content.matchAll(/<((?:[0-9A-Fa-f]{2})+)>\s*Tj/g)].map((match) => match[1] ?? '');
  return maps.flatMap((map) => strings.map((digits) => (digits.match(/../g) ?? []).map((code) => map.get(code.toLowerCase()) ?? '').join(''))).join('\n');
}

async function everythingInPdfjs(pdf: Uint8Array): Promise<string> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, isEvalSupported: false, useSystemFonts: false } as Parameters<typeof getDocument>[0]);
  const document = await task.promise;
  try {
    const said: unknown[] = [];
    const { info, metadata } = await document.getMetadata();
    const layers = await document.getOptionalContentConfig();
    said.push(info, (metadata as { getRaw(): string } | null)?.getRaw(), await document.getOutline(), filesIn(await document.getAttachments()), await document.getFieldObjects(), await document.getDestinations(), await document.getPageLabels(), await document.getJSActions(), await document.getOpenAction());
    for (const [, group] of layers as unknown as Iterable<[string, { name?: string }]>) said.push(group.name);
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      said.push((await page.getTextContent({ includeMarkedContent: false })).items.map((item) => ('str' in item ? item.str : '')), await page.getAnnotations(), await page.getStructTree());
    }
    return JSON.stringify(said, (_, value: unknown) => (value instanceof Map ? [...(value as Map<unknown, unknown>)] : value));
  } finally {
    await task.destroy();
  }
}

function filesIn(attachments: unknown): unknown {
  if (attachments === null || typeof attachments !== 'object') return undefined;
  const entries = attachments instanceof Map ? [...(attachments as Map<string, { filename?: string; content?: Uint8Array }>)] : Object.entries(attachments as Record<string, { filename?: string; content?: Uint8Array }>);
  return entries.map(([name, { filename, content }]) => [name, filename, content === undefined ? '' : Buffer.from(content).toString('latin1')]);
}

/** What tesseract reads on the first page as poppler draws it, at 200 dots an inch. */
export function recognised(pdf: Uint8Array): string {
  return outside('sh', pdf, (file) => ['-c', `pdftoppm -r 200 -gray -png -singlefile "$1" "$1" && tesseract "$1.png" - -l eng --dpi 200`, 'sh', file]).toString('utf8');
}

/** The first page as poppler draws it: grey, a byte a pixel, at 72 dots an inch times `scale`. */
export function drawnByPoppler(pdf: Uint8Array, dpi: number): { readonly width: number; readonly height: number; readonly grey: Uint8Array } {
  const image = outside('pdftoppm', pdf, (file) => ['-r', String(dpi), '-gray', '-singlefile', file]);
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.subarray(0, 64).toString('latin1'));
  if (header === null) throw new Error('poppler drew nothing');
  return { width: Number(header[1]), height: Number(header[2]), grey: new Uint8Array(image.subarray(header[0].length)) };
}

/** Words and their boxes as poppler gives them: text, left, top, right, bottom, in points from the top-left corner. */
export function popplerWords(pdf: Uint8Array): { readonly text: string; readonly box: readonly [number, number, number, number] }[] {
  const markup = outside('pdftotext', pdf, (file) => ['-bbox', file, '-']).toString('utf8');
  return [...markup.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)].map(([, left, top, right, bottom, text]) => ({ text: text ?? '', box: [Number(left), Number(top), Number(right), Number(bottom)] as const }));
}

/** Keys of every dictionary, and every name that is a value, as qpdf lists them. */
export function namesInFile(pdf: Uint8Array): Set<string> {
  const json = outside('qpdf', pdf, (file) => ['--json=1', file]).toString('utf8');
  return new Set([...json.matchAll(/"\/([^"]*)"/g)].map((match) => match[1] ?? ''));
}

/** Whether qpdf finds nothing wrong with the file. */
export function isSound(pdf: Uint8Array): boolean {
  try {
    outside('qpdf', pdf, (file) => ['--check', file]);
    return true;
  } catch {
    return false;
  }
}
