import { readFile } from 'node:fs/promises';
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
