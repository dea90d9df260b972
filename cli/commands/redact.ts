import { redactFile } from '../../engine/operations/redact-file.ts';
import { patternNames, redactionMethods, type PatternName, type RedactionZone } from '../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  summary: 'redact one PDF, proved before it is written',
  usage: 'FILE.pdf --out OUT.pdf [--find TEXT]… [--person NAME]… [--pattern phone,email,iban]… [--expression RE2]… [--zone PAGE:x,y,w,h]… [--method raster|structural] [--languages eng+ukr]',
  options: {
    out: { type: 'string' }, find: { type: 'string', multiple: true }, person: { type: 'string', multiple: true }, pattern: { type: 'string', multiple: true }, expression: { type: 'string', multiple: true },
    zone: { type: 'string', multiple: true }, languages: { type: 'string' }, method: { type: 'string' },
  },
  words: [1, 1],
  async run(context) {
    const [file = ''] = context.words;
    const out = context.option('out');
    if (out === undefined) return refusal(failure('usage', 'Name the file to be written: --out OUT.pdf.'));
    const patterns = readPatterns(context.options('pattern'));
    if (!patterns.ok) return patterns;
    const zones = readZones(context.options('zone'));
    if (!zones.ok) return zones;
    const find = context.options('find').filter((text) => text.trim() !== '');
    const persons = context.options('person').filter((name) => name.trim() !== '');
    const expressions = context.options('expression').filter((text) => text !== '');
    if (find.length + persons.length + patterns.value.length + expressions.length + zones.value.length === 0) return refusal(failure('usage', 'Say what to redact: --find, --person, --pattern, --expression or --zone.'));
    const given = context.option('method') ?? 'raster';
    const method = redactionMethods.find((name) => name === given);
    if (method === undefined) return refusal(failure('usage', `There is no method "${given}". Known: ${redactionMethods.join(', ')}.`, { subject: given }));
    const languages = context.option('languages')?.split(/[+,]/).filter((language) => language !== '');
    const redacted = await redactFile(context.engine, { file, out, find, persons, patterns: patterns.value, expressions, zones: zones.value, method, ...(languages === undefined ? {} : { languages }) }, context);
    if (!redacted.ok) return redacted;
    const { method: used, zones: applied, notFound, proof, fallbacks, warnings } = redacted.value;
    const tight = [...new Set(warnings.map(({ zone, message: why }) => `Page ${zone.page}: ${why}`))];
    const lines = proof.map(({ guarantee, holds, message }) => `${guarantee.padEnd(4)} ${holds ? 'holds' : 'DOES NOT HOLD'}${message === undefined ? '' : `: ${message}`}`);
    return success({
      json: { out, method: used, fallbacks, zones: applied, notFound, proof, warnings: warnings.map(({ code, zone: { page, rect }, message: why }) => ({ code, page, rect, message: why })), sha256: redacted.value.sha256 },
      words: [`${out}: ${applied.length} places blacked out by the ${used} method, proved on the saved file.`, ...notFound.map((asked) => `NOT FOUND: ${asked}. Is it spelt as in the document?`), ...fallbacks.map(({ page, why }) => `Page ${page} became its pixels: ${why}.`), ...tight, ...lines].join('\n'),
    });
  },
};

function readPatterns(given: readonly string[]): Result<PatternName[], Failure> {
  const names = given.flatMap((list) => list.split(',')).map((name) => name.trim()).filter((name) => name !== '');
  const unknown = names.find((name) => !(patternNames as readonly string[]).includes(name));
  if (unknown !== undefined) return refusal(failure('usage', `There is no pattern "${unknown}". Known: ${patternNames.join(', ')}.`, { subject: unknown }));
  return success([...new Set(names)] as PatternName[]);
}

const zoneForm = /^(\d+):(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/;

function readZones(given: readonly string[]): Result<RedactionZone[], Failure> {
  const zones: RedactionZone[] = [];
  for (const text of given) {
    const [, page = 0, x = 0, y = 0, width = 0, height = 0] = zoneForm.exec(text.replaceAll(' ', ''))?.map(Number) ?? [];
    if (page < 1 || width <= 0 || height <= 0) return refusal(failure('usage', 'A zone is PAGE:x,y,width,height in points from the top-left corner of the page, such as 1:72,90,200,60.', { subject: text }));
    zones.push({ page, rect: [x, y, width, height], why: 'marked by hand' });
  }
  return success(zones);
}
