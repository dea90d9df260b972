import { useEffect, useRef } from 'react';

// Shorter than a hand takes from arriving to pressing, longer than it takes to pass.
const restMs = 80;

/** Tells where the pointer or the keyboard has stayed for a moment; the returned function is told each place it comes to. */
export function useRest(onRest: (at: number) => void): (at: number) => void {
  const told = useRef(onRest);
  const at = useRef(-1);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => { told.current = onRest; });
  useEffect(() => () => { window.clearTimeout(timer.current); }, []);
  return (place) => {
    if (place === at.current) return;
    at.current = place;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => { told.current(place); }, restMs);
  };
}
