import type { Progress } from '../../shared/progress.ts';

const settleMs = 1500;
const smoothing = 0.3;

/**
 * Estimates the seconds that the step at hand still takes, from its own pace; undefined until there is ground for it.
 * Each new step starts afresh, for the next one may be far slower.
 */
export function createTimeLeft(): (progress: Progress, nowMs: number) => number | undefined {
  let step: string | undefined;
  let startMs = 0;
  let startDone = 0;
  let smoothed: number | undefined;
  return (progress, nowMs) => {
    if (progress.step !== step) {
      step = progress.step;
      startMs = nowMs;
      startDone = progress.done;
      smoothed = undefined;
      return undefined;
    }
    const elapsedMs = nowMs - startMs;
    const made = progress.done - startDone;
    if (made <= 0 || elapsedMs < settleMs) return undefined;
    const estimate = (elapsedMs / made) * Math.max(0, progress.total - progress.done);
    smoothed = smoothed === undefined ? estimate : smoothed + smoothing * (estimate - smoothed);
    return Math.ceil(smoothed / 1000);
  };
}
