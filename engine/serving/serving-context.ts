import type { EventName, EventValue } from '../../shared/ipc/contract.ts';
import type { JobKind } from '../../shared/ipc/jobs.ts';
import { failure, type Failure } from '../../shared/failure.ts';
import type { ReportProgress } from '../../shared/progress.ts';
import { refusal, success, type Result } from '../../shared/result.ts';
import type { Engine } from '../operations/engine.ts';
import { refuseReceived } from '../operations/received-release.ts';
import type { Vault } from '../vault/index.ts';
import type { CaseSession } from './case-session.ts';
import type { FileTokens } from './file-tokens.ts';
import type { JobRegistry, JobWork } from './job-registry.ts';
import type { SettingsStore } from './settings.ts';

export type EmitEvent = <Name extends EventName>(name: Name, value: EventValue<Name>) => void;

/** Asked of the system's own dialogs; undefined paths mean that the user gave up. */
export interface NativeDialogs {
  pickFiles(ask: { readonly purpose: string; readonly many: boolean }): Promise<readonly string[]>;
  pickPlace(ask: { readonly purpose: string; readonly suggestedName?: string | undefined }): Promise<string | undefined>;
}

/** What the application is and where it runs. */
export interface ApplicationFacts {
  readonly version: string;
  readonly host: 'electron' | 'chromium';
  readonly platform: string;
  readonly courts: readonly { readonly id: string; readonly title: string }[];
  /** That can be recognised here. */
  readonly ocrLanguages: readonly string[];
  /** Whether the demonstration case can be offered. */
  readonly demonstration: boolean;
}

/** All that the handlers share. */
export interface ServingContext {
  readonly facts: ApplicationFacts;
  readonly engine: Engine;
  readonly session: CaseSession;
  readonly jobs: JobRegistry;
  readonly tokens: FileTokens;
  readonly settings: SettingsStore;
  readonly dialogs: NativeDialogs | undefined;
  readonly emit: EmitEvent;
  /** Writes a bug's reference and place, never its message, to the host's log. */
  readonly onBug: (reference: string, error: unknown) => void;
}

/** How a job is followed and stopped; an operation takes it as its options. */
export interface JobOptions {
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

/** Starts work on the open case as a job; it also ends, as cancelled, when the case is locked. */
export async function startCaseJob<Kind extends JobKind>(
  { session, jobs }: ServingContext, kind: Kind, work: (vault: Vault, options: JobOptions) => ReturnType<JobWork<Kind>>,
): Promise<Result<{ readonly job: string }, Failure>> {
  const open = await session.use(() => success(undefined));
  if (!open.ok) return open;
  return success(jobs.start(kind, ({ signal, report }) =>
    session.use((vault, locked) => work(vault, { signal: AbortSignal.any([signal, locked]), report })), { alone: true }));
}

/** Paths of tokens, or `file-missing` for the first that is not known. */
export function pathsOf(tokens: FileTokens, of: readonly string[]): Result<readonly string[], Failure> {
  const paths: string[] = [];
  for (const token of of) {
    const path = tokens.pathOf(token);
    if (!path.ok) return path;
    paths.push(path.value);
  }
  return success(paths);
}

/** Refuses changes to evidence and its preparation in a case that is open for reading only, or that was opened from a received release. */
export function refuseReadOnly(vault: Vault): Result<never, Failure> | undefined {
  return refuseLocked(vault) ?? refuseReceived(vault);
}

/** Refuses what writes at all to a case that is open for reading only. */
export function refuseLocked(vault: Vault): Result<never, Failure> | undefined {
  return vault.readOnly ? refusal(failure('case-read-only', 'This case is open for reading only.')) : undefined;
}
