import type { ChosenFile } from '../shared/ipc/bridge.ts';
import type { EventName, EventValue } from '../shared/ipc/contract.ts';

/** What a host gives the engine's events to. */
export type SendEvent = <Name extends EventName>(name: Name, value: EventValue<Name>) => void;

/** A picture of a page, ready to be shown. */
export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly bytes: Uint8Array;
}

/** The engine as a host sees it: one door for calls, one for pictures, and what the window's surroundings tell it. */
export interface HostEngine {
  serve(message: unknown, caller: { readonly origin: string; readonly mainFrame: boolean }): Promise<unknown>;
  picture(url: URL): Promise<Picture | undefined>;
  /** Tokens for paths that the user dropped, chose or opened the application with; paths that are gone are left out. */
  tokensFor(paths: readonly string[]): Promise<readonly ChosenFile[]>;
  lock(reason: EventValue<'locked'>['reason']): Promise<void>;
  /** Ends all work and wipes all keys. */
  close(): Promise<void>;
}
