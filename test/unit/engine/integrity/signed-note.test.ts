import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  noteVerifierKey, openCheckpoint, openNote, parseNoteVerifierKey, parseSshPublicKeyLine, signCheckpoint, signNote, sshFingerprint, sshPublicKeyLine, verifyEd25519,
  type NoteSigner,
} from '../../../../engine/integrity/index.ts';

function newSigner(name: string): NoteSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { name, publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32), sign: (message) => sign(null, message, privateKey) };
}

/** The worked example of golang.org/x/mod/sumdb/note, whose format C2SP signed notes are. */
const published = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note: 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

describe('signed notes', () => {
  test('open the example that the format is published with', () => {
    const key = parseNoteVerifierKey(published.key)!;
    expect(key.name).toBe('PeterNeumann');
    expect(noteVerifierKey(key)).toBe(published.key);
    expect(openNote(published.note, [key])?.text).toContain('cryptography is the answer');
    expect(openNote(published.note.replace('answer', 'Answer'), [key])).toBeUndefined();
  });

  test('open for those who trust the signer, and for nobody else', () => {
    const signer = newSigner('custodia.case/abc');
    const note = signNote('one\ntwo\n', signer);
    expect(openNote(note, [signer])).toMatchObject({ text: 'one\ntwo\n' });
    expect(openNote(note, [])).toBeUndefined();
    expect(openNote(note, [newSigner(signer.name)])).toBeUndefined();
    expect(openNote(note, [{ ...signer, name: 'another' }])).toBeUndefined();
  });

  test('do not open when a single character of text or signature is changed', () => {
    const signer = newSigner('k');
    const note = signNote('the log stands at 12\n', signer);
    for (let at = 0; at < note.length; at += 1) {
      const changed = note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1);
      const opened = openNote(changed, [signer]);
      expect(opened, `position ${at}`).toBeUndefined();
    }
  });

  test('refuse to be made over control characters or under a name with spaces', () => {
    const signer = newSigner('k');
    expect(() => signNote('no newline at the end', signer)).toThrow();
    expect(() => signNote('a\u0000\n', signer)).toThrow();
    expect(() => signNote('a\n', { ...signer, name: 'two words' })).toThrow();
  });

  test('carry checkpoints, and no note that is not one', () => {
    const signer = newSigner('custodia.case/abc');
    const root = new Uint8Array(32).fill(7);
    const checkpoint = signCheckpoint({ origin: signer.name, size: 12, root }, signer);
    expect(openCheckpoint(checkpoint, [signer])).toMatchObject({ origin: signer.name, size: 12, root });
    for (const text of ['a\n', 'a\n-1\nAAAA\n', 'a\n01\n' + Buffer.from(root).toString('base64') + '\n', 'a\n1\nAAAA\n', '\n1\n' + Buffer.from(root).toString('base64') + '\n']) {
      expect(openCheckpoint(signNote(text, signer), [signer])).toBeUndefined();
    }
  });
});

describe('Ed25519', () => {
  test('agrees with RFC 8032, test 2', () => {
    const key = Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex');
    const signature = Buffer.from('92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00', 'hex');
    expect(verifyEd25519(Buffer.of(0x72), signature, key)).toBe(true);
    expect(verifyEd25519(Buffer.of(0x73), signature, key)).toBe(false);
    expect(verifyEd25519(Buffer.of(0x72), signature.subarray(1), key)).toBe(false);
    expect(verifyEd25519(Buffer.of(0x72), signature, key.subarray(1))).toBe(false);
  });

  test('refuses the malleable signature with s + L (RFC 8032, section 5.1.7)', () => {
    const key = Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex');
    const signature = Buffer.from('92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00', 'hex');
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    let s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order;
    for (let at = 32; at < 64; at += 1, s >>= 8n) signature[at] = Number(s & 255n);
    expect(verifyEd25519(Buffer.of(0x72), signature, key)).toBe(false);
  });

  test('writes and reads the line of an OpenSSH public key', () => {
    const { publicKey } = newSigner('k');
    const line = sshPublicKeyLine(publicKey, 'Office  of\nExample');
    expect(line).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]+ Office-of-Example$/u);
    expect(Buffer.from(parseSshPublicKeyLine(line)!).equals(publicKey)).toBe(true);
    expect(Buffer.from(parseSshPublicKeyLine(`signer ${line}`)!).equals(publicKey)).toBe(true);
    expect(parseSshPublicKeyLine('ssh-rsa AAAA')).toBeUndefined();
    expect(parseSshPublicKeyLine('ssh-ed25519 AAAAB3Nz')).toBeUndefined();
    expect(sshFingerprint(publicKey)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/u);
  });
});
