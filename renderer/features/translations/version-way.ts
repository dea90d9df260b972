import type { CallOutput } from '../../../shared/ipc/contract.ts';

export type Version = CallOutput<'listTranslationVersions'>['versions'][number];

/** What a person does next with a version: the one primary button beside it. */
export type NextStep = 'send' | 'take-in' | 'review' | 'certificate' | 'attach' | 'certify' | 'settle' | 'request-again' | 'none';

/** The one step that brings a version on. A stale one is settled first: confirmed where a text stands that no certificate binds, asked for anew where not. */
export function nextStepOf({ state, stale, translation, certificate }: Version): NextStep {
  if (state === 'superseded') return 'none';
  if (stale) return translation === undefined || state === 'certified' ? 'request-again' : 'settle';
  switch (state) {
    case 'requested': return 'send';
    case 'sent': return 'take-in';
    case 'received': return 'review';
    case 'reviewed': return certificate === undefined ? 'certificate' : certificate.signed ? 'certify' : 'attach';
    case 'certified': return 'none';
  }
}

export type Due = 'overdue' | 'soon' | 'later';
const soonDays = 7;
const dayMs = 86_400_000;

/** How close the deadline of a version is that still waits for its text; `today` and deadlines are ISO 8601 dates, others are not understood. */
export function dueOf({ deadline, state, translation }: Pick<Version, 'deadline' | 'state' | 'translation'>, today: string): { readonly due: Due; readonly days: number } | undefined {
  if (deadline === undefined || translation !== undefined || state === 'superseded') return undefined;
  const days = Math.round((Date.parse(deadline.slice(0, 10)) - Date.parse(today)) / dayMs);
  if (Number.isNaN(days)) return undefined;
  return { days, due: days < 0 ? 'overdue' : days <= soonDays ? 'soon' : 'later' };
}

/** The date on this computer's calendar, ISO 8601. */
export function today(now = new Date()): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** Whether a person has something to do about it now, whatever its state. */
export function needsAttention(version: Version, on: string): boolean {
  const due = dueOf(version, on)?.due;
  return (version.stale && version.state !== 'superseded') || due === 'overdue' || due === 'soon';
}

/** The current version of a translation shows first, then what came before it. */
export function newestFirst(versions: readonly Version[]): readonly Version[] {
  return [...versions].sort((a, b) => Number(a.state === 'superseded') - Number(b.state === 'superseded') || a.language.localeCompare(b.language) || b.version - a.version);
}
