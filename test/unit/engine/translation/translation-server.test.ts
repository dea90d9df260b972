import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentId } from '../../../../shared/identifiers.ts';
import { draftTranslation, isMachineDraft, machineDrafts, type DraftRequest } from '../../../../engine/operations/drafts/draft-translation.ts';
import { protectedNames } from '../../../../engine/operations/drafts/protected-names.ts';
import { confirmTranslationServer, translationServer, withdrawTranslationServer } from '../../../../engine/operations/drafts/translation-server.ts';
import { createEngine, type Engine } from '../../../../engine/operations/engine.ts';
import { readDocuments } from '../../../../engine/operations/read-documents.ts';
import { takeIn } from '../../../../engine/operations/take-in.ts';
import { openLibreTranslate, parseServerAddress } from '../../../../engine/translation/index.ts';
import type { Vault } from '../../../../engine/vault/index.ts';
import { newFolder, newVault, refused, value } from '../vault/case-for-tests.ts';
import { sendJson, startLibreTranslate, type ServerUnderTest } from './libretranslate-for-tests.ts';

const known = JSON.parse(readFileSync(fileURLToPath(new URL('../../../fixtures/bergamot-toy-enes/expected.json', import.meta.url)), 'utf8')) as readonly { readonly source: string; readonly target: string }[];
const pairs = known.filter(({ source }) => /^[A-Z][^;]{50,}\.$/u.test(source)).slice(0, 8);
const spanish = new Map(pairs.map(({ source, target }) => [source, target]));
const named = 'Olena Verbytska and Олена Вербицька signed the note for Verbytska.';
const document = 'note' as DocumentId;

let vault: Vault;
let engine: Engine;
let server: ServerUnderTest;
let request: DraftRequest;
beforeAll(async () => {
  vault = await newVault();
  engine = createEngine();
  server = await startLibreTranslate((text) => spanish.get(text) ?? text.replace('signed the note for', 'firmó la nota para').replace(' and ', ' y '));
  const file = join(await newFolder(), 'note.txt');
  await writeFile(file, [...pairs.map(({ source }) => source), named].join('\n\n'));
  value(await takeIn(engine, vault, [{ path: file, id: document, title: 'Note of Olena Verbytska', language: 'en' }]));
  value(await readDocuments(engine, vault, {}));
  vault.persons.put({ pseudonym: 'Witness P-12', names: ['Олена Вербицька', 'Olena Verbytska'], protected: true, child: false });
  request = { document, engine: 'libretranslate', server: server.address, language: 'es' };
}, 60_000);
afterAll(async () => {
  await server.close();
  await vault.close();
  engine.close();
});

const actions = (): string[] => [...vault.events()].map(({ action }) => action);

describe('the address of a translation server', () => {
  it.each([
    ['https://Translate.Example.org/', 'https://translate.example.org'], ['https://translate.example.org:8443/libre//', 'https://translate.example.org:8443/libre'], ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
    ['http://localhost:5000/', 'http://localhost:5000'], ['http://[::1]:5000', 'http://[::1]:5000'], ['http://127.1:5000', 'http://127.0.0.1:5000'],
  ])('takes %s', (typed, address) => { expect(value(parseServerAddress(typed)).text).toBe(address); });

  it.each([
    'http://translate.example.org', 'http://192.168.1.10:5000', 'http://127.0.0.1.example.org', 'http://localhost.example.org', 'http://0.0.0.0:5000', 'https://user:secret@example.org', 'https://example.org/?to=x', 'https://example.org/#x',
    'ftp://127.0.0.1', 'file:///etc/passwd', 'javascript:alert(1)', 'example.org', '', 'https://', `https://example.org/${'x'.repeat(400)}`,
  ])('refuses %s', (typed) => { expect(parseServerAddress(typed)).toMatchObject({ ok: false, failure: { code: 'usage' } }); });
});

