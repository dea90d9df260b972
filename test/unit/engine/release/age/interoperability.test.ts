import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decryptAge, encryptAge } from '../../../../../engine/release/age/age-file.ts';
import { formatIdentity, formatRecipient, generateIdentity, parseIdentities, parseRecipient } from '../../../../../engine/release/age/x25519-keys.ts';
import { sampleBytes } from '../sample-release.ts';
import { temporaryFolder } from '../temporary-folder.ts';

// Debian's age on the other side; a missing one is a failure.
const folder = temporaryFolder();
const chunk = 65_536;
const lengths = [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 16 * chunk, 16 * chunk + 1, 40 * chunk - 3];

async function* inPieces(bytes: Buffer, pieceBytes = 30_011): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
}

async function joined(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const one of stream) chunks.push(one);
  return Buffer.concat(chunks);
}

describe('age files and the age program', () => {
  it.each(lengths)('opens with age what was written here: %i bytes for two recipients', async (length) => {
    const identities = [generateIdentity(), generateIdentity()];
    const bytes = sampleBytes('age', length);
    const sealed = await joined(encryptAge(inPieces(bytes), identities.map(({ recipient }) => recipient)));
    for (const [index, identity] of identities.entries()) {
      const key = path.join(folder, `key-${index}.txt`);
      writeFileSync(key, `${formatIdentity(identity)}\n`);
      expect(execFileSync('age', ['-d', '-i', key], { input: sealed, maxBuffer: 2 ** 26 }).equals(bytes)).toBe(true);
    }
  });

  it.each(lengths.flatMap((length) => [[length, false], [length, true]] as const))('opens here what age wrote: %i bytes, armored %s', async (length, armored) => {
    const identity = generateIdentity();
    const bytes = sampleBytes('age', length);
    const sealed = execFileSync('age', [...(armored ? ['-a'] : []), '-r', formatRecipient(generateIdentity().recipient), '-r', formatRecipient(identity.recipient)], { input: bytes, maxBuffer: 2 ** 26 });
    expect((await joined(decryptAge(inPieces(sealed), { identities: [identity] }))).equals(bytes)).toBe(true);
  });

  it('takes the keys that age-keygen makes, and age-keygen agrees about their recipients', () => {
    const file = execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const parsed = parseIdentities(file);
    expect(parsed.ok && parsed.value.map(({ recipient }) => formatRecipient(recipient))).toEqual([/public key: (age1\S+)/.exec(file)?.[1]]);
    const own = generateIdentity();
    expect(execFileSync('age-keygen', ['-y'], { input: formatIdentity(own), encoding: 'utf8' }).trim()).toBe(formatRecipient(own.recipient));
  });

  it('never writes the same bytes twice', async () => {
    const { recipient } = generateIdentity();
    const [one, two] = await Promise.all([joined(encryptAge(inPieces(Buffer.alloc(100)), [recipient])), joined(encryptAge(inPieces(Buffer.alloc(100)), [recipient]))]);
    expect(one.equals(two)).toBe(false);
  });

  it('refuses recipients that are mistyped, secret, of another kind or of low order', () => {
    const good = formatRecipient(generateIdentity().recipient);
    const lowOrder = formatRecipient(new Uint8Array(32));
    for (const text of ['', good.slice(0, -1), good.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')), good.toUpperCase(), formatIdentity(generateIdentity()), 'ssh-ed25519 AAAA', ` ${good}`, lowOrder]) {
      expect(parseRecipient(text)).toMatchObject({ ok: false, failure: { code: 'recipient-invalid' } });
    }
    expect(parseRecipient(good).ok).toBe(true);
  });
});
