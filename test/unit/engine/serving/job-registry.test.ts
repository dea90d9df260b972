import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/failure.ts';
import type { JobEnded } from '../../../../shared/ipc/jobs.ts';
import { refusal, success } from '../../../../shared/result.ts';
import { createJobRegistry, type JobProgress, type JobRegistry } from '../../../../engine/serving/job-registry.ts';
import { createTimeLeft } from '../../../../engine/serving/time-left.ts';

function makeRegistry(): { readonly jobs: JobRegistry; readonly ended: JobEnded[]; readonly progress: JobProgress[] } {
  const ended: JobEnded[] = [];
  const progress: JobProgress[] = [];
  const jobs = createJobRegistry({ progress: (event) => progress.push(event), ended: (event) => ended.push(event), bug: () => failure('bug', 'reference 1234') });
  return { jobs, ended, progress };
}

async function untilEnded(ended: readonly JobEnded[], count: number): Promise<void> {
  while (ended.length < count) await wait(5);
}

describe('the job registry', () => {
  it('answers an id at once and tells the result when the work has ended', async () => {
    const { jobs, ended } = makeRegistry();
    const { job } = jobs.start('openRelease', async () => {
      await wait(20);
      return success({ documents: 3 });
    });
    expect(jobs.running()).toMatchObject([{ job, kind: 'openRelease' }]);
    await untilEnded(ended, 1);
    expect(ended).toEqual([{ job, kind: 'openRelease', ok: true, value: { documents: 3 } }]);
    expect(jobs.running()).toEqual([]);
  });

  it('tells work to stop, and then reports it as cancelled whatever the work throws', async () => {
    const { jobs, ended } = makeRegistry();
    const { job } = jobs.start('openRelease', async ({ signal }) => {
      await wait(60_000, undefined, { signal });
      return success({ documents: 0 });
    });
    await wait(5);
    expect(jobs.cancel(job).ok).toBe(true);
    await untilEnded(ended, 1);
    expect(ended[0]).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(jobs.cancel(job)).toMatchObject({ ok: false });
  });

  it('runs work that must be alone one after the other, and other work beside it', async () => {
    const { jobs, ended } = makeRegistry();
    const order: string[] = [];
    const work = (name: string, ms: number) => async () => {
      order.push(`${name} begins`);
      await wait(ms);
      order.push(`${name} ends`);
      return success({ documents: 0 });
    };
    jobs.start('openRelease', work('first', 40), { alone: true });
    jobs.start('openRelease', work('second', 5), { alone: true });
    jobs.start('openRelease', work('beside', 5));
    await untilEnded(ended, 3);
    expect(order.indexOf('second begins')).toBeGreaterThan(order.indexOf('first ends'));
    expect(order.indexOf('beside ends')).toBeLessThan(order.indexOf('first ends'));
  });

  it('goes on with the next after work that threw, which it reports as a bug without its words', async () => {
    const { jobs, ended } = makeRegistry();
    jobs.start('openRelease', () => Promise.reject(new Error('the witness is called Nobody')), { alone: true });
    jobs.start('openRelease', () => Promise.resolve(refusal(failure('release-damaged', 'damaged', { subject: '/home/somebody/secret/release.tar' }))), { alone: true });
    await untilEnded(ended, 2);
    expect(ended[0]).toMatchObject({ ok: false, failure: { code: 'bug' } });
    expect(ended[1]).toMatchObject({ ok: false, failure: { code: 'release-damaged', subject: 'release.tar' } });
    expect(JSON.stringify(ended)).not.toContain('Nobody');
  });

  it('lets nothing out that the contract does not name', async () => {
    const { jobs, ended } = makeRegistry();
    jobs.start('openRelease', () => Promise.resolve(success({ documents: 1, passphrase: 'secret' } as { documents: number })));
    await untilEnded(ended, 1);
    expect(ended[0]).toMatchObject({ ok: true, value: { documents: 1 } });
    expect(JSON.stringify(ended)).not.toContain('secret');
  });

  it('reports the last progress of a step, and waits for all when it cancels all', async () => {
    const { jobs, ended, progress } = makeRegistry();
    jobs.start('openRelease', async ({ signal, report }) => {
      for (let done = 0; done <= 50; done++) report({ step: 'take-in', done, total: 50, unit: 'documents' });
      await wait(60_000, undefined, { signal });
      return success({ documents: 0 });
    });
    await wait(20);
    expect(progress.length).toBeLessThan(10);
    expect(progress.at(-1)).toMatchObject({ done: 50, total: 50 });
    await jobs.cancelAll();
    expect(ended).toHaveLength(1);
  });
});

describe('the time left', () => {
  it('is not guessed at first, follows the pace of its step, and starts afresh with the next', () => {
    const timeLeft = createTimeLeft();
    const at = (step: string, done: number, seconds: number): number | undefined => timeLeft({ step, done, total: 100, unit: 'pages' }, seconds * 1000);
    expect(at('read', 0, 0)).toBeUndefined();
    expect(at('read', 1, 1)).toBeUndefined();
    expect(at('read', 10, 10)).toBe(90);
    expect(at('read', 20, 20)).toBeLessThan(90);
    expect(at('prove', 1, 21)).toBeUndefined();
  });
});
