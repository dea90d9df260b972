import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { TaskHost } from '../workers/task.ts';

/** The files of a model, as their maker gives them out. */
export interface BergamotModel {
  /** `model.*.bin`. */
  readonly model: Uint8Array;
  /** `vocab.*.spm`: one for both languages, or the source's and the target's. */
  readonly vocabs: readonly Uint8Array[];
  /** `lex.*.bin`. */
  readonly shortlist?: Uint8Array | undefined;
}

/** What of WebAssembly is used here; the engine is compiled without the browser's types. */
interface WasmRuntime {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(program: object, imports: object): Promise<object>;
}

const wasm = (globalThis as unknown as { readonly WebAssembly: WasmRuntime }).WebAssembly;

interface Deletable {
  delete(): void;
}
interface List<T> extends Deletable {
  push_back(value: T): void;
}
interface AlignedMemory extends Deletable {
  getByteArrayView(): Int8Array;
}
interface Responses extends Deletable {
  get(index: number): { getTranslatedText(): string };
  size(): number;
}
interface Bergamot {
  readonly AlignedMemory: new (bytes: number, alignment: number) => AlignedMemory;
  readonly AlignedMemoryList: new () => List<AlignedMemory>;
  readonly VectorString: new () => List<string>;
  readonly VectorResponseOptions: new () => List<{ readonly alignment: boolean; readonly html: boolean; readonly qualityScores: boolean }>;
  readonly BlockingService: new (options: { readonly cacheSize: number }) => { translate(model: Deletable, input: List<string>, options: Deletable): Responses };
  readonly TranslationModel: new (config: string, model: AlignedMemory, shortlist: AlignedMemory, vocabs: List<AlignedMemory>, quality: null) => Deletable;
  readonly asm: Readonly<Record<string, (...values: unknown[]) => unknown>>;
}

// The engine's own names for matrix work, and those of the ways that it brings along.
const matrixWork = {
  int8_prepare_a: 'int8PrepareAFallback', int8_prepare_b: 'int8PrepareBFallback', int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback', int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback', int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
};

// As the models of the Bergamot project are made; the precision suits models of every kind of weights.
const config = [
  'beam-size: 1', 'normalize: 1.0', 'word-penalty: 0', 'cpu-threads: 0', 'gemm-precision: int8shiftAll', 'skip-cost: true', 'alignment: soft', 'quiet: true', 'quiet-translation: true',
  'max-length-break: 128', 'mini-batch-words: 1024', 'workspace: 128', 'max-length-factor: 2.0',
].join('\n');
const batch = 8;

interface DraftInput {
  readonly model: BergamotModel;
  readonly texts: readonly string[];
}

/** Translates each text; `progress` of the host is told how many are done. */
async function draft({ model, texts }: DraftInput, host: TaskHost): Promise<Result<string[], Failure>> {
  const engine = await startEngine();
  const loaded = loadModel(engine, model);
  if (!loaded.ok) return loaded;
  const service = new engine.BlockingService({ cacheSize: 0 });
  const done: string[] = [];
  for (let from = 0; from < texts.length; from += batch) {
    done.push(...translate(engine, service, loaded.value, texts.slice(from, from + batch)));
    await host.call('progress', done.length);
  }
  return success(done);
}

function translate(engine: Bergamot, service: InstanceType<Bergamot['BlockingService']>, model: Deletable, texts: readonly string[]): string[] {
  const input = new engine.VectorString();
  const options = new engine.VectorResponseOptions();
  for (const text of texts) {
    input.push_back(text);
    options.push_back({ alignment: false, html: false, qualityScores: false });
  }
  const responses = service.translate(model, input, options);
  const translated = Array.from({ length: responses.size() }, (_, index) => responses.get(index).getTranslatedText());
  for (const used of [input, options, responses]) used.delete();
  return translated;
}

function loadModel(engine: Bergamot, { model, vocabs, shortlist = new Uint8Array() }: BergamotModel): Result<Deletable, Failure> {
  try {
    const list = new engine.AlignedMemoryList();
    for (const vocab of vocabs) list.push_back(aligned(engine, vocab, 64));
    return success(new engine.TranslationModel(config, aligned(engine, model, 256), aligned(engine, shortlist, 64), list, null));
  } catch {
    // The engine answers a file that is no model with a bare number of its own.
    return refusal(failure('draft-failed', 'The model cannot be read by the translation engine.'));
  }
}

function aligned(engine: Bergamot, bytes: Uint8Array, alignment: number): AlignedMemory {
  const memory = new engine.AlignedMemory(bytes.byteLength, alignment);
  memory.getByteArrayView().set(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return memory;
}

/** Starts the WASM engine without its own loader, which would look for models on the network. */
async function startEngine(): Promise<Bergamot> {
  const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('@browsermt/bergamot-translator/package.json')), 'worker');
  const program = await wasm.compile(readFileSync(path.join(folder, 'bergamot-translator-worker.wasm')));
  return new Promise((resolve, reject) => {
    const Module: Record<string, unknown> = {
      instantiateWasm(imports: object, accept: (instance: object) => void) {
        const own = Object.fromEntries(Object.entries(matrixWork).map(([name, way]) => [name, (...values: unknown[]) => (Module['asm'] as Bergamot['asm'])[way]?.(...values)]));
        wasm.instantiate(program, { ...imports, wasm_gemm: own }).then(accept, reject);
        return {};
      },
      onRuntimeInitialized: () => resolve(Module as unknown as Bergamot),
      onAbort: () => reject(new Error('the translation engine gave up')),
      print: () => undefined,
      printErr: () => undefined,
    };
    vm.runInNewContext(readFileSync(path.join(folder, 'bergamot-translator-worker.js'), 'utf8'), { Module, WebAssembly: wasm, TextDecoder, TextEncoder, performance, setTimeout, clearTimeout, console: { log: () => undefined, warn: () => undefined, error: () => undefined } });
  });
}

/** Machine translation by the Bergamot engine: WASM on models that the user imported. */
export const tasks = { draft };
