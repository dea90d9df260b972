import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { childrenOf, descendants, escapeXml, parseXml, textOf, type XmlElement } from './xml-tree.ts';

export type XliffVersion = '1.2' | '2.1';

/** One sentence of a request. */
export interface XliffSegment {
  readonly id: string;
  readonly source: string;
  readonly target?: string;
  /** As the translator's tool says it. */
  readonly state?: string;
}

/** A document out for translation, or back from it. */
export interface XliffFile {
  readonly version: XliffVersion;
  /** BCP 47. */
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  /** Of the request that it belongs to. */
  readonly request: string;
  /** Of the exact source. */
  readonly sourceSha256: string;
  readonly segments: readonly XliffSegment[];
}

const requestNote = 'custodia-request';
const hashNote = 'custodia-source-sha256';

/**
 * Writes XLIFF (OASIS), 1.2 or 2.1. In 1.2 each target is filled with the source where there is none, because OmegaT translates only targets that are there.
 */
export function writeXliff(file: XliffFile): Uint8Array {
  const text = file.version === '1.2' ? xliff12(file) : xliff21(file);
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
}

function xliff12({ sourceLanguage, targetLanguage, request, sourceSha256, segments }: XliffFile): string {
  const units = segments.map(({ id, source, target = source, state }) =>
    `      <trans-unit id="${escapeXml(id)}" xml:space="preserve">\n        <source>${escapeXml(source)}</source>\n        <target${state === undefined ? '' : ` state="${escapeXml(state)}"`}>${escapeXml(target)}</target>\n      </trans-unit>\n`);
  return `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="${escapeXml(request)}" source-language="${escapeXml(sourceLanguage)}" target-language="${escapeXml(targetLanguage)}" datatype="plaintext">
    <header>
      <note from="${requestNote}">${escapeXml(request)}</note>
      <note from="${hashNote}">${escapeXml(sourceSha256)}</note>
    </header>
    <body>
${units.join('')}    </body>
  </file>
</xliff>
`;
}

function xliff21({ sourceLanguage, targetLanguage, request, sourceSha256, segments }: XliffFile): string {
  const units = segments.map(({ id, source, target, state }) =>
    `    <unit id="${escapeXml(id)}">\n      <segment${state === undefined ? '' : ` state="${escapeXml(state)}"`}>\n        <source xml:space="preserve">${escapeXml(source)}</source>\n${target === undefined ? '' : `        <target xml:space="preserve">${escapeXml(target)}</target>\n`}      </segment>\n    </unit>\n`);
  return `<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="${escapeXml(sourceLanguage)}" trgLang="${escapeXml(targetLanguage)}">
  <file id="f1" original="${escapeXml(request)}">
    <notes>
      <note category="${requestNote}">${escapeXml(request)}</note>
      <note category="${hashNote}">${escapeXml(sourceSha256)}</note>
    </notes>
${units.join('')}  </file>
</xliff>
`;
}

/** Reads XLIFF 1.2, 2.0 or 2.1. Fails with `document-unsupported` for another XML file, and as {@link parseXml} does. */
export function readXliff(bytes: Uint8Array): Result<XliffFile, Failure> {
  const parsed = parseXml(bytes);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  const [file] = childrenOf(root, 'file');
  const { version = '' } = root.attributes;
  if (root.name !== 'xliff' || file === undefined || !/^(?:1\.2|2\.[01])$/u.test(version)) return refusal(failure('document-unsupported', 'This is no XLIFF file of version 1.2, 2.0 or 2.1.'));
  const notes = new Map([...descendants(file, 'note')].map((note) => [note.attributes['from'] ?? note.attributes['category'] ?? '', textOf(note).trim()]));
  const common = { request: notes.get(requestNote) ?? file.attributes['original'] ?? '', sourceSha256: notes.get(hashNote) ?? '' };
  if (version === '1.2') {
    const { 'source-language': sourceLanguage = '', 'target-language': targetLanguage = '' } = file.attributes;
    return success({ version: '1.2', sourceLanguage, targetLanguage, ...common, segments: [...descendants(file, 'trans-unit')].map((unit) => segmentOf(unit, unit.attributes['id'] ?? '')) });
  }
  const { srcLang = '', trgLang = '' } = root.attributes;
  return success({ version: '2.1', sourceLanguage: srcLang, targetLanguage: trgLang, ...common, segments: [...descendants(file, 'unit')].map(unitOf) });
}

// A tool may have split a unit into several segments: they are one sentence of ours.
function unitOf(unit: XmlElement): XliffSegment {
  const parts = [...descendants(unit, 'segment')].map((segment) => segmentOf(segment, ''));
  const targets = parts.flatMap(({ target }) => target ?? []);
  const [first] = parts;
  return {
    id: unit.attributes['id'] ?? '', source: parts.map(({ source }) => source).join(''), ...(targets.length === 0 ? {} : { target: targets.join('') }), ...(first?.state === undefined ? {} : { state: first.state }),
  };
}

function segmentOf(element: XmlElement, id: string): XliffSegment {
  const [source] = childrenOf(element, 'source');
  const [target] = childrenOf(element, 'target');
  const state = target?.attributes['state'] ?? element.attributes['state'];
  return { id, source: source === undefined ? '' : textOf(source), ...(target === undefined ? {} : { target: textOf(target) }), ...(state === undefined ? {} : { state }) };
}
