// Loads modules of the application from where they are kept without types (plain-modules.ts), by the hash of their source; others load as ever.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const application = new URL('../../', import.meta.url).href;
const packages = new URL('../../node_modules/', import.meta.url).href;
const kept = new URL('.cache/custodia-plain/', packages);

if ('registerHooks' in nodeModule) {
  nodeModule.registerHooks({
    load: (url, context, next) => {
      if (!url.endsWith('.ts') || !url.startsWith(application) || url.startsWith(packages)) return next(url, context);
      const hash = createHash('sha256').update(readFileSync(fileURLToPath(url))).digest('hex');
      try {
        return { format: 'module', source: readFileSync(new URL(`${hash}.mjs`, kept), 'utf8'), shortCircuit: true };
      } catch {
        return next(url, context); // not kept, or changed since
      }
    },
  });
}
