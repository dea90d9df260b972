import { failure, type Failure } from '../../../shared/failure.ts';
import { refusal, success, type Result } from '../../../shared/result.ts';

/** Where a translation server answers, in one spelling: what a user confirms is compared with what is asked, letter by letter. */
export interface ServerAddress {
  /** As it is confirmed, shown and logged: `https://host:port/path`, without a slash at its end. */
  readonly text: string;
  /** On this very computer: only then may the connection go without TLS. */
  readonly loopback: boolean;
}

const longest = 300;

/** Reads the address of a translation server. `usage` for what is neither `https` nor, on this computer itself, `http`, and for names, passwords, questions or fragments in it. */
export function parseServerAddress(typed: string): Result<ServerAddress, Failure> {
  const trimmed = typed.trim();
  const url = trimmed.length > longest || !URL.canParse(trimmed) ? undefined : new URL(trimmed);
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return refused('A translation server is named by its address: https://translate.example.org');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return refused('The address of a translation server holds no name, password, question or fragment.');
  // The parser has brought every way of writing an IPv4 address into the one with four numbers.
  const loopback = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(url.hostname);
  if (url.protocol === 'http:' && !loopback) return refused('Only a server on this computer itself may be spoken to without encryption: use https.');
  return success({ text: `${url.origin}${url.pathname.replace(/\/+$/u, '')}`, loopback });
}

function refused(message: string): Result<never, Failure> {
  return refusal(failure('usage', message));
}
