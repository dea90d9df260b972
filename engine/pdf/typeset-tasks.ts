import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { success, type Result } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import { typesetFontFiles } from './typeset-fonts.ts';

const templateFolder = fileURLToPath(new URL('../../resources/templates/', import.meta.url));
const resolve = createRequire(import.meta.url).resolve;
let compiler: NodeCompiler | undefined;

function startCompiler(): NodeCompiler {
  return NodeCompiler.create({ workspace: templateFolder, fontArgs: [{ fontBlobs: typesetFontFiles.map((file) => readFileSync(resolve(file))) }] });
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
