import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { passwordsByName, type AskPassword } from '../engine/operations/file-passwords.ts';
import { failure, type Failure } from '../shared/failure.ts';
import { refusal, success, type Result } from '../shared/result.ts';

/** The first line of a passphrase file, without its line end. Fails with `file-missing`, `file-unreadable` or `passphrase-weak` (empty). */
export async function readPassphraseFile(file: string): Promise<Result<string, Failure>> {
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return refusal(failure(missing ? 'file-missing' : 'file-unreadable', missing ? 'There is no such passphrase file.' : 'The passphrase file cannot be read.', { subject: file }));
  }
  const end = content.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const line = content.subarray(0, end < 0 ? content.length : end).toString('utf8').normalize('NFC');
  content.fill(0);
  return line.length === 0 ? refusal(failure('passphrase-weak', 'The passphrase file is empty.', { subject: file })) : success(line);
}

/** Asks for a passphrase in the terminal, without showing it; twice when it is new. Fails with `usage` where there is no terminal to ask in. */
export async function askPassphrase(isNew: boolean): Promise<Result<string, Failure>> {
  if (!process.stdin.isTTY) return refusal(failure('usage', 'A passphrase is needed: give it with --passphrase-file, or run the command in a terminal.'));
  const first = await askHidden(isNew ? 'New passphrase for the case: ' : 'Passphrase: ');
  if (first === undefined) return refusal(failure('cancelled', 'Stopped at your request.'));
  if (first.length === 0) return refusal(failure('passphrase-weak', 'An empty passphrase protects nothing.'));
  if (!isNew) return success(first);
  const second = await askHidden('Once more: ');
  if (first !== second) return refusal(failure('usage', 'The two passphrases differ. Nothing was made.'));
  return success(first);
}

function askHidden(question: string): Promise<string | undefined> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve) => {
    let typed = '';
    const end = (answer: string | undefined): void => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      resolve(answer);
    };
    const onData = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') end(typed.normalize('NFC'));
        else if (character === '\x03' || character === '\x04') end(undefined);
        else if (character === '\x7f' || character === '\b') typed = typed.replace(/.$/su, '');
        else typed += character;
      }
    };
    stdin.on('data', onData);
  });
}

/** Asks in the terminal for the password of a protected file, by its name; an empty answer, or no terminal to ask in, means that there is none. */
export const askFilePassword: AskPassword = async (label, wrong) => {
  if (!process.stdin.isTTY) return undefined;
  if (wrong) process.stderr.write('That password does not open it.\n');
  const answer = await askHidden(`Password for ${printable(label)} (empty: leave it out): `);
  return answer === undefined || answer === '' ? undefined : answer;
};

/** Reads passwords of files from a YAML or JSON file, name → password. Fails with `file-missing`, `file-unreadable` or `usage`. */
export async function readFilePasswords(file: string): Promise<Result<AskPassword, Failure>> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return refusal(failure(missing ? 'file-missing' : 'file-unreadable', missing ? 'There is no such file of passwords.' : 'The file of passwords cannot be read.', { subject: file }));
  }
  const read = passwordMap.safeParse(parseDocument(content, { schema: 'failsafe' }).toJS());
  if (!read.success) return refusal(failure('usage', 'The file of passwords must be YAML or JSON that gives each file name its password: `statement.pdf: secret`.', { subject: file }));
  return success(passwordsByName(Object.entries(read.data).map(([name, password]) => ({ name, password }))));
}

const passwordMap = z.record(z.string(), z.string().min(1));

/** A name from outside without what could steer a terminal. */
function printable(label: string): string {
  return label.replace(/[\p{Cc}\p{Cf}]/gu, '');
}
