import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PixelImage } from '../pdf/page-image.ts';
import { portableGreymap } from './portable-greymap.ts';
import { wordsOfTsv, type LinePlace, type RecognisedWord } from './recognised-words.ts';

/** Pixels to be read: those of a page that a worker has drawn and set straight, never a document. */
export interface NativeRecognition {
  /** One channel. */
  readonly image: PixelImage;
  /** Names of files in `resources/tessdata`, the main one first. */
  readonly languages: readonly string[];
  readonly dpi: number;
  readonly line?: LinePlace;
}

/** The tesseract of this machine. */
export interface NativeTesseract {
  /** As the program names itself, for example `tesseract 5.3.0`. */
  readonly tool: string;
  /** Reads pixels with the bundled language data; nothing goes over the disk. Rejects when the program fails, takes too long, or is told to stop. */
  recognise(asked: NativeRecognition, signal?: AbortSignal): Promise<RecognisedWord[]>;
}

const languageFolder = fileURLToPath(new URL('../../resources/tessdata', import.meta.url));
const timeLimitMs = 240_000;
const memoryLimitBytes = 2 * 2 ** 30;
const programs = ['/usr/bin/tesseract', '/usr/local/bin/tesseract', '/opt/homebrew/bin/tesseract'];
// On Linux in a network namespace of its own and with bounded memory.
const shutIn = ['unshare', '--map-root-user', '--net', 'prlimit', `--as=${memoryLimitBytes}`, '--core=0'];

let found: NativeTesseract | null | undefined;

/** Finds the machine's tesseract once; undefined where there is none of version 4 or later. */
export function findNativeTesseract(): NativeTesseract | undefined {
  found ??= lookForTesseract() ?? null;
  return found ?? undefined;
}

function lookForTesseract(): NativeTesseract | undefined {
  for (const program of programs) {
    const tool = firstLine(program, ['--version']);
    if (tool === undefined || !/^tesseract v?[4-9]/u.test(tool)) continue;
    const [guard, ...rest] = shutIn;
    const guarded = process.platform === 'linux' && guard !== undefined && firstLine(guard, [...rest, program, '--version']) !== undefined;
    const command = guarded ? [...shutIn, program] : [program];
    return { tool, recognise: (asked, signal) => runTesseract(command, asked, signal) };
  }
  return undefined;
}

function firstLine(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, [...args], { encoding: 'utf8', timeout: 10_000, stdio: ['ignore', 'pipe', 'ignore'] }).split('\n', 1)[0];
  } catch {
    return undefined; // not here, or not allowed
  }
}

async function runTesseract(command: readonly string[], { image, languages, dpi, line }: NativeRecognition, signal: AbortSignal | undefined): Promise<RecognisedWord[]> {
  const given = line === undefined ? image : cutOut(image, line);
  const [program = '', ...before] = command;
  const args = [
    ...before, '-', '-', '--tessdata-dir', languageFolder, '-l', languages.join('+'), '--oem', '1', '--psm', line === undefined ? '3' : '7', '--dpi', String(Math.round(dpi)),
    '-c', 'tessedit_create_tsv=1', '-c', 'tessedit_create_txt=0',
  ];
  const tsv = await new Promise<string>((resolve, reject) => {
    // One thread a page: pages run beside one another, and more threads make each slower.
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], timeout: timeLimitMs, killSignal: 'SIGKILL', env: { PATH: process.env['PATH'], OMP_THREAD_LIMIT: '1', LANG: 'C.UTF-8' }, ...(signal === undefined ? {} : { signal }) });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stdin.on('error', () => undefined); // it ended before it had read all: its exit code tells
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(Buffer.concat(parts).toString('utf8')) : reject(new Error(`tesseract ended with ${String(code)}`))));
    child.stdin.end(portableGreymap(given));
  });
  const [left, top] = line === undefined ? [0, 0] : [line.left, line.top];
  return wordsOfTsv(tsv).map((word) => ({ ...word, left: word.left + left, right: word.right + left, top: word.top + top, bottom: word.bottom + top }));
}

function cutOut({ width, pixels }: PixelImage, place: LinePlace): PixelImage {
  const left = Math.floor(place.left);
  const top = Math.floor(place.top);
  const [cutWidth, cutHeight] = [Math.floor(place.width), Math.floor(place.height)];
  const cut = new Uint8Array(cutWidth * cutHeight);
  for (let y = 0; y < cutHeight; y++) cut.set(pixels.subarray((top + y) * width + left, (top + y) * width + left + cutWidth), y * cutWidth);
  return { width: cutWidth, height: cutHeight, channels: 1, pixels: cut };
}
