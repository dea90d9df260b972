import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { securityHeaders } from './content-policy.ts';

export interface WindowResponse {
  readonly status: 200 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WindowFilesOptions {
  /** Folder of the built window. */
  readonly folder: string;
  /** Answers `/page/…` and `/preview/…`: a picture, or undefined where there is none. */
  readonly picture: (url: URL) => Promise<{ readonly type: 'image/png' | 'image/jpeg' | 'image/webp'; readonly bytes: Uint8Array } | undefined>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.woff': 'font/woff', '.ttf': 'font/ttf', '.webp': 'image/webp',
};

// One folder deep, plain names: what a build of the window consists of, and no way to climb out of it.
const plainPath = /^\/(?:assets\/)?[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** Makes the function that answers every request of the window: its own built files and pictures of pages, nothing else. */
export function createWindowResponses({ folder, picture }: WindowFilesOptions): (method: string, url: URL) => Promise<WindowResponse> {
  return async (method, url) => {
    if (method !== 'GET') return respond(405, 'text/plain', new Uint8Array());
    if (url.pathname.startsWith('/page/') || url.pathname.startsWith('/preview/')) {
      const image = await picture(url);
      return image === undefined ? notFound() : respond(200, image.type, image.bytes);
    }
    const path = url.pathname === '/' ? '/index.html' : url.pathname;
    const type = contentTypes[extname(path)];
    if (type === undefined || !plainPath.test(path)) return notFound();
    try {
      return respond(200, type, await readFile(join(folder, path)));
    } catch {
      return notFound();
    }
  };
}

function respond(status: WindowResponse['status'], type: string, body: Uint8Array): WindowResponse {
  return { status, headers: { ...securityHeaders, 'content-type': type }, body };
}

function notFound(): WindowResponse {
  return respond(404, 'text/plain', new Uint8Array());
}
