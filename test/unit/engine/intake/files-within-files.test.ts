import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { makeRendition, type IntakeInput, type IntakeResult } from '../../../../engine/intake/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { smallZip } from './small-zip.ts';

const pools = createWorkerPools();
const fixtures = new URL('../../../fixtures/corpus/msg/', import.meta.url);
afterAll(() => pools.close());

async function take(bytes: Uint8Array, name: string, more: Partial<IntakeInput> = {}): Promise<IntakeResult> {
  const result = await makeRendition(pools, { bytes, name, ...more });
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

const text = (content: string): Uint8Array => Buffer.from(content);

describe('a ZIP archive', () => {
  it('gives its files byte-exact, under safe and distinct names', async () => {
    const zip = smallZip([
      { name: 'folder/photo.jpg', content: text('one') }, { name: '../../etc/passwd', content: text('two') }, { name: 'C:\\x\\..\\..\\y.txt', content: text('three') }, { name: 'FOLDER/Photo.jpg', content: text('four') },
      { name: 'exe\u202etxt.pdf', content: text('five') }, { name: 'secret.txt', content: text('six'), encrypted: true },
    ]);
    const result = await take(zip, 'evidence.zip');
    expect(result.children.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['folder/photo.jpg', 'one'], ['etc/passwd', 'two'], ['x/y.txt', 'three'], ['FOLDER/Photo (2).jpg', 'four'], ['exetxt.pdf', 'five'],
    ]);
    expect(result.findings.map(({ code }) => code)).toEqual(['name-made-safe', 'name-made-safe', 'name-made-safe', 'entry-encrypted']);
    expect(result).toMatchObject({ kind: 'zip', pages: 1, rendition: { made: true } });
  });

  it('is refused as hostile where it is a bomb by ratio, by claimed size or by count', async () => {
    const zeros = Buffer.alloc(40 * 2 ** 20);
    const bombs = [
      smallZip([{ name: 'a', content: zeros }]),
      smallZip([{ name: 'a', content: text('x'), claimedSize: 0xf000_0000 }]),
      smallZip(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: text('') }))),
    ];
    for (const bomb of bombs) expect(await makeRendition(pools, { bytes: bomb, name: 'a.zip' })).toMatchObject({ ok: false, failure: { code: 'document-hostile' } });
  });

  it('does not unfold an entry past the size that it claims', async () => {
    const result = await take(smallZip([{ name: 'liar', content: Buffer.alloc(5_000_000), claimedSize: 10 }, { name: 'honest', content: text('x') }]), 'a.zip');
    expect(result.children.map(({ name }) => name)).toEqual(['honest']);
    expect(result.findings).toMatchObject([{ code: 'entry-unreadable' }]);
  });

  it('is not opened where it lies too deep in others', async () => {
    const zip = smallZip([{ name: 'a.txt', content: text('x') }]);
    expect((await take(zip, 'a.zip', { depth: 7 })).children).toHaveLength(1);
    expect(await take(zip, 'a.zip', { depth: 8 })).toMatchObject({ children: [], findings: [{ code: 'nested-too-deep' }] });
  });

  it('is refused where it is damaged', async () => {
    expect(await makeRendition(pools, { bytes: text('PK\x03\x04 and no more'), name: 'a.zip' })).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
  });
});

describe('a mailbox', () => {
  it('gives each message as a child, quoting undone', async () => {
    const mailbox = 'From a@example.org Mon Mar  2 10:00:00 2026\nFrom: a@example.org\nSubject: One\n\n>From here on\nFrom there is no header after this line\n\nFrom b@example.org Mon Mar  2 11:00:00 2026\nFrom: b@example.org\nSubject: Two\n\nHello\n';
    const result = await take(text(mailbox), 'inbox.mbox');
    expect(result.kind).toBe('mbox');
    expect(result.children.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['message-1.eml', 'From: a@example.org\nSubject: One\n\nFrom here on\nFrom there is no header after this line\n\n'], ['message-2.eml', 'From: b@example.org\nSubject: Two\n\nHello\n'],
    ]);
  });
});

describe('an Outlook message', () => {
  it('gives attached files and attached messages as children that can be opened in turn', async () => {
    const outer = await take(readFileSync(new URL('test_msgInMsg.msg', fixtures)), 'outer.msg');
    expect(outer.children.map(({ name }) => name)).toEqual(['Microsoft Outlook テスト メッセージ.msg', 'green.png']);
    const inner = await take(outer.children[0]!.bytes, outer.children[0]!.name);
    expect(inner).toMatchObject({ kind: 'outlook', pages: 1 });
    expect(await take(outer.children[1]!.bytes, 'green.png')).toMatchObject({ kind: 'png', pages: 1 });
  });

  it('is refused where it is damaged', async () => {
    const damaged = Buffer.from(readFileSync(new URL('test_unicode1.msg', fixtures)));
    damaged.fill(0xff, 512, 2048);
    expect(await makeRendition(pools, { bytes: damaged, name: 'a.msg' })).toMatchObject({ ok: false, failure: { code: 'document-damaged' } });
  });
});
