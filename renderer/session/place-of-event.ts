import type { CallOutput } from '../../shared/ipc/contract.ts';
import type { CasePlace } from './navigation.tsx';

/** Where what an event of the log concerns can be looked at. */
export function placeOfEvent({ action, object }: CallOutput<'caseLog'>['events'][number], isDocument: boolean): CasePlace | undefined {
  if (isDocument && object !== undefined) return { screen: 'document', document: object };
  if (action.startsWith('release-') || action.startsWith('answer-')) return { screen: 'releases' };
  if (action.startsWith('person-') || action.startsWith('measure-') || action.startsWith('consent-')) return { screen: 'people' };
  if (action.startsWith('bundle-') || action.startsWith('exhibit')) return { screen: 'bundle' };
  if (action.startsWith('redaction-')) return { screen: 'redactions' };
  return undefined;
}
