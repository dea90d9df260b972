import type { Failure } from '../shared/failure.ts';
import type { ReportProgress } from '../shared/progress.ts';
import type { Result } from '../shared/result.ts';
import type { Engine } from '../engine/operations/engine.ts';

/** What a command's words on the command line may be. */
export interface CommandSyntax {
  /** One line for the list of commands. */
  readonly summary: string;
  /** How it is called, after `custodia NAME`. */
  readonly usage: string;
  readonly options?: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>>;
  /** Fewest and most words beside the options. */
  readonly words: readonly [fewest: number, most: number];
}

/** What a command may use. */
export interface CommandContext {
  readonly engine: Engine;
  readonly words: readonly string[];
  option(name: string): string | undefined;
  options(name: string): readonly string[];
  flag(name: string): boolean;
  /** Aborted by Ctrl-C; the command then ends cleanly with `cancelled`. */
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
  /** Asks for the case's passphrase, or reads it from `--passphrase-file`; `isNew` asks twice. */
  readonly passphrase: (isNew: boolean) => Promise<Result<string, Failure>>;
}

/** What a command answers: one JSON document, the same in words, and whether what was asked for holds. */
export interface CommandAnswer {
  readonly json: unknown;
  readonly words: string;
  readonly holds?: boolean;
  /** Exit code where some input was refused and the rest was done. */
  readonly exitCode?: number;
}

export interface Command extends CommandSyntax {
  readonly run: (context: CommandContext) => Promise<Result<CommandAnswer, Failure>>;
}
