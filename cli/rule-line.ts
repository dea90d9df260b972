import type { CourtRuleResult } from '../shared/courts/court-profile.ts';

const marks = { 'pass': 'pass       ', 'fail': 'FAIL       ', 'not-checked': 'not checked' } as const;
const mostPages = 20;

/** What a court rule came to, in a line: result, rule, pages and reason. */
export function ruleLine({ rule, result, pages = [], message }: Pick<CourtRuleResult, 'rule' | 'result' | 'pages' | 'message'>): string {
  const on = pages.length === 0 ? '' : ` (pages ${pages.slice(0, mostPages).join(', ')}${pages.length > mostPages ? ' …' : ''})`;
  return `${marks[result]}  ${rule}${on}${message === undefined ? '' : `: ${message}`}`;
}
