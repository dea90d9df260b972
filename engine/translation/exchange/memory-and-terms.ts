import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import { childrenOf, descendants, escapeXml, parseXml, textOf } from './xml-tree.ts';

/** The same sentence or term in several languages, by BCP 47 tag. */
export type InLanguages = Readonly<Record<string, string>>;

/** Writes TMX 1.4b: aligned sentences for a translator's memory. */
export function writeTmx(sourceLanguage: string, units: readonly InLanguages[]): Uint8Array {
  const written = units.map((unit) => `    <tu>\n${Object.entries(unit).map(([language, text]) => `      <tuv xml:lang="${escapeXml(language)}"><seg>${escapeXml(text)}</seg></tuv>\n`).join('')}    </tu>\n`);
  return encode(`<tmx version="1.4">
  <header creationtool="custodia" creationtoolversion="1" segtype="sentence" o-tmf="custodia" adminlang="en" srclang="${escapeXml(sourceLanguage)}" datatype="plaintext"/>
  <body>
${written.join('')}  </body>
</tmx>
`);
}

/** Reads TMX. Fails with `document-unsupported` for another XML file. */
export function readTmx(bytes: Uint8Array): Result<InLanguages[], Failure> {
  const parsed = parseXml(bytes);
  if (!parsed.ok) return parsed;
  if (parsed.value.name !== 'tmx') return refusal(failure('document-unsupported', 'This is no TMX file.'));
  return success([...descendants(parsed.value, 'tu')].map((unit) => Object.fromEntries(childrenOf(unit, 'tuv').map((variant) => [
    variant.attributes['lang'] ?? '', childrenOf(variant, 'seg').map(textOf).join(''),
  ]))));
}

/** Writes TBX-Basic (ISO 30042:2008, the form that translators' tools read): one entry a term. */
export function writeTbx(entries: readonly { readonly id: string; readonly forms: InLanguages; readonly note?: string | undefined }[]): Uint8Array {
  const written = entries.map(({ id, forms, note }) => `      <termEntry id="${escapeXml(`t-${id}`)}">\n${note === undefined ? '' : `        <note>${escapeXml(note)}</note>\n`}${Object.entries(forms).map(([language, term]) =>
    `        <langSet xml:lang="${escapeXml(language)}"><tig><term>${escapeXml(term)}</term></tig></langSet>\n`).join('')}      </termEntry>\n`);
  return encode(`<martif type="TBX-Basic" xml:lang="en">
  <martifHeader><fileDesc><sourceDesc><p>Names and terms of a case</p></sourceDesc></fileDesc></martifHeader>
  <text>
    <body>
${written.join('')}    </body>
  </text>
</martif>
`);
}

/** Reads TBX of 2008 (`martif`) or 2019 (`tbx`). Fails with `document-unsupported` for another XML file. */
export function readTbx(bytes: Uint8Array): Result<{ readonly id: string; readonly forms: InLanguages }[], Failure> {
  const parsed = parseXml(bytes);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  if (root.name !== 'martif' && root.name !== 'tbx') return refusal(failure('document-unsupported', 'This is no TBX file.'));
  const entries = [...descendants(root, 'termEntry'), ...descendants(root, 'conceptEntry')];
  return success(entries.map((entry) => ({
    id: (entry.attributes['id'] ?? '').replace(/^t-/u, ''),
    forms: Object.fromEntries([...childrenOf(entry, 'langSet'), ...childrenOf(entry, 'langSec')].flatMap((set) => {
      const [term] = [...descendants(set, 'term')];
      return term === undefined ? [] : [[set.attributes['lang'] ?? '', textOf(term)]];
    })),
  })));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
}
