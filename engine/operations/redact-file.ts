import type { PatternName, RedactionMethod, RedactionZone } from '../../shared/case-model/redaction.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { PageText } from '../../shared/page-text.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { detectKind, drawFieldValues } from '../intake/index.ts';
import { checkExpression, findExpressions, findPatterns, findPersons, findTerms, preparePersons, type Mention } from '../people/index.ts';
import { readDocument } from '../reading/index.ts';
import { redactPdf, type Redacted } from '../redaction/index.ts';
import type { Engine } from './engine.ts';
import { findZones, liesOnPage, zonesOfReading, type FoundZones } from './find-zones.ts';
import { readPdfFile } from './read-pdf-file.ts';
import type { RunOptions } from './run-options.ts';
import { readAgain, readerOf } from './second-reading.ts';
import { writeNewFile } from './write-new-file.ts';

export interface RedactFile {
  readonly file: string;
  readonly out: string;
  readonly find: readonly string[];
  readonly persons: readonly string[];
  readonly patterns: readonly PatternName[];
  /** Regular expressions in the syntax of RE2. */
  readonly expressions?: readonly string[];
  readonly zones: readonly RedactionZone[];
  readonly languages?: readonly string[];
  readonly method?: RedactionMethod;
}

export interface RedactedFile extends Omit<Redacted, 'pdf'> {
  readonly zones: readonly RedactionZone[];
  /** Of the texts, names, patterns and expressions that were asked for, those that stand nowhere in the document: perhaps mistyped. */
  readonly notFound: readonly string[];
}

/**
 * Redacts one PDF: texts and names wherever they stand, patterns, zones. The file is proved before it is written; `out` is untouched otherwise.
 * Fails with `usage` (a zone off its page, an expression that is none), `redaction-not-proved`, or as the document's reading fails.
 */
export async function redactFile(engine: Engine, request: RedactFile, options: RunOptions = {}): Promise<Result<RedactedFile, Failure>> {
  for (const expression of request.expressions ?? []) {
    const checked = checkExpression(expression);
    if (!checked.ok) return checked;
  }
  const bytes = await readPdfFile(request.file, detectKind);
  if (!bytes.ok) return bytes;
  const values = await drawFieldValues(engine.pools, bytes.value, options.signal);
  if (!values.ok) return values;
  const pdf = values.value.pdf ?? bytes.value;
  const read = await readDocument(engine.pools, pdf, {
    ...(request.languages === undefined ? {} : { languages: request.languages }), ...(options.signal === undefined ? {} : { signal: options.signal }), ...(options.report === undefined ? {} : { report: options.report }),
  });
  if (!read.ok) return refusal({ ...read.failure, subject: request.file });
  const astray = request.zones.find((zone) => !liesOnPage(zone, read.value));
  if (astray !== undefined) return refusal(failure('usage', 'A zone lies off the pages of this document (page {{page}}).', { subject: request.file, values: { page: astray.page } }));
  const second = await readAgain(engine, pdf, read.value, options);
  if (!second.ok) return second;
  const { zones, secrets } = zonesOf(request, read.value, second.value);
  const notFound = notFoundOf(request, [...read.value, ...second.value]);
  return writeNewFile(request.out, async (write) => {
    const redacted = await redactPdf(engine.pools, { pdf, zones, text: read.value, title: '', language: read.value.find(({ language }) => language !== undefined)?.language ?? '', secrets, method: request.method ?? 'raster' }, {
      readAgain: readerOf(engine, request.languages ?? [], options),
      ...(options.signal === undefined ? {} : { signal: options.signal }), ...(options.report === undefined ? {} : { report: options.report }),
    });
    if (!redacted.ok) return refusal({ ...redacted.failure, subject: redacted.failure.subject ?? request.file });
    const { pdf: made, ...about } = redacted.value;
    await write(made);
    return success({ ...about, zones, notFound });
  });
}

const asPerson = (name: string): { readonly pseudonym: string; readonly names: readonly string[] } => ({ pseudonym: '[redacted]', names: [name] });

function zonesOf({ find, persons, patterns, expressions = [], zones, languages }: RedactFile, pages: readonly PageText[], second: readonly PageText[]): FoundZones {
  const prepared = preparePersons(persons.map(asPerson));
  const names = (page: PageText, also: readonly string[]): Mention[] => [...findPersons(page, prepared), ...findTerms(page, [...new Set([...find, ...also])])];
  const finder = { names, all: (page: PageText) => [...names(page, []), ...findPatterns(page, patterns, languages), ...findExpressions(page, expressions)] };
  return findZones(pages, [...zones, ...zonesOfReading(second, finder)], [...find, ...persons], finder);
}

function notFoundOf({ find, persons, patterns, expressions = [], languages }: RedactFile, pages: readonly PageText[]): string[] {
  const isNowhere = (mentions: (page: PageText) => readonly Mention[]): boolean => pages.every((page) => mentions(page).length === 0);
  return [
    ...persons.filter((name) => { const prepared = preparePersons([asPerson(name)]); return isNowhere((page) => findPersons(page, prepared)); }),
    ...find.filter((text) => isNowhere((page) => findTerms(page, [text]))),
    ...patterns.filter((pattern) => isNowhere((page) => findPatterns(page, [pattern], languages))),
    ...expressions.filter((expression) => isNowhere((page) => findExpressions(page, [expression]))),
  ];
}
