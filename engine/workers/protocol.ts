import type { Failure } from '../../shared/failure.ts';

export type ToWorker =
  | { readonly kind: 'run'; readonly id: number; readonly module: string; readonly task: string; readonly input: unknown }
  | { readonly kind: 'reply'; readonly call: number; readonly value: unknown }
  | { readonly kind: 'reply-error'; readonly call: number; readonly message: string };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly failure: Failure }
  | { readonly kind: 'threw'; readonly id: number; readonly message: string }
  | { readonly kind: 'call'; readonly id: number; readonly call: number; readonly name: string; readonly value: unknown };
