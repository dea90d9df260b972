import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChosenFile } from '../shared/ipc/bridge.ts';
import { success, type Result } from '../shared/result.ts';
import { failure, type ToldFailure } from '../shared/failure.ts';
import type { Engine } from './operations/engine.ts';
import { createBundlePreview } from './operations/preview-bundle.ts';
import type { ShownPicture } from './operations/shown-picture.ts';
import type { PageViewer } from './operations/view-pages.ts';
import { applicationHandlers } from './serving/application-handlers.ts';
import { caseHandlers } from './serving/case-handlers.ts';
import { createCaseSession, type LockReason } from './serving/case-session.ts';
import { bugFailure, createDispatch, type Caller, type Handlers } from './serving/dispatch.ts';
import { documentHandlers } from './serving/document-handlers.ts';
import { createFileTokens } from './serving/file-tokens.ts';
import { handOverHandlers } from './serving/hand-over-handlers.ts';
import { createIdleLock } from './serving/idle-lock.ts';
import { intakeHandlers } from './serving/intake-handlers.ts';
import { createJobRegistry } from './serving/job-registry.ts';
import { keepVerifications } from './serving/kept-verifications.ts';
import { exhibitHandlers } from './serving/exhibit-handlers.ts';
import { keyHandlers, type RememberedKeys } from './serving/key-handlers.ts';
import { personHandlers } from './serving/person-handlers.ts';
import { preparationHandlers } from './serving/preparation-handlers.ts';
import { reviewHandlers } from './serving/review-handlers.ts';
import { witnessHandlers } from './serving/witness-handlers.ts';
import type { ApplicationFacts, EmitEvent, NativeDialogs, ServingContext } from './serving/serving-context.ts';
import { redactionHandlers } from './serving/redaction-handlers.ts';
import { tellFailure } from './serving/tell-failure.ts';
import { createSettingsStore, type Settings } from './serving/settings.ts';
import { pagePicture, previewPicture, viewingHandlers } from './serving/viewing-handlers.ts';
import { translationHandlers } from './serving/translation-handlers.ts';
import { translatorHandlers } from './serving/translator-handlers.ts';
import { workHandlers } from './serving/work-handlers.ts';

export interface ServingOptions {
  /** Of the window; calls from elsewhere are refused. */
  readonly origin: string;
  readonly facts: ApplicationFacts;
  readonly engine: Engine;
  readonly viewer: PageViewer;
  readonly emit: EmitEvent;
  readonly onBug: (reference: string, error: unknown) => void;
  readonly dialogs?: NativeDialogs | undefined;
  /** Told of the settings at the start and after each change. */
  readonly onSettings?: ((settings: Settings) => void) | undefined;
  /** Where settings are kept; in memory where absent. */
  readonly settingsFile?: string | undefined;
  /** This computer's key store, where the host has one. */
  readonly rememberedKeys?: RememberedKeys | undefined;
}

/** The engine as a host holds it. */
export interface Serving {
  serve(message: unknown, caller: Caller): Promise<Result<unknown, ToldFailure>>;
  picture(url: URL): Promise<ShownPicture | undefined>;
  tokensFor(paths: readonly string[]): Promise<readonly ChosenFile[]>;
  lock(reason: LockReason): Promise<void>;
  /** Ends all work, wipes the keys and ends every worker. */
  close(): Promise<void>;
}

// Calls that the window makes on its own: no sign of a person at work.
const unattended = new Set(['appInfo', 'currentCase', 'listJobs', 'listDocuments', 'getDocuments', 'getSettings']);

/** Joins the handlers of the whole contract to one door, with the jobs, the open case and the idle lock behind it. */
export function createServing(options: ServingOptions): Serving {
  const { origin, facts, engine, viewer, emit, onBug, dialogs, settingsFile, onSettings, rememberedKeys } = options;
  const jobs = createJobRegistry({
    progress: (progress) => emit('jobProgress', progress),
    state: (state) => emit('jobState', state),
    ended: (ended) => emit('jobEnded', ended),
    bug: (error) => bugFailure(error, onBug),
  });
  const session = createCaseSession({ onBegun: () => viewer.prepare(), onDocuments: (change) => emit('documentsChanged', change), onLocked: (reason) => emit('locked', { reason }), onEnding: () => jobs.endPauses() });
  const settings = createSettingsStore(settingsFile);
  const tokens = createFileTokens({ isCase: (folder) => stat(join(folder, 'keyring.json')).then(() => true, () => false) });
  const context: ServingContext = { facts, engine, session, jobs, tokens, settings, dialogs, emit, onBug };

  const preview = createBundlePreview(engine);

  async function lock(reason: LockReason): Promise<void> {
    viewer.forget();
    preview.forget();
    // It would end by opening a case.
    if (session.state === 'open') jobs.cancelKind('openRelease');
    await session.lock(reason);
  }

  const idle = createIdleLock({
    minutes: 10, busy: () => jobs.running().some(({ state }) => state === 'working'),
    lock: () => { lock('idle').catch((error: unknown) => onBug('idle-lock', error)); },
  });
  const applySettings = (current: Settings): void => {
    idle.setMinutes(current.lockAfterMinutes);
    onSettings?.(current);
  };
  void settings.read().then(applySettings);

  const verifications = keepVerifications();
  const application = applicationHandlers(context);
  const cases = caseHandlers(context);
  const handlers: Handlers = {
    ...application, ...cases, ...keyHandlers(context, rememberedKeys), ...documentHandlers(context), ...intakeHandlers(context), ...viewingHandlers(context, viewer), ...preparationHandlers(context), ...translationHandlers(context), ...translatorHandlers(context), ...personHandlers(context), ...redactionHandlers(context), ...exhibitHandlers(context, preview), ...handOverHandlers(context, verifications), ...witnessHandlers(context, verifications), ...reviewHandlers(context), ...workHandlers(context),
    saveSettings: async (change) => {
      const saved = await application.saveSettings(change);
      if (saved.ok) applySettings(saved.value);
      return saved;
    },
    lockCase: async () => {
      await lock('asked');
      return success({});
    },
    closeCase: async (input) => {
      viewer.forget();
      preview.forget();
      return cases.closeCase(input);
    },
  };

  const dispatch = createDispatch({ origin, handlers, onBug, onCall: (name) => { if (!unattended.has(name)) idle.touch(); } });
  let closed = false;
  return {
    serve: (message, caller) => closed ? Promise.resolve({ ok: false, failure: tellFailure(failure('case-locked', 'The application is closing.')) }) : dispatch(message, caller),
    picture: async (url) => (await pagePicture(context, viewer, url)) ?? previewPicture(context, preview, url),
    tokensFor: async (paths) => (await Promise.all(paths.map((path) => tokens.describe(path)))).flatMap((file) => (file.ok ? [file.value] : [])),
    lock,
    async close() {
      if (closed) return;
      closed = true;
      idle.stop();
      await jobs.cancelAll();
      await session.close();
      viewer.close();
      engine.close();
    },
  };
}
