/** Today as the register writes dates: ISO 8601, by the clock of the engine's rules (UTC). */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
