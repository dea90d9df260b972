import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { GuaranteeProof } from '../../shared/case-model/redaction.ts';

/** A program part that tried a guarantee, with its version. */
export interface ProofEngine {
  readonly name: string;
  readonly version: string;
}

/** How a guarantee was tried on the saved file, and by which engines. */
export interface ProofCheck {
  readonly check: string;
  readonly engines: readonly ProofEngine[];
}

const require = createRequire(import.meta.url);
// PDFium's package gives no way to its description but by the module that lies beside it.
const pdfium: ProofEngine = { name: 'pdfium', version: versionIn(path.join(path.dirname(require.resolve('@embedpdf/pdfium/pdfium.wasm')), '..', 'package.json')) };
const pdfjs: ProofEngine = { name: 'pdfjs', version: versionIn(require.resolve('pdfjs-dist/package.json')) };
// The scanner of bytes is written for the proof alone; a change of what it asks for is a new version.
const scanner: ProofEngine = { name: 'custodia-raw-scan', version: '3' };

const checks: Readonly<Record<string, ProofCheck>> = {
  R1: { check: 'No secret in any decoded stream or string, as PDFDoc, UTF-8 or UTF-16, literal, octal or hexadecimal, or through ToUnicode', engines: [scanner] },
  R2: { check: 'No text in a zone, and no secret in the text of any page, as two readers extract it', engines: [pdfium, pdfjs] },
  R3: { check: 'Nothing in the file depends on what was removed: follows from R2, R5 and R8', engines: [scanner, pdfium, pdfjs] },
  R4: { check: 'Zones of protected names take whole lines; boxes that cut a line are counted', engines: [pdfium] },
  R5: { check: 'Every pixel of each zone is one solid colour in the image data', engines: [pdfium] },
  R6: { check: 'Every word of the text layer stands where the page shows something, and none in a zone', engines: [pdfium] },
  R7: { check: 'One revision, every object reachable, no bytes beside them', engines: [scanner] },
  R8: { check: 'Only permitted names, values and operators', engines: [scanner] },
  R9: { check: 'No font carries a glyph that the pages do not show', engines: [scanner] },
  R10: { check: 'Nothing visible was lost or added outside the zones: no pixel of a redrawn page differs, and no square of six points of a picture', engines: [pdfium] },
};

/** How this guarantee was tried, in words, and by what. */
export function proofCheck(guarantee: GuaranteeProof['guarantee']): ProofCheck {
  return checks[guarantee] ?? { check: 'Tried on the saved file', engines: [] };
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
