// Started in a network namespace of its own: the whole application, from an empty case to a verified release, with no way out.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCaseThrough } from './run-case-through.ts';
import { startApplication } from './start-application.ts';

const [home = '', fixture = ''] = process.argv.slice(2);
copyFileSync(fixture, join(home, 'statement.pdf'));
const application = await startApplication({ home });
try {
  const outside = await fetch('https://example.com/', { signal: AbortSignal.timeout(5000) }).then(() => 'reached', () => 'unreachable');
  if (outside !== 'unreachable') throw new Error('the namespace has a way out: this proves nothing');
  await runCaseThrough(application, { folder: home, documents: ['statement.pdf'], secret: 'Nobody' });
  process.stdout.write('released and verified without a network\n');
} finally {
  await application.stop();
}
