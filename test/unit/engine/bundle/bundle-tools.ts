import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { assembleBundle, type AssembledBundle, type BundlePlan } from '../../../../engine/bundle/index.ts';
import type { WorkerPools } from '../../../../engine/workers/worker-pools.ts';

/** Assembles a plan in memory; throws on a refusal. */
export async function assemble(pools: WorkerPools, plan: BundlePlan, sources: Readonly<Record<string, Uint8Array>>): Promise<AssembledBundle & { readonly pdf: Uint8Array }> {
  const chunks: Uint8Array[] = [];
  const result = await assembleBundle(pools, plan, {
    source: (key) => Promise.resolve(sources[key] ?? new Uint8Array()),
    write: (chunk) => {
      chunks.push(Uint8Array.from(chunk));
      return Promise.resolve();
    },
  });
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return { ...result.value, pdf: Buffer.concat(chunks) };
}

/** Opens with PDF.js, the independent reader of links, outline and labels. */
export function openWithPdfJs(pdf: Uint8Array): Promise<PDFDocumentProxy> {
  return getDocument({ data: Uint8Array.from(pdf), verbosity: 0, useSystemFonts: false }).promise;
}

/** Runs a program on a PDF in a folder that is removed afterwards; `FILE` in the arguments stands for its path. */
export function runOnPdf(program: string, args: readonly string[], pdf: Uint8Array): { readonly status: number; readonly output: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'custodia-test-'));
  try {
    const file = path.join(folder, 'file.pdf');
    writeFileSync(file, pdf);
    const { status, stdout, stderr, error } = spawnSync(program, args.map((arg) => (arg === 'FILE' ? file : arg)), { encoding: 'utf8', maxBuffer: 2 ** 28 });
    if (error !== undefined) throw error;
    return { status: status ?? -1, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every page's text as poppler reads it. */
export function pagesOfText(pdf: Uint8Array): string[] {
  return runOnPdf('pdftotext', ['-layout', 'FILE', '-'], pdf).output.split('\f').slice(0, -1);
}

/** All bytes of the file with every stream decoded, for searches of what must not be there. */
export function decodedBytes(pdf: Uint8Array): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'custodia-test-'));
  try {
    const file = path.join(folder, 'file.pdf');
    writeFileSync(file, pdf);
    return execFileSync('qpdf', ['--qdf', '--object-streams=disable', file, '-'], { maxBuffer: 2 ** 28 }).toString('latin1');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
