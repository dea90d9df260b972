import { randomBytes } from 'node:crypto';
import { failure, type Failure, type ToldFailure } from '../../shared/failure.ts';
import { calls, type CallArguments, type CallName, type CallOutput } from '../../shared/ipc/contract.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import { tellFailure } from './tell-failure.ts';

/** One function for each call of the contract; the compiler names those that are missing. */
export type Handlers = {
  readonly [Name in CallName]: (input: CallArguments<Name>) => Promise<Result<CallOutput<Name>, Failure>> | Result<CallOutput<Name>, Failure>;
};

/** Who calls, as the host knows it from the browser, never from the message. */
export interface Caller {
  readonly origin: string;
  readonly mainFrame: boolean;
}

export interface DispatchOptions {
  readonly origin: string;
  readonly handlers: Handlers;
  /** Told of each bug with the reference that the user sees. The error's message may quote a document: log its name and stack alone. */
  readonly onBug: (reference: string, error: unknown) => void;
  /** Called before each handler. */
  readonly onCall?: (name: CallName) => void;
}

export type Dispatch = (message: unknown, caller: Caller) => Promise<Result<unknown, ToldFailure>>;

/**
 * The one door to the engine: checks who calls, that the call exists, its input and its output. A foreign sender, an unknown
 * call and a wrong input are refused with `usage`; whatever throws becomes `bug` with a reference.
 */
export function createDispatch({ origin, handlers, onBug, onCall }: DispatchOptions): Dispatch {
  const answer = async (message: unknown, caller: Caller): Promise<Result<unknown, Failure>> => {
    if (caller.origin !== origin || !caller.mainFrame) return refusal(failure('usage', 'Only the application’s own window may call the engine.'));
    const { name, input } = readMessage(message);
    if (name === undefined) return refusal(failure('usage', 'There is no such call.'));
    const parsed = parseInput(name, input);
    if (parsed === undefined) return refusal(failure('usage', 'The call {{name}} was given more than it takes.', { values: { name } }));
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join('.') ?? '';
      return refusal(failure('usage', 'The call {{name}} was given something else than it takes.', { ...(where === '' ? {} : { subject: where.slice(0, 200) }), values: { name } }));
    }
    try {
      onCall?.(name);
      const handle = handlers[name] as (value: unknown) => Promise<Result<unknown, Failure>>;
      const result = await handle(parsed.data);
      return result.ok ? success(calls[name].output.parse(result.value)) : result;
    } catch (error) {
      return refusal(bugFailure(error, onBug));
    }
  };
  return async (message, caller) => {
    const answered = await answer(message, caller);
    return answered.ok ? answered : refusal(tellFailure(answered.failure));
  };
}

/** Turns whatever was thrown into a failure with a reference that also stands in the host's log. */
export function bugFailure(error: unknown, onBug: DispatchOptions['onBug']): Failure {
  const reference = randomBytes(4).toString('hex');
  onBug(reference, error);
  return failure('bug', 'Custodia made a mistake (reference {{reference}}). Your case is as it was before this step.', { subject: reference, values: { reference } });
}

/** Undefined where so much is wrong with it that listing the faults overflows the stack: hundreds of thousands of them in one list. */
function parseInput(name: CallName, input: unknown) {
  try {
    return calls[name].input.safeParse(isPlainObject(input) ? input : undefined);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A `Map`, a `Date` or an object of a class is none, although a schema of nothing but optional keys would take it. */
function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function readMessage(message: unknown): { readonly name: CallName | undefined; readonly input: unknown } {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, 'name')) return { name: undefined, input: undefined };
  const { name, input } = message as { name: unknown; input?: unknown };
  const known = typeof name === 'string' && Object.hasOwn(calls, name);
  return { name: known ? (name as CallName) : undefined, input };
}
