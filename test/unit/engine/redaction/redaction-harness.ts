import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PageText } from '../../../../shared/page-text.ts';
import { openPdfSession } from '../../../../engine/pdf/pdf-session.ts';
import { redactPdf, zonesForMentions, type Redacted, type RedactInput } from '../../../../engine/redaction/index.ts';
import type { WorkerPools } from '../../../../engine/workers/worker-pools.ts';
import type { Failure } from '../../../../shared/failure.ts';
import type { Result } from '../../../../shared/result.ts';

/** Reads the words that a PDF carries, as the reading room would hand them over. */
export async function readText(pools: WorkerPools, pdf: Uint8Array): Promise<PageText[]> {
  const opened = await openPdfSession(pools.document, pdf);
  if (!opened.ok) throw new Error(opened.failure.message);
  try {
    const pages: PageText[] = [];
    for (let page = 1; page <= opened.value.pages.length; page++) {
      const words = await opened.value.words(page);
      if (!words.ok) throw new Error(words.failure.message);
      pages.push({ page, source: words.value.words.length > 0 ? 'text' : 'none', ...words.value });
    }
    return pages;
  } finally {
    opened.value.close();
  }
}

/** Redacts every line on which one of the words stands. */
export async function redactWords(pools: WorkerPools, pdf: Uint8Array, words: readonly string[], more: Partial<RedactInput> = {}): Promise<Result<Redacted, Failure>> {
  const text = await readText(pools, pdf);
  const zones = text.flatMap((page) => zonesForMentions(page, page.words.flatMap((word, index) => (words.some((secret) => word.text.includes(secret)) ? [{ why: 'order', wordIndexes: [index], rects: [word.rect] }] : []))));
  return redactPdf(pools, { pdf, zones, text, title: 'Statement', language: 'en', secrets: words, ...more });
}

/** Runs an outside program on a PDF and gives its standard output. */
export function outside(program: string, pdf: Uint8Array, args: (file: string, folder: string) => string[]): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'custodia-test-'));
  try {
    const file = path.join(folder, 'in.pdf');
    writeFileSync(file, pdf);
    return execFileSync(program, args(file, folder), { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text that poppler reads. */
export function popplerText(pdf: Uint8Array): string {
  return outside('pdftotext', pdf, (file) => ['-layout', file, '-']).toString('utf8');
}

/** Every object of a PDF with its streams decoded, as qpdf writes it out. */
export function qpdfDecoded(pdf: Uint8Array): string {
  return outside('qpdf', pdf, (file) => ['--qdf', '--stream-data=uncompress', '--object-streams=disable', file, '-']).toString('latin1');
}

/** Whether a secret stands in bytes as PDFDoc or UTF-8, UTF-16 of either order, or hexadecimal digits. */
export function bytesHold(bytes: string, secret: string): boolean {
  const utf8 = Buffer.from(secret, 'utf8');
  const utf16 = Buffer.from(secret, 'utf16le');
  const big = Buffer.from(utf16).swap16();
  const lower = bytes.toLowerCase();
  return [utf8, utf16, big, Buffer.from(secret, 'latin1')].some((form) => bytes.includes(form.toString('latin1')) || lower.includes(form.toString('hex')));
}

/** The test's own copy of a sample file. */
export function sample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../fixtures/redaction/${name}`, import.meta.url)));
}
