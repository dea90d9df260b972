import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { success } from '../../../../shared/result.ts';
import { createCaseSession } from '../../../../engine/serving/case-session.ts';
import { createIdleLock } from '../../../../engine/serving/idle-lock.ts';
import { VaultDamage, type Vault } from '../../../../engine/vault/index.ts';

/** As much of a vault as a session touches: its folder, whether that is still there, and its end. */
function vaultThatCloses(closed: () => void, inPlace = (): boolean => true): Vault {
  return { folder: '/case', inPlace, close: () => { closed(); return Promise.resolve(); } } as unknown as Vault;
}

describe('the open case', () => {
  it('closes its keys only after everybody who uses them has stopped, and gives them to nobody new', async () => {
    const happened: string[] = [];
    const session = createCaseSession({ onDocuments: () => undefined, onLocked: (reason) => happened.push(`locked: ${reason}`) });
    await session.begin(vaultThatCloses(() => happened.push('closed')));
    const used = session.use(async (_vault, signal) => {
      await wait(60_000, undefined, { signal }).catch(() => undefined);
      await wait(20);
      happened.push('stopped');
      return success('done');
    });
    await wait(5);
    const locking = session.lock('suspend');
    expect(await session.use(() => success('late'))).toMatchObject({ ok: false, failure: { code: 'case-locked' } });
    await locking;
    expect(happened).toEqual(['locked: suspend', 'stopped', 'closed']);
    expect(await used).toEqual(success('done'));
    expect(session.state).toBe('locked');
  });

  it('answers that the case was locked to work that fails because of it', async () => {
    const session = createCaseSession({ onDocuments: () => undefined, onLocked: () => undefined });
    await session.begin(vaultThatCloses(() => undefined));
    const used = session.use(async (_vault, signal) => {
      await wait(60_000, undefined, { signal });
      return success(1);
    });
    await wait(5);
    await session.lock('asked');
    expect(await used).toMatchObject({ ok: false, failure: { code: 'case-locked' } });
  });

  it('tells a full disk and damage that work meets as what they are, and lets a mistake of its own through', async () => {
    const session = createCaseSession({ onDocuments: () => undefined, onLocked: () => undefined });
    await session.begin(vaultThatCloses(() => undefined));
    const meets = (error: Error): Promise<unknown> => session.use(() => { throw error; });
    expect(await meets(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }))).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    expect(await meets(new VaultDamage('An object of this case is damaged.'))).toMatchObject({ ok: false, failure: { code: 'case-damaged' } });
    await expect(meets(new TypeError('a mistake'))).rejects.toThrow('a mistake');
  });

  it('refuses work on a case whose folder is gone, and does not call done what was under way when it went', async () => {
    const session = createCaseSession({ onDocuments: () => undefined, onLocked: () => undefined });
    let there = true;
    await session.begin(vaultThatCloses(() => undefined, () => there));
    expect(await session.use(() => { there = false; return success('done'); })).toMatchObject({ ok: false, failure: { code: 'case-moved' } });
    let begun = false;
    expect(await session.use(() => { begun = true; return success('done'); })).toMatchObject({ ok: false, failure: { code: 'case-moved' } });
    expect(begun).toBe(false);
    there = true;
    expect(await session.use(() => success('done'))).toEqual(success('done'));
  });

  it('forgets the folder when it is closed, and keeps it when it is locked', async () => {
    const session = createCaseSession({ onDocuments: () => undefined, onLocked: () => undefined });
    await session.begin(vaultThatCloses(() => undefined));
    await session.lock('asked');
    expect([session.state, session.folder]).toEqual(['locked', '/case']);
    await session.close();
    expect([session.state, session.folder]).toEqual(['none', undefined]);
  });
});

describe('the idle lock', () => {
  async function locksAfter(minutes: number, options: { readonly busy?: boolean; readonly touchAt?: number } = {}): Promise<boolean> {
    let now = 0;
    let locked = false;
    const idle = createIdleLock({ minutes: 10, busy: () => options.busy ?? false, lock: () => { locked = true; }, now: () => now, checkEveryMs: 1 });
    if (options.touchAt !== undefined) {
      now = options.touchAt * 60_000;
      idle.touch();
    }
    now = minutes * 60_000;
    await wait(20);
    idle.stop();
    return locked;
  }

  it('locks when nobody was at work for as long as the settings say, a sleeping machine included', async () => {
    expect(await locksAfter(9.9)).toBe(false);
    expect(await locksAfter(10)).toBe(true);
    expect(await locksAfter(10, { touchAt: 1 })).toBe(false);
    expect(await locksAfter(11, { touchAt: 1 })).toBe(true);
  });

  it('waits for the end of work that the user started', async () => {
    expect(await locksAfter(1000, { busy: true })).toBe(false);
  });
});