describe('a server that nobody confirmed', () => {
  it('is not connected to, and neither is one that was changed or withdrawn', async () => {
    const before = actions().length;
    expect(await refused(draftTranslation(engine, vault, request))).toMatchObject({ code: 'server-unconfirmed' });
    value(confirmTranslationServer(vault, { address: 'http://127.0.0.1:9' }));
    expect(await refused(draftTranslation(engine, vault, request))).toMatchObject({ code: 'server-unconfirmed' });
    value(confirmTranslationServer(vault, { address: server.address }));
    for (const shown of [undefined, `${server.address}/other`, server.address.replace('127.0.0.1', 'localhost'), 'nonsense']) {
      expect(await refused(draftTranslation(engine, vault, { ...request, server: shown }))).toMatchObject({ code: 'server-unconfirmed' });
    }
    value(withdrawTranslationServer(vault));
    expect(await refused(draftTranslation(engine, vault, request))).toMatchObject({ code: 'server-unconfirmed' });
    expect(withdrawTranslationServer(vault)).toMatchObject({ ok: false, failure: { code: 'usage' } });
    expect(server.connections()).toBe(0);
    expect(actions().slice(before)).toEqual(['translation-server-confirmed', 'translation-server-confirmed', 'translation-server-withdrawn']);
  });

  it('is not connected to by confirming it, which says who did and when, and where to', () => {
    const confirmed = value(confirmTranslationServer(vault, { address: `${server.address}/`, apiKey: 'the-key' }));
    expect(confirmed).toMatchObject({ address: server.address, confirmedBy: vault.identity.fingerprint });
    expect(translationServer(vault)).toEqual(confirmed);
    expect([...vault.events()].at(-1)).toMatchObject({ action: 'translation-server-confirmed', actor: vault.identity.fingerprint, facts: { address: server.address } });
    expect(JSON.stringify([...vault.events()])).not.toContain('the-key');
    expect(server.connections()).toBe(0);
  });

  it('gets nothing of a sealed document, or for languages that it does not know', async () => {
    vault.documents.change(document, { confidentiality: 'sealed' });
    expect(await refused(draftTranslation(engine, vault, request))).toMatchObject({ code: 'usage' });
    vault.documents.change(document, { confidentiality: 'parties' });
    expect(server.connections()).toBe(0);
    expect(await refused(draftTranslation(engine, vault, { ...request, language: 'fr' }))).toMatchObject({ code: 'not-offered' });
    expect(server.asked).toEqual([]);
  });
});

