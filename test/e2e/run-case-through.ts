import { join } from 'node:path';
import type { CallInput, CallName } from '../../shared/ipc/contract.ts';
import type { JobEnded } from '../../shared/ipc/jobs.ts';
import type { Application } from './start-application.ts';

export interface CaseThrough {
  /** Holds the documents; the case folder is made in it. */
  readonly folder: string;
  readonly documents: readonly string[];
  /** Stands in the case's title, a document's title, a person's name and a query. */
  readonly secret: string;
  /** Stop before the release: half the time. */
  readonly onlyLook?: boolean;
}

export const throughPassphrase = 'six unrelated words make it strong';

/** Runs a small case from its making to a plain release by the window's own calls, and looks at a page on the way. */
export async function runCaseThrough(application: Application, { folder, documents, secret, onlyLook = false }: CaseThrough): Promise<void> {
  const parent = await folderToken(application, folder);
  const place = async (name: string): Promise<string> => (await value(application, 'placeIn', { folder: parent, name })).place.token;
  await value(application, 'createCase', { place: await place('case'), passphrase: throughPassphrase, head: { title: `R v ${secret}`, court: 'plain', languages: ['en'], by: 'Test office' } });
  const listed = await value(application, 'browsePlace', { folder: parent, show: 'files' });
  const files = listed.entries.filter(({ name }) => documents.includes(name)).map(({ token }) => token);
  await job(application, 'addFiles', { files, language: 'en' });
  const taken = (await value(application, 'listDocuments', { from: 0, limit: 100 })).documents;
  const [first] = taken;
  if (first === undefined) throw new Error('nothing was taken in');
  await value(application, 'changeDocuments', { documents: [first.id], change: { title: `Statement of ${secret}`, exhibit: 'P-1' } });
  await job(application, 'readDocuments', {});
  await value(application, 'savePerson', { person: { pseudonym: 'Witness A', names: [secret], protected: true, child: false } });
  await value(application, 'search', { query: secret, limit: 10 });
  await application.page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    document.body.append(image);
  }, `/page/${first.id}/1?dpi=96`);
  if (onlyLook) return;
  await value(application, 'saveBundle', { bundle: { title: `Bundle ${secret}`, sections: [{ title: 'A', entries: taken.map(({ id }) => id) }] } });
  await value(application, 'saveRedactionSet', { set: { edition: 'defence' as never, persons: ['Witness A'], terms: [], patterns: [], ground: 'Order of the court', zones: [] } });
  const released = await place('defence.tar');
  await job(application, 'makeRelease', { edition: 'defence' as never, recipients: [], place: released });
  const verified = await job(application, 'verifyRelease', { file: released });
  if (!verified.ok || verified.kind !== 'verifyRelease' || !verified.value.holds) throw new Error('the release does not hold');
}

/** The token of a folder, found as the window's own chooser finds it: from the home folder down. */
async function folderToken(application: Application, folder: string): Promise<string> {
  const start = await value(application, 'browsePlace', { show: 'folders' });
  const home = start.entries[0];
  if (home === undefined || join(application.home) !== join(folder)) throw new Error('only the home folder can be found from the start');
  return home.token;
}

async function value<Name extends CallName>(application: Application, name: Name, input: CallInput<Name>) {
  const answer = await application.call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}: ${answer.failure.detail ?? ''}`);
  return answer.value;
}

/** Starts a job and waits for its end in the page, which must be good. */
export async function job<Name extends CallName>(application: Application, name: Name, input: CallInput<Name>): Promise<JobEnded> {
  const ended = await application.page.evaluate(async ([callName, given]) => {
    const endings: JobEnded[] = [];
    let wake = (): void => undefined;
    const stop = window.custodia.on('jobEnded', (event) => {
      endings.push(event);
      wake();
    });
    const started = await window.custodia.call(callName, given as never) as { ok: boolean; value?: { job: string }; failure?: { code: string } };
    if (started.value === undefined) return { ok: false, failure: started.failure };
    for (;;) {
      const found = endings.find((ending) => ending.job === started.value?.job);
      if (found !== undefined) {
        stop();
        return found;
      }
      await new Promise<void>((resolve) => { wake = resolve; });
    }
  }, [name, input] as const);
  if (!ended.ok) throw new Error(`${name}: ${JSON.stringify(ended)}`);
  return ended as JobEnded;
}
