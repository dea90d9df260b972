import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { needsMending } from './needs-mending.ts';
import { openTrueType, type TrueTypeFont } from './subset-font.ts';
import { complexFontFiles, eastAsianFontFiles, typesetFontFiles } from './typeset-fonts.ts';

const templateFolder = fileURLToPath(new URL('../../resources/templates/', import.meta.url));
const resolve = createRequire(import.meta.url).resolve;
const eastAsian = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

let compiler: NodeCompiler | undefined;
let eastAsianCompiler: NodeCompiler | undefined;
let complexFonts: readonly TrueTypeFont[] | undefined;

// A package may export its program only: its files lie beside it.
function pathOfFont(file: string): string {
  const [, name = '', within = ''] = /^(@[^/]+\/[^/]+)\/(.*)$/u.exec(file) ?? [];
  const program = resolve(name === '' ? file : `${name}${name.startsWith('@embedpdf/') ? '' : `/${within}`}`);
  return name.startsWith('@embedpdf/') ? path.join(path.dirname(program), '..', within) : program;
}

function startCompiler(files: readonly string[]): NodeCompiler {
  return NodeCompiler.create({ workspace: templateFolder, fontArgs: [{ fontBlobs: files.map((file) => readFileSync(pathOfFont(file))) }] });
}

function compilerFor(text: string): NodeCompiler {
  if (eastAsian.test(text)) return (eastAsianCompiler ??= startCompiler([...typesetFontFiles, ...eastAsianFontFiles]));
  return (compiler ??= startCompiler(typesetFontFiles));
}

interface TypesetInput {
  /** File name of a template in `resources/templates`. */
  readonly template: string;
  /** Given to the template as JSON: `json(bytes(sys.inputs.data))`. */
  readonly data: unknown;
  /** Whether the pages are tagged; true where absent. */
  readonly tags?: boolean;
  /** Refuses text with a letter that is in no font. */
  readonly everyLetter?: boolean;
}

// The words that templates say themselves, in the language of the data; an office may change them as it may change the templates.
function wordsOf(data: unknown): string {
  const { language } = (data ?? {}) as { readonly language?: unknown };
  const asked = typeof language === 'string' ? /^[a-z]{2,3}(?=-|$)/u.exec(language)?.[0] : undefined;
  const file = path.join(templateFolder, 'words', `${asked ?? 'en'}.json`);
  return readFileSync(existsSync(file) ? file : path.join(templateFolder, 'words', 'en.json'), 'utf8');
}

async function typeset({ template, data, tags = true, everyLetter = false }: TypesetInput): Promise<Result<Uint8Array, Failure>> {
  if (!/^[a-z-]+\.typ$/.test(template)) throw new Error('not a template name');
  const text = JSON.stringify(data);
  const words = wordsOf(data);
  const typesetter = compilerFor(text);
  const source = { mainFilePath: path.join(templateFolder, template), inputs: { data: text, words } };
  const pdf = everyLetter ? exportEveryLetter(typesetter, source) : exportPdf(typesetter, source, tags);
  typesetter.evictCache(0);
  if (pdf === undefined) return refusal(failure('document-unsupported', 'The text has a letter that no font here has.'));
  if (!needsMending(text) && !needsMending(words)) return success(pdf);
  complexFonts ??= complexFontFiles.map((file) => openTrueType(readFileSync(pathOfFont(file))));
  // Loaded for the texts that need it: most have Latin letters only.
  const { mendExtraction } = await import('./mend-extraction.ts');
  return success(await mendExtraction(pdf, complexFonts));
}

interface TypesetSource {
  readonly mainFilePath: string;
  readonly inputs: Record<string, string>;
}

// PDF/A-2b does not allow for a letter that is in no font.
function exportEveryLetter(typesetter: NodeCompiler, source: TypesetSource): Buffer | undefined {
  try {
    return typesetter.pdf(source, { pdfTags: false, pdfStandard: 'a-2b' });
  } catch {
    typesetter.pdf(source, { pdfTags: false }); // throws again where the template itself is at fault
    return undefined;
  }
}

// PDF/A-2b, unless a letter of the text is in no font that there is: the standard does not allow for that.
function exportPdf(typesetter: NodeCompiler, source: TypesetSource, tags: boolean): Uint8Array {
  if (!tags) return typesetter.pdf(source, { pdfTags: false });
  try {
    return typesetter.pdf(source, { pdfTags: true, pdfStandard: 'a-2b' });
  } catch {
    return typesetter.pdf(source, { pdfTags: true }); // throws again where the template itself is at fault
  }
}

/** Opens the fonts, so that the first pages come sooner. */
function start(): Result<undefined, never> {
  compiler ??= startCompiler(typesetFontFiles);
  return success(undefined);
}

/** Typesetting of generated pages; runs our own templates on plain data. */
export const tasks = { start, typeset };
