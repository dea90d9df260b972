import { basename } from 'node:path';
import type { EditionName } from '../../shared/identifiers.ts';
import { success } from '../../shared/result.ts';
import { runPlan } from '../operations/run-plan.ts';
import { listViews, removeView, saveView } from '../operations/saved-views.ts';
import type { Handlers } from './dispatch.ts';
import { pathsOf, type ServingContext } from './serving-context.ts';

type WorkHandlers = Pick<Handlers, 'listViews' | 'saveView' | 'removeView' | 'runPlan' | 'pauseJobs' | 'resumeJobs'>;

/** Answers what the window asks about how a person works. */
export function workHandlers({ engine, session, jobs, tokens }: ServingContext): WorkHandlers {
  return {
    listViews: () => session.use((vault) => success({ views: listViews(vault) })),
    saveView: ({ name, view }) => session.use((vault) => {
      const saved = saveView(vault, { name, ...view });
      return saved.ok ? success({ view: saved.value }) : saved;
    }),
    removeView: ({ id }) => session.use((vault) => {
      const removed = removeView(vault, id);
      return removed.ok ? success({}) : removed;
    }),
    runPlan({ plan, place, folder, passphrase }) {
      const paths = pathsOf(tokens, [plan, place, folder]);
      if (!paths.ok) return paths;
      const [planFile = '', caseFolder = '', outFolder = ''] = paths.value;
      return success(jobs.start('runPlan', async (options) => {
        const ran = await runPlan(engine, { planFile, caseFolder, outFolder, passphrase: () => Promise.resolve(success(passphrase)) }, options);
        if (!ran.ok) return ran;
        const releases = ran.value.releases.map(({ edition, file, pages, exhibits, redactions, holds }) => ({ edition: edition as EditionName, name: basename(file), pages, exhibits, redactions, holds }));
        return success({ releases, signer: ran.value.signer, findings: ran.value.findings });
      }, { alone: true }));
    },
    pauseJobs: ({ job }) => jobs.pause(job),
    resumeJobs: ({ job }) => jobs.resume(job),
  };
}
