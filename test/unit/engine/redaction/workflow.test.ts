import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { beforeDecision, decideZone, decideZones, isHidden, needsReissue, parseCodeSet, possibleActions, redactionCodeSets, redactionLog, undoDecision, type Decision, type LogEntry, type WorkflowZone } from '../../../../engine/redaction/index.ts';
import { createWorkerPools } from '../../../../engine/workers/worker-pools.ts';
import { popplerText } from './redaction-harness.ts';

const pools = createWorkerPools();
afterAll(() => pools.close());

const zone: WorkflowZone = { id: 'z1', state: 'proposed', proposedBy: 'ana', changedAt: '2026-03-01T10:00:00Z' };
const by = (who: string, action: Decision['action'], fourEyes = false): Decision => ({ action, by: who, at: '2026-03-02T10:00:00Z', fourEyes });

describe('the way of a zone', () => {
  it('goes from proposal over approval, contest and ruling to lifting', () => {
    let now = zone;
    for (const [action, state] of [['approve', 'approved'], ['apply', 'applied'], ['contest', 'contested'], ['uphold', 'upheld'], ['contest', 'contested'], ['lift', 'lifted'], ['propose-again', 'proposed']] as const) {
      const next = decideZone(now, by('ben', action, true));
      if (!next.ok) throw new Error(next.failure.message);
      expect(next.value.state).toBe(state);
      now = next.value;
    }
  });

  it('asks for a second person to approve where the case wants four eyes', () => {
    expect(decideZone(zone, by('ana', 'approve', true))).toMatchObject({ ok: false, failure: { code: 'usage', subject: 'z1' } });
    expect(decideZone(zone, by('ben', 'approve', true)).ok).toBe(true);
    expect(decideZone(zone, by('ana', 'approve', false)).ok).toBe(true);
  });

  it('never reveals by a step that is not approved, rejected or lifted, whatever the order of steps', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('approve', 'reject', 'propose-again', 'apply', 'contest', 'uphold', 'lift'), { maxLength: 20 }), (actions) => {
      let now = zone;
      for (const action of actions) {
        const next = decideZone(now, by('ben', action));
        expect(next.ok).toBe(possibleActions(now.state).includes(action));
        if (!next.ok) continue;
        if (isHidden(now.state) && !isHidden(next.value.state)) expect(['reject', 'lift', 'propose-again']).toContain(action);
        if (now.state === 'contested' && !isHidden(next.value.state)) expect(action).toBe('lift');
        now = next.value;
      }
    }));
  });

  it('decides an original and its translation together, all or none, and undoes both', () => {
    const zones = [{ ...zone, group: 'g' }, { ...zone, id: 'z2', group: 'g' }, { ...zone, id: 'z3' }];
    const after = decideZones(zones, ['z1'], by('ben', 'approve'));
    if (!after.ok) throw new Error(after.failure.message);
    expect(after.value.map(({ state }) => state)).toEqual(['approved', 'approved', 'proposed']);
    const mixed = decideZones([{ ...zone, state: 'lifted' as const }, { ...zone, id: 'z2' }], ['z2', 'z1'], by('ben', 'approve'));
    expect(mixed).toMatchObject({ ok: false, failure: { subject: 'z1' } });
    const undo = beforeDecision(zones, after.value);
    expect(undo.map(({ id }) => id)).toEqual(['z1', 'z2']);
    expect(undoDecision(after.value, undo, 'ben')).toEqual({ ok: true, value: zones });
    expect(undoDecision(after.value, undo, 'cleo')).toMatchObject({ ok: false });
    expect(decideZones(zones, ['nobody'], by('ben', 'approve'))).toMatchObject({ ok: false, failure: { subject: 'nobody' } });
  });

  it('asks for a new issue when a zone was lifted or added', () => {
    const applied = { ...zone, state: 'applied' as const };
    expect(needsReissue([applied], [applied])).toBe(false);
    expect(needsReissue([applied], [{ ...applied, state: 'lifted' }])).toBe(true);
    expect(needsReissue([applied], [applied, { ...zone, id: 'z2', state: 'approved' }])).toBe(true);
    expect(needsReissue([applied], [{ ...applied, state: 'contested' }])).toBe(false);
  });
});

describe('reason codes', () => {
  it('come in sets that are complete and without doubles', () => {
    expect(redactionCodeSets().map(({ id }) => id)).toEqual(['ecthr', 'england-wales-criminal', 'european-union', 'icc', 'us-federal']);
    const code = { code: 'A', label: 'Label', ground: 'Ground' };
    expect(() => parseCodeSet({ id: 'own', title: 'Own', source: 'Order', codes: [code, code] })).toThrow('twice');
    expect(() => parseCodeSet({ id: 'own', title: 'Own', source: 'Order', codes: [] })).toThrow();
    expect(parseCodeSet({ id: 'own', title: 'Own', source: 'Order', codes: [code] }).codes).toEqual([code]);
  });
});

describe('the redaction log', () => {
  const entry: LogEntry = { exhibit: 'P-1', page: 2, fromTopPt: 310, code: 'THB', ground: 'Directive 2011/36/EU, article 12', state: 'applied', proposedBy: 'ana', approvedBy: '=ben()', method: 'raster', sha256: 'ab'.repeat(32) };

  it('tells place, ground and persons in PDF, CSV and JSON', async () => {
    const log = await redactionLog(pools, { title: 'Redactions', edition: 'defence', language: 'en', entries: [entry, { ...entry, ground: 'Order, "sealed"' }], secrets: ['Testenko'] });
    if (!log.ok) throw new Error(log.failure.message);
    expect(log.value.csv.split('\r\n')[1]).toBe(`P-1,2,310,THB,"Directive 2011/36/EU, article 12",applied,ana,'=ben(),raster,${entry.sha256}`);
    expect(log.value.csv).toContain('"Order, ""sealed"""');
    expect((JSON.parse(log.value.json) as { entries: LogEntry[] }).entries[0]).toEqual(entry);
    expect(popplerText(log.value.pdf)).toContain('THB');
  });

  it('is refused when a ground says what is hidden', async () => {
    const log = await redactionLog(pools, { title: 'Redactions', edition: 'defence', language: 'en', entries: [{ ...entry, ground: 'name of Olena TESTENKO' }], secrets: ['Testenko'] });
    expect(log).toMatchObject({ ok: false, failure: { code: 'leak-found' } });
  });
});
