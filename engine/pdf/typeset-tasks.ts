import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { success, type Result } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';

const templateFolder = fileURLToPath(new URL('../../resources/templates/', import.meta.url));
const resolve = createRequire(import.meta.url).resolve;
const fontFiles = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  '@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
  '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  '@expo-google-fonts/noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf',
  '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
  '@expo-google-fonts/noto-sans-thai/700Bold/NotoSansThai_700Bold.ttf',
];

let compiler: NodeCompiler | undefined;

function startCompiler(): NodeCompiler {
  return NodeCompiler.create({ workspace: templateFolder, fontArgs: [{ fontBlobs: fontFiles.map((file) => readFileSync(resolve(file))) }] });
}

interface TypesetInput {
  /** File name of a template in `resources/templates`. */
  readonly template: string;
  /** Given to the template as JSON: `json(bytes(sys.inputs.data))`. */
  readonly data: unknown;
}

function typeset({ template, data }: TypesetInput): Result<Uint8Array, Failure> {
  if (!/^[a-z-]+\.typ$/.test(template)) throw new Error('not a template name');
  compiler ??= startCompiler();
  const pdf = compiler.pdf({ mainFilePath: path.join(templateFolder, template), inputs: { data: JSON.stringify(data) } });
  compiler.evictCache(10);
  return success(pdf);
}

/** Typesetting of generated pages; runs our own templates on plain data. */
export const tasks = { typeset };
