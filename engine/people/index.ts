export { checkExpression } from './expressions.ts';
export { containsProtected, findExpressions, findInText, findPatterns, pseudonymise, redactedMark, type ProtectedMatter } from './find-in-text.ts';
export { findPersons } from './find-persons.ts';
export { findTerms } from './find-terms.ts';
export type { Mention, MentionReason, TextMention } from './mention.ts';
export { preparePersons, type NamedPerson, type PreparedPersons } from './prepare-persons.ts';
