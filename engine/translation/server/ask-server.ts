import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';
import type { ServerAddress } from './server-address.ts';

// The one file of the application that opens a connection to another computer (docs/adr/0067): a rule of dependency-cruiser names it.

/** One question to a translation server: a path below its address, and what is sent as JSON; without it the question is a GET. */
export interface ServerQuestion {
  readonly path: string;
  readonly body?: unknown;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /** For one answer as a whole, from the first packet to its last byte. */
  readonly timeoutMs?: number | undefined;
}

const defaultTimeoutMs = 180_000;
const largestAnswerBytes = 8 << 20;
// The name of this computer is not looked up: it is never anywhere else.
const thisComputer: LookupFunction = (_host, options, answer) => {
  if (options.all === true) answer(null, [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }]);
  else answer(null, '127.0.0.1', 4);
};

/**
 * Asks a translation server once, over a connection of its own: no redirect is followed, no proxy, cookie or cache is used, certificates are verified whatever the environment
 * says, and the answer is JSON of at most 8 MiB. Fails with `server-failed` or `cancelled`. The bytes are for a worker to read.
 */
export function askServer({ text, loopback }: ServerAddress, { path, body }: ServerQuestion, { signal, timeoutMs = defaultTimeoutMs }: AskOptions = {}): Promise<Result<Uint8Array, Failure>> {
  if (signal?.aborted === true) return Promise.resolve(stopped());
  const url = new URL(`${text}${path}`);
  const secure = url.protocol === 'https:';
  const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const tooLate = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const end = (result: Result<Uint8Array, Failure>): void => {
      resolve(result);
      asked.destroy();
    };
    const broken = (): void => end(signal?.aborted === true ? stopped() : refused(tooLate.aborted ? 'The translation server did not answer in time.' : 'The connection to the translation server could not be made, or broke off.'));
    const asked = (secure ? httpsRequest : httpRequest)(url, {
      method: sent === undefined ? 'GET' : 'POST',
      agent: secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false }),
      headers: { 'accept': 'application/json', 'accept-encoding': 'identity', 'connection': 'close', ...(sent === undefined ? {} : { 'content-type': 'application/json', 'content-length': sent.length }) },
      signal: AbortSignal.any([tooLate, ...(signal === undefined ? [] : [signal])]), insecureHTTPParser: false, maxHeaderSize: 16_384,
      ...(secure ? { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const } : {}), ...(loopback && url.hostname === 'localhost' ? { lookup: thisComputer } : {}),
    });
    asked.on('error', broken);
    asked.on('close', broken);
    asked.on('response', (response) => {
      const unfit = unfitAnswer(response);
      if (unfit !== undefined) end(refused(unfit));
      else collect(response, end, broken);
    });
    asked.end(sent);
  });
}

function collect(response: IncomingMessage, end: (result: Result<Uint8Array, Failure>) => void, broken: () => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > largestAnswerBytes) end(refused('The translation server answered more than an answer can hold.'));
    else chunks.push(chunk);
  });
  response.on('error', broken);
  response.on('end', () => end(success(Buffer.concat(chunks))));
}

/** Why an answer is not read at all, in our own words: the server's are nobody's business. */
function unfitAnswer({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  if (statusCode >= 300 && statusCode < 400) return 'The translation server sends on to another address, which was not confirmed.';
  if (statusCode === 401 || statusCode === 403) return 'The translation server asks for another key.';
  if (statusCode === 429) return 'The translation server has had too many questions for now.';
  if (statusCode !== 200) return `The translation server refused with status ${statusCode}.`;
  if (!/^application\/json(?:\s*;|$)/iu.test(headers['content-type'] ?? '')) return 'The translation server did not answer in JSON.';
  if (![undefined, 'identity'].includes(headers['content-encoding'])) return 'The translation server packed its answer, which it was not asked to.';
  return Number(headers['content-length'] ?? 0) > largestAnswerBytes ? 'The translation server answered more than an answer can hold.' : undefined;
}

function refused(message: string): Result<never, Failure> {
  return refusal(failure('server-failed', message));
}

function stopped(): Result<never, Failure> {
  return refusal(failure('cancelled', 'Stopped.'));
}
