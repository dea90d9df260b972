import type { DetailValues } from '../failure.ts';
import type { GuaranteeProof } from './redaction.ts';

/**
 * What a proof found where a guarantee does not hold, or holds less than it could, by stable code: the sentences in which a proof, and its signed record, say it in English.
 * `{{name}}` stands for a whole number.
 */
export const proofFaults = {
  'secret-in-bytes': ['a secret stands in the bytes of the file'],
  'text-in-zone': ['text stands in a zone of page {{page}}'],
  'secret-readable': ['a secret can be read on page {{page}}'],
  'may-depend': ['the file may depend on what was removed'],
  'tight-boxes': ['tight-box: {{tight}} of {{zones}} zones cut a line of text; their width may tell what was removed'],
  'zone-not-solid': ['a zone of page {{page}} is not solid', 'a part of page {{page}} lies in a zone', 'page {{page}} has no picture'],
  'layer-says-more': ['the text layer of page {{page}} says what the page does not show'],
  'left-over-parts': ['the file is more than one plain revision', 'an object is written twice', 'an object belongs to no page'],
  'not-permitted': [
    'an object holds more than names, numbers and hexadecimal strings', 'the file says something that a redacted file may not say', 'a page draws something besides its parts and its text layer',
    'a page draws something besides its picture and its text layer', 'a page is not in the list of pages',
  ],
  'glyphs-not-shown': [
    'a font carries glyphs', 'a font carries a glyph that no page shows', 'a page shows a glyph that is not there', 'a font cannot be read to its end', 'a font has glyphs without codes',
    'a font of outlines says what they mean', 'a font holds more than glyphs', 'a font holds glyphs that no code shows', 'a font has parts within parts without end', 'a font that ends too soon', 'a glyph is more than an outline',
  ],
  'page-missing': ['a page is missing'],
  'not-comparable': ['page {{page}} cannot be compared'],
  'looks-different': ['page {{page}} looks different outside its zones'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ProofFaultCode = keyof typeof proofFaults;
export const proofFaultCodes = Object.keys(proofFaults) as [ProofFaultCode, ...ProofFaultCode[]];

/** A fault of a proof without its sentence. */
export interface ProofFault {
  readonly code: ProofFaultCode;
  readonly values?: DetailValues;
}

const patterns = proofFaultCodes.flatMap((code) => proofFaults[code].map((sentence) => ({ code, pattern: new RegExp(`^${sentence.replaceAll(/\{\{(\w+)\}\}/gu, String.raw`(?<$1>\d+)`)}$`, 'u') })));

/** A proof for the window: its fault as a code with numbers. A sentence that no version of Custodia wrote has none. */
export function tellProof({ guarantee, holds, message }: GuaranteeProof): { readonly guarantee: GuaranteeProof['guarantee']; readonly holds: boolean; readonly fault?: ProofFault } {
  if (message === undefined) return { guarantee, holds };
  for (const { code, pattern } of patterns) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const values = Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) => [name, Number(value)]));
    return { guarantee, holds, fault: { code, ...(Object.keys(values).length === 0 ? {} : { values }) } };
  }
  return { guarantee, holds };
}
