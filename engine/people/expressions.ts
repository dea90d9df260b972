import { RE2JS } from 're2js';
import { failure, type Failure } from '../../shared/failure.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { wordsBetween, type Span } from './mention.ts';
import { patternText } from './patterns/pattern-text.ts';
import type { TextStream } from './text-stream.ts';

const longestExpression = 1000;
const largestProgram = 5000;

/**
 * Checks a regular expression that a person gave: RE2 syntax, which runs in time linear in the text, so that no expression can stop a machine.
 * Fails with `usage`, naming the expression, where it is too long, is no expression, or would find the empty text.
 */
export function checkExpression(expression: string): Result<undefined, Failure> {
  const compiled = compile(expression);
  if (typeof compiled === 'string') return refusal(failure('usage', compiled, { subject: expression.slice(0, 200), values: { characters: longestExpression } }));
  return compiled.matcher('').find() ? refusal(failure('usage', 'The expression also finds the empty text: ask for at least one character.', { subject: expression })) : success(undefined);
}

/** What expressions find in running text, in order of place, without regard to case; digits of any script count as 0–9. Throws on an expression that was not checked. */
export function expressionSpans(stream: TextStream, expressions: readonly string[]): Span[] {
  if (expressions.length === 0) return [];
  const text = patternText(stream.text, []).unmended;
  return expressions.flatMap((expression, index) => {
    const compiled = compile(expression);
    if (typeof compiled === 'string') throw new Error(compiled);
    const matcher = compiled.matcher(text);
    const spans: Span[] = [];
    while (matcher.find()) {
      const [start, end] = [matcher.start(), matcher.end()];
      if (end > start) spans.push({ kind: 'pattern', why: `expression ${index + 1} of the order`, confidence: 1, start, end, ...wordsBetween(stream, start, end) });
    }
    return spans;
  });
}

const compiledBefore = new Map<string, RE2JS>();
const mostCompiled = 500;

function compile(expression: string): RE2JS | string {
  const before = compiledBefore.get(expression);
  if (before !== undefined) return before;
  if (expression.length > longestExpression) return 'An expression has at most {{characters}} characters.';
  try {
    const compiled = RE2JS.compile(expression, RE2JS.CASE_INSENSITIVE);
    if (compiled.programSize() > largestProgram) return 'The expression repeats too much: make its repeats shorter.';
    if (compiledBefore.size >= mostCompiled) compiledBefore.clear();
    compiledBefore.set(expression, compiled);
    return compiled;
  } catch {
    return 'This is no regular expression in the syntax of RE2 (which has no look-around and no back-references).';
  }
}
