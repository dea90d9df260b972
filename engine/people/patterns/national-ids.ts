import { nationalIdRules, type NationalIdRule } from './national-id-rules.ts';
import { digitRuns, overLines, type PatternHit, type PatternText } from './pattern-text.ts';

const labelReach = 48;
const anyLabel = /(?:identi|personal|national|tax|social|insurance|citizen|passport|особист|ідентиф|идентиф|личн|رقم|هوية|\bID\b|\bI\.D\.)/iu;

/**
 * National identifiers whose check digits hold. One without further structure (a bare number of nine to eleven digits) counts only where
 * its country's language is spoken in the case or a word before it says what it is.
 */
export function findNationalIds({ text, unmended, languages }: PatternText): PatternHit[] {
  return nationalIdRules.flatMap((rule) => [...candidates(text, rule), ...(unmended === text ? [] : candidates(unmended, rule))].flatMap(({ value, start, end }) => {
    if (!rule.holds(value)) return [];
    const before = text.slice(Math.max(0, start - labelReach), start);
    const named = rule.label.test(before);
    if (!rule.structured && !named && !rule.languages.some((language) => languages.includes(language)) && !anyLabel.test(before)) return [];
    return [{ start, end, confidence: named ? 1 : rule.structured ? 0.9 : 0.7, what: `a national identifier (${rule.country})` }];
  }));
}

function candidates(text: string, rule: NationalIdRule): { value: string; start: number; end: number }[] {
  if (typeof rule.form === 'number') return digitRuns(text, { min: rule.form, max: rule.form }).map(({ digits, start, end }) => ({ value: digits, start, end }));
  return Array.from(text.matchAll(new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${overLines(rule.form.source)})(?![\p{L}\p{N}])`, 'giu')), (match) => ({
    value: match[0].replace(/[\s./-]/g, '').toUpperCase(), start: match.index, end: match.index + match[0].length,
  }));
}
