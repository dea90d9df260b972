import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, commit, sha256Hex, sha256Stream, verifyCommitment } from '../../../../engine/integrity/index.ts';

describe('canonical JSON', () => {
  test('writes the example of RFC 8785, section 3.2.2 and 3.2.3', () => {
    const value = { numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001], string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/', literals: [null, true, false] };
    expect(canonicalJson(value)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  test('orders keys by their UTF-16 code units', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 })).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
  });

  test('reads back as the same value and is the same text whatever the order of keys', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(text);
    }));
  });

  test('refuses what JSON cannot hold', () => {
    for (const value of [NaN, Infinity, undefined, '\ud800', { a: '\udc00' }]) expect(() => canonicalJson(value)).toThrow();
  });
});

describe('hashes and commitments', () => {
  test('agree with sha256sum, whole and streamed', async () => {
    const bytes = Buffer.from('Свідчення\n'.repeat(1000));
    const outside = execFileSync('sha256sum', { input: bytes }).toString().slice(0, 64);
    expect(sha256Hex(bytes)).toBe(outside);
    async function* parts(): AsyncGenerator<Uint8Array> {
      for (let from = 0; from < bytes.length; from += 77) yield await Promise.resolve(bytes.subarray(from, from + 77));
    }
    expect(await sha256Stream(parts())).toEqual({ sha256: outside, bytes: bytes.length });
  });

  test('bind to a value without showing it, as OpenSSL can check', () => {
    const value = Buffer.from('Witness P-12');
    const made = commit(value);
    expect(verifyCommitment(value, made)).toBe(true);
    expect(verifyCommitment(Buffer.from('Witness P-13'), made)).toBe(false);
    expect(verifyCommitment(value, { ...made, salt: commit(value).salt })).toBe(false);
    expect(verifyCommitment(value, { ...made, salt: 'zz' })).toBe(false);
    expect(commit(value).commitment).not.toBe(made.commitment);
    const outside = execFileSync('openssl', ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${made.salt}`], { input: value }).toString();
    expect(outside).toContain(made.commitment);
  });
});
