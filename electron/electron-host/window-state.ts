import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const side = z.int().min(200).max(20_000);
const place = z.int().min(-20_000).max(20_000);
const windowState = z.strictObject({ x: place, y: place, width: side, height: side, maximized: z.boolean() });

/** Where the window stood, and nothing of what it showed. */
export type WindowState = z.infer<typeof windowState>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const leastVisible = 120;

/** Where the window stood last; undefined when that was never written, is damaged, or lies on no screen that is there now. */
export function readWindowState(file: string, screens: readonly Area[]): WindowState | undefined {
  try {
    const state = windowState.parse(JSON.parse(readFileSync(file, 'utf8')));
    return screens.some((screen) => overlap(state, screen)) ? state : undefined;
  } catch {
    return undefined; // never written, or damaged: the window opens where the system puts it
  }
}

/** Keeps where the window stands for the next start. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(windowState.parse(state)), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Whether enough of a window is on a screen to be taken hold of. */
function overlap(state: Area, screen: Area): boolean {
  const wide = Math.min(state.x + state.width, screen.x + screen.width) - Math.max(state.x, screen.x);
  const high = Math.min(state.y + state.height, screen.y + screen.height) - Math.max(state.y, screen.y);
  return wide >= leastVisible && high >= leastVisible;
}
