import type { PowerMonitor } from 'electron';
import type { EventValue } from '../../shared/ipc/contract.ts';

/** Locks when the machine goes to sleep, is shut down, or its screen is locked or handed to another user. */
export function lockWithTheMachine(power: Pick<PowerMonitor, 'on'>, lock: (reason: EventValue<'locked'>['reason']) => void): void {
  power.on('suspend', () => lock('suspend'));
  power.on('shutdown', () => lock('suspend'));
  power.on('lock-screen', () => lock('screen-lock'));
  power.on('user-did-resign-active', () => lock('screen-lock'));
}
