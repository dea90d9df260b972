/** The mark of Custodia: a sealed folder. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg className="lucide" width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
      <path d="M4 9a3 3 0 0 1 3-3h6l3 3.2h9a3 3 0 0 1 3 3V23a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3Z" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
      <circle cx="16" cy="17.4" r="4.6" fill="currentColor" />
      <path d="m14.2 17.5 1.3 1.3 2.4-2.6" stroke="var(--mark-ground, #14233a)" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
