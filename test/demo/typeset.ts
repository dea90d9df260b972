import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const resolve = createRequire(import.meta.url).resolve;
const templates = path.join(import.meta.dirname, 'templates');
const fonts = ['noto-sans/400Regular/NotoSans_400Regular', 'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic', 'noto-sans/700Bold/NotoSans_700Bold', 'noto-sans-arabic/400Regular/NotoSansArabic_400Regular', 'noto-sans-arabic/700Bold/NotoSansArabic_700Bold'];

let compiler: NodeCompiler | undefined;

/** Sets one of the demonstration's own templates as a PDF. */
export function typeset(template: string, data: unknown): Uint8Array {
  compiler ??= NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: fonts.map((font) => readFileSync(resolve(`@expo-google-fonts/${font}.ttf`))) }] });
  return compiler.pdf({ mainFilePath: path.join(templates, template), inputs: { data: JSON.stringify(data) } });
}
