import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/failure.ts';
import type { JobEnded } from '../../../../shared/ipc/jobs.ts';
import { refusal, success } from '../../../../shared/result.ts';
import { pausePoint } from '../../../../engine/workers/work-gate.ts';
import { createJobRegistry, type JobProgress, type JobRegistry } from '../../../../engine/serving/job-registry.ts';
import { createTimeLeft } from '../../../../engine/serving/time-left.ts';

function makeRegistry(): { readonly jobs: JobRegistry; readonly ended: JobEnded[]; readonly progress: JobProgress[]; readonly states: string[] } {
  const ended: JobEnded[] = [];
  const progress: JobProgress[] = [];
  const states: string[] = [];
  const jobs = createJobRegistry({ progress: (event) => progress.push(event), state: ({ kind, state }) => states.push(`${kind} ${state}`), ended: (event) => ended.push(event), bug: () => failure('bug', 'reference 1234') });
  return { jobs, ended, progress, states };
}

/** Work of three documents, before each of which it can pause. */
function pausingWork(order: string[], name: string) {
  return async ({ signal }: { readonly signal: AbortSignal }) => {
    for (let document = 1; document <= 3; document++) {
      await pausePoint(signal);
      if (signal.aborted) return refusal(failure('cancelled', 'stopped'));
      order.push(`${name} ${String(document)}`);
      await wait(5);
    }
    return success({ documents: 3, findings: 0, failed: [] });
  };
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

describe('a pause of one job', () => {
  it('leaves it where it is, lets the next go first, and has it wait for its turn before it goes on', async () => {
    const { jobs, ended, states } = makeRegistry();
    const order: string[] = [];
    const first = jobs.start('inspectDocuments', pausingWork(order, 'first'), { alone: true });
    const second = jobs.start('inspectDocuments', pausingWork(order, 'second'), { alone: true });
    while (order.length === 0) await wait(1);
    expect(jobs.pause(first.job)).toEqual(success({}));
    while (!order.includes('second 1')) await wait(1);
    const before = order.length;
    expect(jobs.running().find(({ job }) => job === first.job)).toMatchObject({ state: 'paused', canPause: true });
    expect(jobs.resume(first.job)).toEqual(success({}));
    expect(jobs.running().find(({ job }) => job === first.job)).toMatchObject({ state: 'waiting' });
    expect(order).toHaveLength(before);
    await untilEnded(ended, 2);
    expect(ended.map(({ job }) => job)).toEqual([second.job, first.job]);
    expect(order.indexOf('second 3')).toBeLessThan(order.indexOf('first 3'));
    expect(order.filter((entry) => entry.startsWith('first'))).toEqual(['first 1', 'first 2', 'first 3']);
    expect(states).toContain('inspectDocuments waiting');
  });

  it('keeps the turn of work that must not be overtaken, and passes over work that was paused before it began', async () => {
    const { jobs, ended } = makeRegistry();
    const order: string[] = [];
    const building = jobs.start('openRelease', async (run) => ((await pausingWork(order, 'building')(run)).ok ? success({ documents: 1 }) : refusal(failure('cancelled', ''))), { alone: true });
    const next = jobs.start('inspectDocuments', pausingWork(order, 'next'), { alone: true });
    const last = jobs.start('inspectDocuments', pausingWork(order, 'last'), { alone: true });
    while (order.length === 0) await wait(1);
    jobs.pause(building.job);
    jobs.pause(next.job);
    await wait(30);
    expect(order.some((entry) => entry.startsWith('last'))).toBe(false);
    jobs.resume(building.job);
    await untilEnded(ended, 2);
    expect(ended.map(({ job }) => job)).toEqual([building.job, last.job]);
    jobs.resume();
    await untilEnded(ended, 3);
    expect(order.filter((entry) => entry.startsWith('next'))).toHaveLength(3);
  });

  it('is refused where one program has all of the work in hand, and ends with the work when that is stopped', async () => {
    const { jobs, ended } = makeRegistry();
    const unpausable = jobs.start('checkPdf', () => wait(20).then(() => refusal(failure('document-damaged', 'damaged'))));
    expect(jobs.pause(unpausable.job)).toMatchObject({ ok: false, failure: { code: 'not-offered' } });
    jobs.pause();
    expect(jobs.running()).toMatchObject([{ state: 'working', canPause: false }]);
    const order: string[] = [];
    const { job } = jobs.start('inspectDocuments', pausingWork(order, 'work'), { alone: true });
    while (order.length === 0) await wait(1);
    jobs.pause(job);
    await wait(20);
    jobs.cancel(job);
    await untilEnded(ended, 2);
    expect(ended.find((end) => end.job === job)).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(jobs.pause(job)).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  it('does not outlast the case: what was paused learns that it is closed', async () => {
    const { jobs, ended } = makeRegistry();
    const locked = new AbortController();
    const order: string[] = [];
    const { job } = jobs.start('inspectDocuments', ({ signal }) => pausingWork(order, 'work')({ signal: AbortSignal.any([signal, locked.signal]) }), { alone: true });
    const { job: waiting } = jobs.start('inspectDocuments', () => Promise.resolve(refusal(failure('case-locked', 'locked'))), { alone: true });
    while (order.length === 0) await wait(1);
    jobs.pause(job);
    jobs.pause(waiting);
    locked.abort();
    jobs.endPauses();
    await untilEnded(ended, 2);
    expect(ended).toMatchObject([{ ok: false, failure: { code: 'cancelled' } }, { ok: false, failure: { code: 'case-locked' } }]);
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
