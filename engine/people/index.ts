export { checkExpression } from './expressions.ts';
export { containsProtected, findExpressions, findInText, findPatterns, pseudonymise, redactedMark, type ProtectedMatter } from './find-in-text.ts';
export { explainMatches, type ExplainedMatch } from './explain-matches.ts';
export { findPersons } from './find-persons.ts';
export { findTerms } from './find-terms.ts';
export type { Mention, MentionReason, TextMention } from './mention.ts';
export type { MatchKind } from './match-token.ts';
export { preparePersons, type NamedPerson, type PreparedPersons } from './prepare-persons.ts';
