import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { failure } from '../../shared/failure.ts';
import { refusal, success } from '../../shared/result.ts';
import type { Handlers } from './dispatch.ts';
import { pathInFolder } from './file-tokens.ts';
import { machineChecks } from './machine-checks.ts';
import { listPlace, listStartPlaces } from './places.ts';
import type { ServingContext } from './serving-context.ts';

type ApplicationHandlers = Pick<Handlers,
  'appInfo' | 'doctor' | 'getSettings' | 'saveSettings' | 'pickFiles' | 'pickPlace' | 'browsePlace' | 'placeIn' | 'listJobs' | 'cancelJob' | 'stayAwake' | 'reportWindowError'>;

/** Answers what the window asks about the application itself. */
export function applicationHandlers(context: ServingContext): ApplicationHandlers {
  const { facts, dialogs, jobs, settings, tokens, onBug } = context;
  const noDialogs = refusal(failure('not-offered', 'The system’s dialogs are not at hand here: browse folders in the window.'));
  return {
    appInfo: () => success({ ...facts, dialogs: dialogs === undefined ? 'window' : 'native' }),
    doctor: () => success({ checks: machineChecks() }),
    getSettings: async () => success(await settings.read()),
    saveSettings: async (change) => success(await settings.save(change)),
    async pickFiles(ask) {
      if (dialogs === undefined) return noDialogs;
      const files = await Promise.all((await dialogs.pickFiles(ask)).map((path) => tokens.describe(path)));
      return success({ files: files.flatMap((file) => (file.ok ? [file.value] : [])) });
    },
    async pickPlace(ask) {
      if (dialogs === undefined) return noDialogs;
      const path = await dialogs.pickPlace(ask);
      if (path === undefined) return success({ place: null });
      const existing = await tokens.describe(path);
      return success({ place: existing.ok ? existing.value : tokens.describeNew(path) });
    },
    async browsePlace({ folder, show }) {
      if (folder === undefined) return listStartPlaces(tokens);
      const path = tokens.pathOf(folder);
      return path.ok ? listPlace(tokens, path.value, show) : path;
    },
    async placeIn({ folder, name }) {
      const parent = tokens.pathOf(folder);
      if (!parent.ok) return parent;
      const path = pathInFolder(parent.value, name);
      if (!path.ok) return path;
      const exists = await stat(path.value).then(() => true, () => false);
      return success({ place: tokens.describeNew(path.value), exists });
    },
    listJobs: () => success({ jobs: jobs.running() }),
    cancelJob: ({ job }) => jobs.cancel(job),
    stayAwake: () => success({}),
    reportWindowError({ name, stack }) {
      const reference = randomBytes(4).toString('hex');
      onBug(reference, Object.assign(new Error(), { name, stack }));
      return success({ reference });
    },
  };
}
