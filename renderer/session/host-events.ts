import { useEffect } from 'react';
import { listen } from '../engine-client.ts';
import type { EventValue } from '../../shared/ipc/contract.ts';

export type MenuCommand = EventValue<'menuChosen'>['command'];
export type OfferedFiles = EventValue<'filesOffered'>['files'];

/** Answers what comes from outside the window: its menu, and files opened with the application. */
export function useHostEvents(onCommand: (command: MenuCommand) => void, onFiles: (files: OfferedFiles) => void): void {
  useEffect(() => {
    const stops = [listen('menuChosen', ({ command }) => { onCommand(command); }), listen('filesOffered', ({ files }) => { onFiles(files); })];
    return () => { for (const stop of stops) stop(); };
  }, [onCommand, onFiles]);
}
