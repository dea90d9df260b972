import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { mendExtraction } from '../../engine/pdf/mend-extraction.ts';
import { needsMending } from '../../engine/pdf/needs-mending.ts';
import { openTrueType } from '../../engine/pdf/subset-font.ts';

const resolve = createRequire(import.meta.url).resolve;
const templates = path.join(import.meta.dirname, 'templates');
const fonts = ['noto-sans/400Regular/NotoSans_400Regular', 'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic', 'noto-sans/700Bold/NotoSans_700Bold', 'noto-sans-arabic/400Regular/NotoSansArabic_400Regular', 'noto-sans-arabic/700Bold/NotoSansArabic_700Bold'];

let compiler: NodeCompiler | undefined;

/** Sets one of the demonstration's own templates as a PDF. */
export async function typeset(template: string, data: unknown): Promise<Uint8Array> {
  const files = fonts.map((font) => readFileSync(resolve(`@expo-google-fonts/${font}.ttf`)));
  compiler ??= NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: files }] });
  const text = JSON.stringify(data);
  const pdf = compiler.pdf({ mainFilePath: path.join(templates, template), inputs: { data: text } });
  return needsMending(text) ? mendExtraction(pdf, files.map((file) => openTrueType(file))) : pdf;
}
