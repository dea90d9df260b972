import { digitRuns, passesLuhn, remainderOf, type DigitRun, type PatternHit, type PatternText } from './pattern-text.ts';

// ISO 13616 registry, release 99: length of an IBAN by country.
const ibanLengths = new Map(
  ('AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 '
    + 'KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30')
    .split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);

/** IBANs whose check digits hold (ISO 13616, mod 97), with any grouping; letters misread for digits are mended first. */
export function findIbans({ unmended: text }: PatternText): PatternHit[] {
  const hits: PatternHit[] = [];
  for (const start of text.matchAll(/(?<![\p{L}\p{N}])(?:IBAN[\s:]*)?([A-Za-z]{2})\s?[\dOoIlSB]{2}/gu)) {
    const from = start.index + start[0].search(/[A-Za-z]{2}\s?[\dOoIlSB]{2}$/);
    const length = ibanLengths.get((start[1] ?? '').toUpperCase());
    if (length === undefined) continue;
    const taken = take(text, from, length);
    if (taken === undefined) continue;
    if (hasCheckDigits(taken.value)) hits.push({ start: from, end: taken.end, confidence: 1, what: 'an IBAN' });
    else if (hasCheckDigits(mendDigits(taken.value))) hits.push({ start: from, end: taken.end, confidence: 0.9, what: 'an IBAN with digits misread' });
  }
  return hits;
}

function take(text: string, start: number, length: number): { value: string; end: number } | undefined {
  let value = '';
  let gap = 0;
  for (let index = start; index < text.length; index++) {
    const character = text.charAt(index);
    if (/[A-Za-z0-9]/.test(character)) {
      value += character.toUpperCase();
      gap = 0;
      if (value.length === length) return /[A-Za-z0-9]/.test(text.charAt(index + 1)) ? undefined : { value, end: index + 1 };
    } else if (!/[\s.-]/.test(character) || ++gap > 2) return undefined;
  }
  return undefined;
}

function hasCheckDigits(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}/.test(iban)) return false;
  const moved = iban.slice(4) + iban.slice(0, 4);
  return remainderOf(moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)), 97) === 1;
}

function mendDigits(iban: string): string {
  return iban.slice(0, 2) + iban.slice(2).replace(/[OQ]/g, '0').replace(/[IL]/g, '1').replace(/S/g, '5').replace(/B/g, '8');
}

// ISO/IEC 7812: lengths by issuer range.
const cardRanges: readonly RegExp[] = [
  /^4\d{12}(?:\d{3}|\d{6})?$/, /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/, /^3[47]\d{13}$/, /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^6(?:011|5\d\d|4[4-9]\d)\d{12}$/, /^35(?:2[89]|[3-8]\d)\d{12}$/, /^(?:5[06-9]|6[37])\d{10,17}$/, /^62\d{14,17}$/, /^220[0-4]\d{12}$/, /^9792\d{12}$/,
];

const cardGroups = /^(?:\d+|\d{4}(?:\D\d{4}){3}(?:\D\d{1,3})?|\d{4}\D\d{6}\D\d{4,5})$/;

/** Whether no further digits stand beside a run: then even odd groups are one number. */
function isMaximal(text: string, { start, end }: DigitRun): boolean {
  return !/\d[ .\n/-]$/.test(text.slice(Math.max(0, start - 2), start)) && !/^[ .\n/-]\d/.test(text.slice(end, end + 2));
}

/** Payment card numbers: an issuer's range, its length, and the Luhn digit. */
export function findCards({ text }: PatternText): PatternHit[] {
  return digitRuns(text, { min: 12, max: 19 })
    .filter((run) => cardGroups.test(text.slice(run.start, run.end)) || isMaximal(text, run))
    .filter(({ digits }) => cardRanges.some((range) => range.test(digits)) && passesLuhn(digits) && !/^(\d)\1*$/.test(digits))
    .map(({ start, end }) => ({ start, end, confidence: 0.95, what: 'a payment card number' }));
}
