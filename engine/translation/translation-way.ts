import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { TranslationState, TranslationStep, TranslationVersion } from '../../shared/case-model/translation.ts';

const next: Readonly<Record<TranslationState, readonly TranslationState[]>> = {
  requested: ['sent', 'received', 'superseded'],
  sent: ['received', 'superseded'],
  received: ['sent', 'reviewed', 'superseded'],
  reviewed: ['received', 'certified', 'superseded'],
  certified: ['superseded'],
  superseded: [],
};

/** The steps that a version may take from where it is. */
export function possibleSteps({ state, translation }: TranslationVersion): readonly TranslationState[] {
  return next[state].filter((to) => translation !== undefined || to === 'sent' || to === 'received' || to === 'superseded');
}

/**
 * Takes one step on a translation's way. A certified version never changes but to be superseded. Refuses with `usage` a step that its state does not
 * allow, and certifying without a translator's name.
 */
export function takeStep(version: TranslationVersion, step: TranslationStep, change: Partial<Pick<TranslationVersion, 'translation' | 'translationSha256' | 'translator'>> = {}): Result<TranslationVersion, Failure> {
  const changed: TranslationVersion = { ...version, ...change };
  if (!possibleSteps(changed).includes(step.state)) return refusal(failure('usage', 'A translation that is {{state}} cannot become {{next}}.', { subject: version.id, values: { state: version.state, next: step.state } }));
  if (step.state === 'certified' && changed.translator === undefined) return refusal(failure('usage', 'A certified translation names its translator.', { subject: version.id }));
  return success({ ...changed, state: step.state, history: [...version.history, step] });
}

/** Whether a version stands for its translation now: there is a text, and nothing came after it. */
export function isStanding({ state, translation }: TranslationVersion): boolean {
  return translation !== undefined && state !== 'superseded';
}

/** Whether the bytes that were translated are no longer the original's. */
export function isStale({ originalSha256, state }: TranslationVersion, originalNow: string | undefined): boolean {
  return state !== 'superseded' && originalNow !== originalSha256;
}