describe('a server that is confirmed for the case', () => {
  it('drafts by LibreTranslate’s API, without being shown one protected name, and the log says first what was sent where', async () => {
    const steps: number[] = [];
    const draft = value(await draftTranslation(engine, vault, request, { report: ({ done }) => steps.push(done) }));
    expect(draft).toMatchObject({ tool: 'libretranslate', model: `en-es, ${server.address}`, modelSha256: [], licence: expect.stringContaining('not stated') as string });
    expect(draft.segments.slice(0, pairs.length)).toEqual(pairs.map(({ source, target }) => ({ original: source, draft: target })));
    expect(draft.segments.at(-1)?.draft).toBe('Olena Verbytska y Олена Вербицька firmó la nota para Verbytska.');
    expect(server.asked.length).toBeGreaterThan(0);
    for (const { source, target, format, api_key: key } of server.asked) expect({ source, target, format, key }).toEqual({ source: 'en', target: 'es', format: 'text', key: 'the-key' });
    expect(server.asked.flatMap(({ q }) => q)).toContain('XQ1X and XQ2X signed the note for XQ3X.');
    expect(server.seen()).toContain(pairs[0]!.source);
    expect(server.seen()).not.toMatch(/verbytsk|вербицьк|olena|олена|cookie|user-agent/iu);
    expect(actions().slice(-2)).toEqual(['draft-text-sent', 'machine-draft-made']);
    expect([...vault.events()].at(-2)).toMatchObject({ object: document, facts: { address: server.address, sentences: pairs.length + 1 } });
    expect(steps.at(-1)).toBe(1);
    expect(isMachineDraft(vault, draft.sha256)).toBe(true);
  });

  it('translates the parts around a name alone where the server loses its mask', async () => {
    server.misbehave((_, response) => {
      sendJson(response, { translatedText: lastAsked().map((text) => spanish.get(text) ?? text.replace(/XQ\d+X/gu, 'alguien')) });
    });
    const before = server.seen().length;
    const draft = value(await draftTranslation(engine, vault, request));
    expect(draft.segments.at(-1)?.draft).toBe('Olena Verbytska and Олена Вербицька signed the note for Verbytska.');
    expect(server.seen().slice(before)).not.toMatch(/verbytsk|вербицьк/iu);
    server.misbehave(undefined);
  });

  it('keeps the draft of before when a server misbehaves in any way', async () => {
    const before = machineDrafts(vault);
    const json = { 'content-type': 'application/json' };
    const elsewhere = await startLibreTranslate((text) => text);
    const ways: Record<string, RequestListener> = {
      'sends on to another address': (_, response) => { response.writeHead(307, { location: `${elsewhere.address}/translate` }).end(); },
      'answers without end': (_, response) => {
        response.writeHead(200, json);
        const flood = Buffer.alloc(1 << 20, ' ');
        const more = (): void => { if (!response.destroyed) response.write(flood, more); };
        more();
      },
      'announces a huge answer': (_, response) => { response.writeHead(200, { ...json, 'content-length': String(2 ** 40) }).write('{'); },
      'answers one sentence too few': (_, response) => { sendJson(response, { translatedText: lastAsked().slice(1) }); },
      'answers one sentence for all': (_, response) => { sendJson(response, { translatedText: lastAsked().join(' ') }); },
      'answers a page of HTML': (_, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Sign in</body></html>'); },
      'calls HTML JSON': (_, response) => { response.writeHead(200, json).end('<html><body>Sign in</body></html>'); },
      'answers sentences with markup': (_, response) => { sendJson(response, { translatedText: lastAsked().map((text) => `<img src=x onerror=alert(1)>${text}`) }); },
      'answers bytes that are no text': (_, response) => { response.writeHead(200, json).end(Buffer.from([0xff, 0xfe, 0x00, 0x80])); },
      'answers numbers': (_, response) => { sendJson(response, { translatedText: lastAsked().map((_text, index) => index) }); },
      'answers nothing for a sentence': (_, response) => { sendJson(response, { translatedText: lastAsked().map((_text, index) => (index === 2 ? ' ' : 'x')) }); },
      'answers much more than was asked': (_, response) => { sendJson(response, { translatedText: lastAsked().map(() => 'palabra '.repeat(5000)) }); },
      'packs its answer': (_, response) => { response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('x'); },
      'breaks off in the middle': (_, response) => {
        response.writeHead(200, json).write('{"translatedText":[');
        setImmediate(() => response.destroy());
      },
      'hangs up at once': (incoming) => { incoming.socket.destroy(); },
      'answers in the language of the original': (_, response) => { sendJson(response, { translatedText: lastAsked() }); },
      'answers in a third language': (_, response) => { sendJson(response, { translatedText: lastAsked().map(() => 'Jeder Mensch hat das Recht auf Leben, Freiheit und Sicherheit der Person, ohne jeden Unterschied.') }); },
      'wants another key': (_, response) => { response.writeHead(403, json).end('{"error":"Invalid API key"}'); },
      'has had enough': (_, response) => { response.writeHead(429, json).end('{"error":"Slowdown"}'); },
      'is broken': (_, response) => { response.writeHead(500, json).end('{"error":"x"}'); },
      'does not speak HTTP': (incoming) => { incoming.socket.end('220 mail.example.org ESMTP\r\n'); },
    };
    for (const [what, way] of Object.entries(ways)) {
      server.misbehave(way);
      const failed = await refused(draftTranslation(engine, vault, request));
      expect(failed.code, what).toBe(what === 'answers nothing for a sentence' ? 'draft-failed' : 'server-failed');
    }
    server.misbehave(undefined);
    expect(elsewhere.connections()).toBe(0);
    await elsewhere.close();
    expect(machineDrafts(vault)).toEqual(before);
  }, 60_000);

  it('is not waited for without end, and a stop or a withdrawal ends the draft between two questions', async () => {
    const slow = { address: value(parseServerAddress(server.address)), apiKey: undefined, from: 'en', to: 'es' };
    server.misbehave((_, response) => { response.writeHead(200, { 'content-type': 'application/json' }).write('{'); });
    const opened = value(await openLibreTranslate(engine.pools, { ...slow, isConfirmed: () => true, timeoutMs: 1000 }));
    expect(await refused(opened.translate(['One sentence.']))).toMatchObject({ code: 'server-failed', message: expect.stringContaining('in time') as string });
    const stop = new AbortController();
    server.misbehave(() => { stop.abort(); });
    expect(await refused(draftTranslation(engine, vault, request, { signal: stop.signal }))).toMatchObject({ code: 'cancelled' });
    server.misbehave(undefined);
    let may = true;
    const withdrawn = value(await openLibreTranslate(engine.pools, { ...slow, isConfirmed: () => may, report: () => { may = false; } }));
    const connections = server.connections();
    expect(await refused(withdrawn.translate(Array.from({ length: 60 }, (_, index) => `Sentence ${index}.`)))).toMatchObject({ code: 'server-unconfirmed' });
    expect(server.connections()).toBe(connections + 1);
  });
});

describe('what is looked through right before it is sent', () => {
  it('marks a name that runs over the end of a sentence, and notices one that was missed', () => {
    const names = protectedNames(vault)!;
    const marked = names.mark(['It was said that Olena', 'Verbytska had left.', 'Nothing else.']);
    expect(marked.map(({ text, names: places }) => places.map(({ start, end }) => text.slice(start, end)))).toEqual([['Olena'], ['Verbytska'], []]);
    expect(names.namedIn(['XQ1X had left.', 'Nothing else.'])).toBe(false);
    expect(names.namedIn(['Nothing else.', 'The bag of Вербицької was found.'])).toBe(true);
  });

  it('sends nothing at all where a name is left that no rule for masking knows, such as one without letters', async () => {
    vault.persons.put({ pseudonym: 'Witness P-13', names: ['***'], protected: true, child: false });
    const odd = 'odd' as DocumentId;
    const file = join(await newFolder(), 'odd.txt');
    await writeFile(file, 'The parcel was for *** and nobody else.');
    value(await takeIn(engine, vault, [{ path: file, id: odd, language: 'en' }]));
    value(await readDocuments(engine, vault, { documents: [odd] }));
    const before = server.seen();
    const result = await draftTranslation(engine, vault, { ...request, document: odd });
    vault.persons.remove('Witness P-13');
    expect(result).toMatchObject({ ok: false, failure: { code: 'name-unmasked' } });
    expect(server.seen().slice(before.length)).not.toContain('parcel');
    expect([...vault.events()].filter(({ action, object }) => action === 'draft-text-sent' && object === odd)).toEqual([]);
  });

  it('sends nothing where the register of protected persons cannot be read', async () => {
    const closed = { ...vault, persons: { ...vault.persons, available: false } } as Vault;
    const connections = server.connections();
    expect(await refused(draftTranslation(engine, closed, request))).toMatchObject({ code: 'name-unmasked' });
    expect(server.connections()).toBe(connections);
  });
});

/** The sentences of the last question, whoever answered it. */
function lastAsked(): readonly string[] {
  const body = server.seen().trimEnd().split('\n').at(-1) ?? '{}';
  return (JSON.parse(body) as { q: string[] }).q;
}
