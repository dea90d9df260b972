import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What LibreTranslate's documented API takes at `POST /translate`. */
export interface AskedToTranslate {
  readonly q: readonly string[];
  readonly source: string;
  readonly target: string;
  readonly format: string;
  readonly api_key?: string;
}

/** A server on this computer that speaks LibreTranslate's API, with all that was asked of it. */
export interface ServerUnderTest {
  readonly address: string;
  readonly connections: () => number;
  readonly asked: readonly AskedToTranslate[];
  /** Heads and bodies of every request, as they came. */
  readonly seen: () => string;
  /** Answers the next requests to `/translate` another way than a good server. */
  misbehave(way: RequestListener | undefined): void;
  close(): Promise<void>;
}

interface Answers {
  readonly languages?: unknown;
  /** PEM, for a server that speaks TLS. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
}

const twoLanguages = [{ code: 'en', name: 'English', targets: ['en', 'es'] }, { code: 'es', name: 'Spanish', targets: ['en', 'es'] }];

/** Starts one. `translate` answers a text in the other language. */
export async function startLibreTranslate(translate: (text: string) => string, { languages = twoLanguages, tls }: Answers = {}): Promise<ServerUnderTest> {
  const asked: AskedToTranslate[] = [];
  let connections = 0;
  let seen = '';
  let hostile: RequestListener | undefined;
  const answer = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    seen += `${request.method ?? ''} ${request.url ?? ''}\n${request.rawHeaders.join('\n')}\n${text}\n`;
    if (request.url?.endsWith('/languages') === true) {
      sendJson(response, languages);
    } else if (hostile !== undefined) {
      hostile(request, response);
    } else {
      const question = JSON.parse(text) as AskedToTranslate;
      asked.push(question);
      sendJson(response, { translatedText: question.q.map(translate) });
    }
  };
  const listen: RequestListener = (request, response) => { void body(request).then((text) => { answer(request, response, text); }); };
  const server = tls === undefined ? createServer(listen) : createSecureServer(tls, listen);
  server.on('connection', () => { connections++; });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    address: `${tls === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${(server.address() as AddressInfo).port}`, connections: () => connections, asked, seen: () => seen,
    misbehave: (way) => { hostile = way; },
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

/** Answers as a good server does. */
export function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
