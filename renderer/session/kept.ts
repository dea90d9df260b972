import { useCallback, useSyncExternalStore } from 'react';

const kept = new Map<string, unknown>();
const listeners = new Set<() => void>();
let round = 0;

function changed(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** Forgets all that screens kept of a case: it was locked or closed. */
export function forgetKept(): void {
  kept.clear();
  round += 1;
  changed();
}

/** State of a screen that outlives it for as long as the case is open: results that are still wanted when one comes back. What arrives after the case was locked is not kept. */
export function useKept<Value>(name: string, initial: Value): readonly [Value, (value: Value) => void] {
  const value = useSyncExternalStore(subscribe, () => (kept.has(name) ? kept.get(name) as Value : initial));
  const own = round;
  const set = useCallback((next: Value) => {
    if (round !== own) return;
    kept.set(name, next);
    changed();
  }, [name, own]);
  return [value, set];
}
