import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { applicationVersion } from '../engine/operations/application-version.ts';
import { createEngine } from '../engine/operations/engine.ts';
import { failure, failureExitCodes, type Failure } from '../shared/failure.ts';
import { describeFailure } from '../shared/failure-words.ts';
import { refusal, type Result } from '../shared/result.ts';
import type { Command, CommandAnswer } from './command.ts';
import { commandNames, loadCommand } from './commands/index.ts';
import { describeCommand, describeCommands } from './help.ts';
import { ProgressLine } from './progress-line.ts';
import { askPassphrase, readPassphraseFile } from './read-passphrase.ts';

const commonOptions = { 'json': { type: 'boolean' }, 'help': { type: 'boolean', short: 'h' }, 'passphrase-file': { type: 'string' }, 'member': { type: 'string' }, 'maker': { type: 'string' } } as const;

interface Ended {
  readonly answer: Result<CommandAnswer, Failure>;
  readonly json: boolean;
}

async function main(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h') {
    const about = rest[0] === undefined ? undefined : await loadCommand(rest[0]);
    process.stdout.write(about === undefined ? await describeCommands() : describeCommand(rest[0] ?? '', about));
    return 0;
  }
  if (name === '--version') {
    process.stdout.write(`custodia ${applicationVersion}\n`);
    return 0;
  }
  const json = rest.includes('--json') || name === '--json';
  const ended = await runCommand(name, rest).catch(async (error: unknown) => ({ answer: refusal(await expected(error) ?? asBug(error)), json }));
  return tell(ended);
}

async function runCommand(name: string, args: readonly string[]): Promise<Ended> {
  const wantsJson = args.includes('--json');
  const command = await loadCommand(name);
  if (command === undefined) return { json: wantsJson, answer: refusal(failure('usage', `There is no command "${name}". Commands: ${commandNames.join(', ')}.`, { subject: name })) };
  const parsed = parse(command, args);
  if (!parsed.ok) return { json: wantsJson, answer: parsed };
  const { values, positionals } = parsed.value;
  if (values['help'] === true) return { json: false, answer: { ok: true, value: { json: null, words: describeCommand(name, command) } } };
  const [fewest, most] = command.words;
  if (positionals.length < fewest || positionals.length > most) {
    return { json: wantsJson, answer: refusal(failure('usage', `Usage: custodia ${name} ${command.usage}`)) };
  }
  return { json: wantsJson, answer: await perform(command, values, positionals) };
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

function parse(command: Command, args: readonly string[]): Result<{ values: Values; positionals: string[] }, Failure> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { ...commonOptions, ...command.options }, allowPositionals: true, strict: true });
    return { ok: true, value: { values, positionals } };
  } catch (error) {
    return refusal(failure('usage', error instanceof Error ? error.message : 'The options cannot be read.'));
  }
}

async function perform(command: Command, values: Values, words: readonly string[]): Promise<Result<CommandAnswer, Failure>> {
  const line = new ProgressLine(process.stderr);
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  const engine = createEngine();
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  try {
    return await command.run({
      engine,
      words,
      option: text,
      options: (name) => (Array.isArray(values[name]) ? values[name].map(String) : []),
      flag: (name) => values[name] === true,
      signal: stop.signal,
      report: (progress) => line.show(progress),
      passphrase: (isNew) => {
        const file = text('passphrase-file');
        return file === undefined ? askPassphrase(isNew) : readPassphraseFile(file);
      },
    });
  } finally {
    line.clear();
    engine.close();
  }
}

function tell({ answer, json }: Ended): number {
  if (answer.ok) {
    const { value } = answer;
    process.stdout.write(json ? `${JSON.stringify(value.json)}\n` : value.words.endsWith('\n') ? value.words : `${value.words}\n`);
    return value.exitCode ?? (value.holds === false ? 1 : 0);
  }
  const { code, subject } = answer.failure;
  if (json) process.stdout.write(`${JSON.stringify({ error: answer.failure })}\n`);
  const words = describeFailure(answer.failure);
  process.stderr.write(`${subject === undefined ? '' : `${subject}: `}${words.what}\n${words.data}\n${words.next}\n`);
  return failureExitCodes[code];
}

/** The failure for what a full disk or a damaged case throws in the middle of work. */
async function expected(error: unknown): Promise<Failure | undefined> {
  const { vaultFailure } = await import('../engine/vault/index.ts');
  return vaultFailure(error);
}

function asBug(error: unknown): Failure {
  const reference = randomUUID().slice(0, 8);
  // A stack names code, not evidence; the message may quote anything and is shown only when asked for.
  if (process.env['CUSTODIA_DEBUG'] === '1') process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return failure('bug', `Something went wrong inside Custodia (reference ${reference}). Run again with CUSTODIA_DEBUG=1 to see more.`);
}

process.exitCode = await main(process.argv.slice(2));
