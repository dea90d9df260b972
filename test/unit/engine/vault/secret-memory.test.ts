import { describe, expect, test } from 'vitest';
import { endStream, resumeObject, startObject } from '../../../../engine/vault/object-format.ts';
import { randomSecret, release, secretBytes } from '../../../../engine/vault/secret-memory.ts';

describe('secret memory', () => {
  test('does not run out over more objects than a process may have memory mappings', () => {
    const wrappingKey = randomSecret(32);
    const about = { compartment: 'work', epoch: 1, id: '00112233445566778899aabbccddeeff' as never } as const;
    const another = randomSecret(32);
    let opened = 0;
    for (let made = 0; made < 30_000; made++) {
      const { header, stream } = startObject('case', about, wrappingKey);
      endStream(stream);
      expect(resumeObject('case', header, another)).toBeUndefined();
      const again = resumeObject('case', header, wrappingKey);
      if (again !== undefined) opened++;
    }
    expect(opened).toBe(30_000);
  });

  test('is given out again with nothing of the last secret in it', () => {
    const secret = randomSecret(48);
    release(secret);
    const next = secretBytes(48);
    expect(next).toBe(secret);
    expect(next.every((byte) => byte === 0)).toBe(true);
  });
});
