import { describe, expect, it } from 'vitest';
import { createFileOffers } from '../../../electron/file-offers.ts';
import type { HostEngine } from '../../../electron/host-engine.ts';

function start() {
  const engine = Promise.withResolvers<Pick<HostEngine, 'tokensFor'>>();
  const drawn = Promise.withResolvers<unknown>();
  const sent: string[][] = [];
  const bugs: unknown[] = [];
  const offers = createFileOffers({
    engine: engine.promise, drawn: drawn.promise, onBug: (error) => bugs.push(error),
    send: (name, value) => { sent.push([name, ...'files' in value ? value.files.map((file) => file.name) : []]); },
  });
  const tokensFor: HostEngine['tokensFor'] = (paths) => {
    if (paths.includes('/broken')) return Promise.reject(new Error('broken'));
    return Promise.resolve(paths.filter((path) => path !== '/gone').map((path) => ({ token: path, name: path.slice(1), bytes: 1, kind: 'file' as const })));
  };
  return { engine, drawn, sent, bugs, offers, tokensFor };
}

const settle = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('files that the application is opened with', () => {
  it('wait until the window has drawn itself, every one of them, in their order', async () => {
    const { engine, drawn, sent, offers, tokensFor } = start();
    // macOS names each file by an event of its own, before there is anything.
    offers.offer(['/a']);
    offers.offer(['/b']);
    engine.resolve({ tokensFor });
    await settle();
    expect(sent).toEqual([]);
    offers.offer(['/c', '/d']);
    drawn.resolve(undefined);
    await settle();
    expect(sent).toEqual([['filesOffered', 'a'], ['filesOffered', 'b'], ['filesOffered', 'c', 'd']]);
    offers.offer(['/e']);
    await settle();
    expect(sent.at(-1)).toEqual(['filesOffered', 'e']);
  });

  it('that are gone are not offered, and one that cannot be looked at costs no other', async () => {
    const { engine, drawn, sent, bugs, offers, tokensFor } = start();
    engine.resolve({ tokensFor });
    drawn.resolve(undefined);
    offers.offer([]);
    offers.offer(['/gone']);
    offers.offer(['/broken']);
    offers.offer(['/kept']);
    await settle();
    expect(sent).toEqual([['filesOffered', 'kept']]);
    expect(bugs).toHaveLength(1);
  });

  it('are told to nobody where the window was closed before it had drawn itself', async () => {
    const { engine, drawn, sent, bugs, offers, tokensFor } = start();
    engine.resolve({ tokensFor });
    offers.offer(['/a']);
    drawn.reject(new Error('the window is closed'));
    await settle();
    expect([sent, bugs]).toEqual([[], []]);
  });
});
