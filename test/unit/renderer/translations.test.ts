import { describe, expect, it } from 'vitest';
import { joinLinks, splitLink, unlink, type Link } from '../../../renderer/features/translations/edit-links.ts';
import { dueOf, needsAttention, nextStepOf, type Version } from '../../../renderer/features/translations/version-way.ts';
import { anchorsOf, linksAtMarks, linksOf, placeInStep, sentenceAt, stepToLink, type Alignment } from '../../../renderer/features/viewer/in-step.ts';
import type { DocumentId, Sha256 } from '../../../shared/identifiers.ts';

const text = 'text' as DocumentId;
const version: Version = { id: 'v', original: 'one' as DocumentId, originalSha256: '0'.repeat(64) as Sha256, language: 'en', version: 1, state: 'requested', stale: false, history: [], steps: [] };

describe('the next step of a version', () => {
  it('is the one that brings it on, from the request to the certificate', () => {
    const certificate = { document: text, sha256: version.originalSha256, signed: false };
    expect(nextStepOf(version)).toBe('send');
    expect(nextStepOf({ ...version, state: 'sent' })).toBe('take-in');
    expect(nextStepOf({ ...version, state: 'received', translation: text })).toBe('review');
    expect(nextStepOf({ ...version, state: 'reviewed', translation: text })).toBe('certificate');
    expect(nextStepOf({ ...version, state: 'reviewed', translation: text, certificate })).toBe('attach');
    expect(nextStepOf({ ...version, state: 'reviewed', translation: text, certificate: { ...certificate, signed: true } })).toBe('certify');
    expect(nextStepOf({ ...version, state: 'certified', translation: text })).toBe('none');
  });

  it('settles a stale one first, and asks anew where a certificate binds it or no text is there', () => {
    expect(nextStepOf({ ...version, stale: true, state: 'reviewed', translation: text })).toBe('settle');
    expect(nextStepOf({ ...version, stale: true, state: 'certified', translation: text })).toBe('request-again');
    expect(nextStepOf({ ...version, stale: true, state: 'sent' })).toBe('request-again');
    expect(nextStepOf({ ...version, stale: true, state: 'superseded', translation: text })).toBe('none');
  });
});

describe('a deadline', () => {
  const of = (deadline: string): ReturnType<typeof dueOf> => dueOf({ ...version, deadline }, '2026-03-28');

  it('warns a week ahead and from the day after, over a change of the clock too', () => {
    expect(of('2026-03-27')).toEqual({ due: 'overdue', days: -1 });
    expect(of('2026-03-28')).toEqual({ due: 'soon', days: 0 });
    expect(of('2026-04-04')).toEqual({ due: 'soon', days: 7 });
    expect(of('2026-04-05')).toEqual({ due: 'later', days: 8 });
    expect(of('next week')).toBeUndefined();
  });

  it('is met once a text came back', () => {
    expect(dueOf({ ...version, deadline: '2026-03-01', state: 'received', translation: text }, '2026-03-28')).toBeUndefined();
    expect(needsAttention({ ...version, deadline: '2026-03-01' }, '2026-03-28')).toBe(true);
    expect(needsAttention({ ...version, deadline: '2026-03-01', state: 'superseded' }, '2026-03-28')).toBe(false);
  });
});

describe('links set by hand', () => {
  const links: readonly Link[] = [{ original: [0], translation: [0, 1] }, { original: [1], translation: [] }, { original: [2], translation: [2] }];

  it('joins those that were chosen where the first stood, in order of the texts', () => {
    expect(joinLinks(links, new Set([2, 0]))).toEqual([{ original: [0, 2], translation: [0, 1, 2], byHand: true }, links[1]]);
    expect(joinLinks(links, new Set([2, 3]))).toBe(links);
  });

  it('parts the two sides, and takes the first sentence of each off', () => {
    expect(unlink(links, 0)).toEqual([{ original: [0], translation: [], byHand: true }, { original: [], translation: [0, 1], byHand: true }, ...links.slice(1)]);
    expect(unlink(links, 1)).toBe(links);
    expect(splitLink(links, 0)).toEqual([{ original: [0], translation: [0], byHand: true }, { original: [], translation: [1], byHand: true }, ...links.slice(1)]);
    expect(splitLink(links, 2)).toBe(links);
  });
});

describe('an original and its translation in step', () => {
  const size = { widthPt: 600, heightPt: 800 };
  const at = (page: number, top: number) => ({ text: '', places: [{ page, rects: [[50, top, 400, 20] as const] }] });
  const alignment: Alignment = {
    original: { document: 'one' as DocumentId, language: 'uk', sentences: [at(1, 0), at(1, 390), at(2, 0)] }, translation: { document: text, language: 'en', sentences: [at(1, 0), at(2, 390), at(3, 390)] },
    links: [{ original: [0], translation: [0] }, { original: [1], translation: [1] }, { original: [2], translation: [2] }], differences: [],
  };
  const anchors = anchorsOf(alignment, { original: [size, size], translation: [size, size, size] });

  it('meets at linked sentences and runs in proportion between them', () => {
    expect(placeInStep(anchors, 'original', 0.5)).toBeCloseTo(1.5);
    expect(placeInStep(anchors, 'translation', 1.5)).toBeCloseTo(0.5);
    expect(placeInStep(anchors, 'original', 2)).toBeCloseTo(3);
    expect(placeInStep(anchors, 'original', 0.25)).toBeGreaterThan(0.5);
    expect(placeInStep(anchors, 'original', 0.25)).toBeLessThan(1);
  });

  it('never goes back, where a link crosses another', () => {
    const crossed = anchorsOf({ ...alignment, links: [{ original: [0], translation: [2] }, { original: [1], translation: [0] }] }, { original: [size, size], translation: [size, size, size] });
    const places = [0, 0.5, 1, 1.5, 2].map((place) => placeInStep(crossed, 'original', place));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('knows the sentence at a point, and its links', () => {
    expect(sentenceAt(alignment, 'translation', { page: 2, x: 100, y: 400 })).toBe(1);
    expect(sentenceAt(alignment, 'translation', { page: 2, x: 500, y: 400 })).toBeUndefined();
    expect(linksOf(alignment, 'original', [0, 2])).toEqual([0, 2]);
  });

  it('steps on from the sentence that is marked or chosen, else from what is in view, and over what has one side only', () => {
    const gaps: Alignment = { ...alignment, links: [...alignment.links.slice(0, 1), { original: [1], translation: [] }, ...alignment.links.slice(2)] };
    expect(linksAtMarks(alignment, 'original', { page: 1, rects: [[50, 390, 400, 20]] })).toEqual([1]);
    expect(stepToLink(alignment, 'original', 1, { chosen: [1], view: null })).toBe(2);
    expect(stepToLink(alignment, 'original', -1, { chosen: [1], view: null })).toBe(0);
    expect(stepToLink(gaps, 'original', 1, { chosen: [1], view: null })).toBe(2);
    expect(stepToLink(gaps, 'original', -1, { chosen: [2], view: null })).toBe(0);
    expect(stepToLink(alignment, 'original', 1, { chosen: [], view: { page: 2, fraction: 0 } })).toBe(2);
    expect(stepToLink(alignment, 'original', -1, { chosen: [], view: { page: 2, fraction: 0 } })).toBe(1);
    expect(stepToLink(alignment, 'original', 1, { chosen: [], view: null })).toBe(0);
    expect(stepToLink(alignment, 'original', 1, { chosen: [2], view: null })).toBe(0);
    expect(stepToLink({ ...alignment, links: [] }, 'original', 1, { chosen: [], view: null })).toBeUndefined();
  });
});
