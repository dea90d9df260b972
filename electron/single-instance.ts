import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const socketName = 'instance.sock';
// The shortest limit among the systems, for the path of a local socket.
const longestSocketPath = 103;
const longestRequest = 1_000_000;
const request = z.object({ paths: z.array(z.string().max(4096)).max(1000) });

/** The first start of the application; `undefined` when another one took over what was asked. */
export interface FirstInstance {
  release(): void;
}

/**
 * Makes sure that this account runs the application once. A second start hands its files to the first, which comes to the front, and ends.
 * The meeting point is a local socket in the settings folder, which only this account may enter: no network port.
 */
export async function becomeFirstInstance(folder: string, paths: readonly string[], onSecond: (paths: readonly string[]) => void): Promise<FirstInstance | undefined> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\custodia-${Buffer.from(folder).toString('hex').slice(-40)}` : join(folder, socketName);
  if (Buffer.byteLength(address) > longestSocketPath) return { release: () => undefined };
  const absolute = paths.map((path) => resolve(path));
  for (let attempt = 0; attempt < 3; attempt++) {
    const server = await listen(address, onSecond);
    if (server !== undefined) return { release: () => server.close() };
    if (await handOver(address, absolute)) return undefined;
    // Nobody answers behind the socket: its owner was killed.
    rmSync(address, { force: true });
  }
  return { release: () => undefined };
}

function listen(address: string, onSecond: (paths: readonly string[]) => void): Promise<Server | undefined> {
  return new Promise((settle) => {
    const server = createServer((socket) => {
      let text = '';
      socket.setEncoding('utf8').on('error', () => socket.destroy()).on('data', (chunk: string) => {
        text += chunk;
        if (text.length > longestRequest) socket.destroy();
        if (!text.endsWith('\n')) return;
        const parsed = request.safeParse(parseJson(text));
        socket.end(parsed.success ? 'shown\n' : 'refused\n');
        if (parsed.success) onSecond(parsed.data.paths);
      });
    });
    server.once('error', () => settle(undefined)).listen(address, () => settle(server.unref()));
  });
}

function handOver(address: string, paths: readonly string[]): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(address, () => socket.write(`${JSON.stringify({ paths })}\n`));
    socket.setTimeout(3000, () => socket.destroy()).on('data', () => settle(true)).on('error', () => settle(false)).on('close', () => settle(false));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not a request of ours
  }
}
