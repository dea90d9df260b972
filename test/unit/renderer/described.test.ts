import { expect, it } from 'vitest';
import { saidBefore } from '../../../renderer/features/documents/described.ts';

const said = { title: 'Statement', language: 'uk', confidentiality: 'parties', source: { place: 'Kyiv', collectedBy: 'Officer A' } } as const;

it('goes back to all that a change sets and to nothing else, what was not said included', () => {
  expect(saidBefore(said, { title: 'Interview', exhibit: 'P-1' })).toEqual({ title: 'Statement', exhibit: null });
  expect(saidBefore(said, { language: null, confidentiality: 'sealed' })).toEqual({ language: 'uk', confidentiality: 'parties' });
  expect(saidBefore(said, { fillSource: { place: 'Lviv' } })).toEqual({ source: said.source });
  expect(saidBefore(said, {})).toEqual({});
});
